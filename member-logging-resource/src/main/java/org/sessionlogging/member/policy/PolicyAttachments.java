package org.sessionlogging.member.policy;

import java.util.Optional;
import org.sessionlogging.aws.Pages;
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
        Pages.of(this::page, page -> page.map(ListEntitiesForPolicyResponse::marker).orElse(null))
            .flatMap(Optional::stream));
  }

  private Optional<ListEntitiesForPolicyResponse> page(String marker) {
    return policies.find(
        ListEntitiesForPolicyRequest.builder().policyArn(arn).marker(marker).build(),
        IamClient::listEntitiesForPolicy);
  }

  /**
   * Whether a role has the policy; empty when there is no such role. A role has at most 20
   * policies, which is less than a page (IAM user guide, "IAM and AWS STS quotas").
   */
  Optional<Boolean> has(String roleName) {
    return policies
        .find(
            ListAttachedRolePoliciesRequest.builder()
                .roleName(roleName)
                .pathPrefix(policies.path())
                .build(),
            IamClient::listAttachedRolePolicies)
        .map(
            found ->
                found.attachedPolicies().stream()
                    .anyMatch(policy -> policy.policyArn().equals(arn)));
  }

  void attach(String roleName) {
    policies.call(
        AttachRolePolicyRequest.builder().policyArn(arn).roleName(roleName).build(),
        IamClient::attachRolePolicy);
  }

  /** Fine when the role does not have it. */
  void detach(String roleName) {
    policies.find(
        DetachRolePolicyRequest.builder().policyArn(arn).roleName(roleName).build(),
        IamClient::detachRolePolicy);
  }
}
