package org.sessionlogging.fakes.iam;

import java.util.List;
import java.util.Optional;
import org.sessionlogging.fakes.store.AwsError;
import org.sessionlogging.fakes.store.Page;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.AttachRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.DetachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.DetachRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListEntitiesForPolicyRequest;
import software.amazon.awssdk.services.iam.model.ListEntitiesForPolicyResponse;
import software.amazon.awssdk.services.iam.model.PolicyGroup;
import software.amazon.awssdk.services.iam.model.PolicyRole;
import software.amazon.awssdk.services.iam.model.PolicyUser;

/** What is attached to roles. */
interface RoleCalls extends IamClient {
  /** IAM user guide, reference_iam-quotas.html: managed policies attached to a role, by default. */
  int MOST_POLICIES_OF_ROLE = 10;

  Reach reach();

  @Override
  default AttachRolePolicyResponse attachRolePolicy(AttachRolePolicyRequest request) {
    return reach()
        .write(
            request,
            request.policyArn(),
            AttachRolePolicyResponse.builder().build(),
            (state, policy) -> {
              FakeRole role = Reach.changeable(state, request.roleName());
              if (role.policies.size() == MOST_POLICIES_OF_ROLE
                  && !role.policies.contains(policy.arn)) {
                throw AwsError.of(
                    409, "LimitExceeded", "Cannot exceed quota for PoliciesPerRole: 10");
              }
              role.policies.add(policy.arn);
            });
  }

  /** NoSuchEntity when it is not attached (API reference, DetachRolePolicy). */
  @Override
  default DetachRolePolicyResponse detachRolePolicy(DetachRolePolicyRequest request) {
    return reach()
        .store()
        .write(
            request,
            request.roleName() + " " + request.policyArn(),
            Reach.PASSING,
            state -> {
              if (!Reach.changeable(state, request.roleName())
                  .policies
                  .remove(request.policyArn())) {
                throw Reach.absent(request.policyArn());
              }
              return DetachRolePolicyResponse.builder().build();
            });
  }

  /** PathPrefix, MaxItems and Marker (API reference, ListAttachedRolePolicies). */
  @Override
  default ListAttachedRolePoliciesResponse listAttachedRolePolicies(
      ListAttachedRolePoliciesRequest request) {
    String path = Optional.ofNullable(request.pathPrefix()).orElse("/");
    return reach()
        .lookAtRole(
            request,
            request.roleName(),
            role -> {
              List<String> arns =
                  role.policies.stream().filter(arn -> arn.contains(":policy" + path)).toList();
              Page<String> page = Page.of(arns, request.marker(), request.maxItems());
              return ListAttachedRolePoliciesResponse.builder()
                  .attachedPolicies(page.as(arn -> AttachedPolicy.builder().policyArn(arn).build()))
                  .isTruncated(page.truncated())
                  .marker(page.next())
                  .build();
            });
  }

  /** Roles page by page; users and groups come with the first (API reference: any order). */
  @Override
  default ListEntitiesForPolicyResponse listEntitiesForPolicy(
      ListEntitiesForPolicyRequest request) {
    return reach()
        .store()
        .look(
            request,
            request.policyArn(),
            state -> {
              FakePolicy policy = Reach.policy(state, request.policyArn());
              Page<String> page =
                  Page.of(state.rolesOf(policy.arn), request.marker(), request.maxItems());
              return ListEntitiesForPolicyResponse.builder()
                  .policyRoles(page.as(name -> PolicyRole.builder().roleName(name).build()))
                  .policyUsers(
                      policy.users.stream()
                          .map(name -> PolicyUser.builder().userName(name).build())
                          .toList())
                  .policyGroups(
                      policy.groups.stream()
                          .map(name -> PolicyGroup.builder().groupName(name).build())
                          .toList())
                  .isTruncated(page.truncated())
                  .marker(page.next())
                  .build();
            });
  }
}
