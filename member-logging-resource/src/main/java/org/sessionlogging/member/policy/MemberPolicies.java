package org.sessionlogging.member.policy;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.aws.Pages;
import org.sessionlogging.domain.policy.MemberPolicy;
import org.sessionlogging.domain.policy.PolicyDocument;
import org.sessionlogging.domain.settings.Place;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.GetPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetPolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListEntitiesForPolicyRequest;
import software.amazon.awssdk.services.iam.model.ListEntitiesForPolicyResponse;
import software.amazon.awssdk.services.iam.model.ListPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListPoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListPolicyTagsRequest;
import software.amazon.awssdk.services.iam.model.ListPolicyTagsResponse;
import software.amazon.awssdk.services.iam.model.PolicyScopeType;

/** The policies of one document as IAM holds them. Changes nothing. */
public final class MemberPolicies {
  private static final String ABSENT = "NoSuchEntity";

  private final IamClient iam;
  private final Aws aws;
  private final Place place;
  private final String path;

  public MemberPolicies(IamClient iam, Aws aws, Place place, String documentName) {
    this.iam = iam;
    this.aws = aws;
    this.place = place;
    this.path = MemberPolicy.path(documentName);
  }

  String path() {
    return path;
  }

  /** ARN of the policy of that name. */
  String arn(String name) {
    return "arn:" + place.partition() + ":iam::" + place.account() + ":policy" + path + name;
  }

  /** The policy of that name. */
  public Optional<LivePolicy> find(String name) {
    return tags(arn(name)).map(tags -> new LivePolicy(arn(name), tags));
  }

  /** Every policy of the document, whichever Regions use it. */
  List<LivePolicy> all() {
    return Pages.of(this::page, ListPoliciesResponse::marker)
        .flatMap(page -> page.policies().stream())
        .flatMap(policy -> withTags(policy.arn()))
        .toList();
  }

  private Stream<LivePolicy> withTags(String arn) {
    return tags(arn).map(tags -> new LivePolicy(arn, tags)).stream();
  }

  private ListPoliciesResponse page(String marker) {
    return aws.call(
        ListPoliciesRequest.builder()
            .scope(PolicyScopeType.LOCAL)
            .pathPrefix(path)
            .marker(marker)
            .build(),
        iam::listPolicies);
  }

  /** A policy has at most 50 tags, which is less than a page. */
  private Optional<SortedMap<String, String>> tags(String arn) {
    return aws.find(
            ListPolicyTagsRequest.builder().policyArn(arn).build(), iam::listPolicyTags, ABSENT)
        .map(MemberPolicies::byKey);
  }

  private static SortedMap<String, String> byKey(ListPolicyTagsResponse response) {
    SortedMap<String, String> tags = new TreeMap<>();
    response.tags().forEach(tag -> tags.put(tag.key(), tag.value()));
    return tags;
  }

  /** What the policy grants; empty when it does not exist. */
  public Optional<PolicyDocument> text(String arn) {
    return aws.find(GetPolicyRequest.builder().policyArn(arn).build(), iam::getPolicy, ABSENT)
        .flatMap(
            found ->
                aws.find(
                    GetPolicyVersionRequest.builder()
                        .policyArn(arn)
                        .versionId(found.policy().defaultVersionId())
                        .build(),
                    iam::getPolicyVersion,
                    ABSENT))
        // IAM API reference, PolicyVersion: the document is URL-encoded (RFC 3986).
        .map(found -> found.policyVersion().document().replace("+", "%2B"))
        .map(text -> PolicyDocument.parse(URLDecoder.decode(text, StandardCharsets.UTF_8)));
  }

  /** What the policy is attached to; nothing when it does not exist. */
  Attachments attachments(LivePolicy policy) {
    return Attachments.of(
        Pages.of(
                marker -> attachments(policy.arn(), marker),
                page -> page.map(ListEntitiesForPolicyResponse::marker).orElse(null))
            .flatMap(Optional::stream));
  }

  private Optional<ListEntitiesForPolicyResponse> attachments(String arn, String marker) {
    return aws.find(
        ListEntitiesForPolicyRequest.builder().policyArn(arn).marker(marker).build(),
        iam::listEntitiesForPolicy,
        ABSENT);
  }

  /**
   * ARNs of those policies that a role has; empty when there is no such role. A role has at most 20
   * policies, which is less than a page.
   */
  Optional<List<String>> attachedTo(String roleName) {
    return aws.find(
            ListAttachedRolePoliciesRequest.builder().roleName(roleName).pathPrefix(path).build(),
            iam::listAttachedRolePolicies,
            ABSENT)
        .map(found -> found.attachedPolicies().stream().map(AttachedPolicy::policyArn).toList());
  }

  /** Those of its roles that the policy is really attached to. */
  public SortedSet<String> attachedRoleNames(LivePolicy policy) {
    SortedSet<String> attached = attachments(policy).roleNames();
    attached.retainAll(policy.roleNames());
    return attached;
  }
}
