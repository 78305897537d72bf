package org.sessionlogging.member.policy;

import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.domain.policy.PolicyDocument;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.CreatePolicyRequest;
import software.amazon.awssdk.services.iam.model.CreatePolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.DeletePolicyRequest;
import software.amazon.awssdk.services.iam.model.DeletePolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.DetachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.ListPolicyVersionsRequest;
import software.amazon.awssdk.services.iam.model.ListPolicyVersionsResponse;
import software.amazon.awssdk.services.iam.model.PolicyVersion;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.TagPolicyRequest;
import software.amazon.awssdk.services.iam.model.UntagPolicyRequest;

/** What is done to policies. To take away what is gone is fine. */
public final class PolicyChanges {
  private static final String ABSENT = "NoSuchEntity";

  // IAM user guide, "IAM and AWS STS quotas".
  private static final int MOST_VERSIONS = 5;

  private final IamClient iam;
  private final Aws aws;

  public PolicyChanges(IamClient iam, Aws aws) {
    this.iam = iam;
    this.aws = aws;
  }

  void create(String path, String name, PolicyDocument text, SortedMap<String, String> tags) {
    aws.call(
        CreatePolicyRequest.builder()
            .path(path)
            .policyName(name)
            .description("Lets instances write their Session Manager logs; kept by Session Logging")
            .policyDocument(text.json())
            .tags(listed(tags))
            .build(),
        iam::createPolicy);
  }

  void tag(String arn, SortedMap<String, String> tags) {
    aws.call(TagPolicyRequest.builder().policyArn(arn).tags(listed(tags)).build(), iam::tagPolicy);
  }

  void untag(String arn, String key) {
    aws.find(
        UntagPolicyRequest.builder().policyArn(arn).tagKeys(key).build(), iam::untagPolicy, ABSENT);
  }

  /** Makes the text the one that counts, again. */
  void restore(String arn, PolicyDocument text) {
    List<PolicyVersion> others = versionsThatDoNotCount(arn);
    if (others.size() + 1 >= MOST_VERSIONS) {
      others.stream()
          .min(Comparator.comparing(PolicyVersion::createDate))
          .ifPresent(oldest -> deleteVersion(arn, oldest));
    }
    aws.call(
        CreatePolicyVersionRequest.builder()
            .policyArn(arn)
            .policyDocument(text.json())
            .setAsDefault(true)
            .build(),
        iam::createPolicyVersion);
  }

  void attach(String arn, String roleName) {
    aws.call(
        AttachRolePolicyRequest.builder().policyArn(arn).roleName(roleName).build(),
        iam::attachRolePolicy);
  }

  void detach(String arn, String roleName) {
    aws.find(
        DetachRolePolicyRequest.builder().policyArn(arn).roleName(roleName).build(),
        iam::detachRolePolicy,
        ABSENT);
  }

  /** Deletes the policy with all of its versions, which IAM wants gone first. */
  void delete(String arn) {
    versionsThatDoNotCount(arn).forEach(version -> deleteVersion(arn, version));
    aws.find(DeletePolicyRequest.builder().policyArn(arn).build(), iam::deletePolicy, ABSENT);
  }

  private void deleteVersion(String arn, PolicyVersion version) {
    aws.find(
        DeletePolicyVersionRequest.builder().policyArn(arn).versionId(version.versionId()).build(),
        iam::deletePolicyVersion,
        ABSENT);
  }

  private List<PolicyVersion> versionsThatDoNotCount(String arn) {
    return aws
        .find(
            ListPolicyVersionsRequest.builder().policyArn(arn).build(),
            iam::listPolicyVersions,
            ABSENT)
        .map(ListPolicyVersionsResponse::versions)
        .orElse(List.of())
        .stream()
        .filter(version -> !version.isDefaultVersion())
        .toList();
  }

  private static List<Tag> listed(SortedMap<String, String> tags) {
    return tags.entrySet().stream()
        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
        .toList();
  }
}
