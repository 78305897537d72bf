package org.sessionlogging.member.policy;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.sessionlogging.aws.CallFailed;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.DetachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListEntitiesForPolicyRequest;
import software.amazon.awssdk.services.iam.model.ListEntitiesForPolicyResponse;

/** What one policy is attached to. */
public record PolicyAttachments(MemberPolicies policies, String arn) {

  /** All of it; nothing when the policy does not exist. */
  public Attachments all() {
    return Attachments.of(
        MemberPolicies.pages(this::page, ListEntitiesForPolicyResponse::marker)
            .orElse(List.of())
            .stream());
  }

  private Optional<ListEntitiesForPolicyResponse> page(String marker) {
    return policies.find(
        ListEntitiesForPolicyRequest.builder().policyArn(arn).marker(marker).build(),
        IamClient::listEntitiesForPolicy);
  }

  /** Those of some roles that do not exist; whatever has the policy exists. */
  public SortedSet<String> missing(SortedSet<String> roleNames) {
    SortedSet<String> missing = new TreeSet<>(roleNames);
    if (!missing.isEmpty()) {
      missing.removeAll(all().roleNames());
      missing.removeIf(this::isRole);
    }
    return missing;
  }

  /** Whether there is a role of that name. */
  boolean isRole(String roleName) {
    return policies
        .find(
            ListAttachedRolePoliciesRequest.builder()
                .roleName(roleName)
                .pathPrefix(policies.path())
                .build(),
            IamClient::listAttachedRolePolicies)
        .isPresent();
  }

  void attach(String roleName) {
    try {
      policies.call(
          AttachRolePolicyRequest.builder().policyArn(arn).roleName(roleName).build(),
          IamClient::attachRolePolicy);
    } catch (CallFailed e) {
      throw AttachmentRefused.of(e, roleName);
    }
  }

  /** Whether the role had it. */
  boolean detach(String roleName) {
    return policies
        .find(
            DetachRolePolicyRequest.builder().policyArn(arn).roleName(roleName).build(),
            IamClient::detachRolePolicy)
        .isPresent();
  }
}
