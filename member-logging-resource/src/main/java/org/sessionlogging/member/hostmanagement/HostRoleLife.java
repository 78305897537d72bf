package org.sessionlogging.member.hostmanagement;

import java.util.Map;
import java.util.Optional;
import org.sessionlogging.aws.CallFailed;
import org.sessionlogging.kit.reconcile.Progress;
import org.sessionlogging.kit.reconcile.Refused;
import org.sessionlogging.kit.reconcile.Step;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.CreateRoleRequest;
import software.amazon.awssdk.services.iam.model.DeleteRolePermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.PutRolePermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.UpdateAssumeRolePolicyRequest;

/**
 * How the role for Default Host Management is made and kept.
 *
 * @param usersTags what it bears from birth
 */
record HostRoleLife(
    HostRole role, Optional<String> boundaryArn, Map<String, String> usersTags, Progress progress) {

  String name() {
    return "host management role";
  }

  /** Of several Regions that do this at once one makes it, and the others find it made. */
  Step create(HostRoleSettings value) {
    try {
      role.call(
          CreateRoleRequest.builder()
              .roleName(role.roleName())
              .description(
                  "Default Host Management of instances without a role of their own; kept by Session Logging")
              .assumeRolePolicyDocument(value.trust().orElseThrow().json())
              .permissionsBoundary(boundaryArn.orElse(null))
              .tags(HostRole.tags(usersTags))
              .build(),
          IamClient::createRole);
      return Step.wait(2, "the new role to be known everywhere in IAM");
    } catch (CallFailed e) {
      return afterwards(e);
    }
  }

  private Step afterwards(CallFailed e) {
    String said = name() + ": " + e.operation() + " failed: " + e.reason() + ". ";
    if (e.code().equals(HostRole.ABSENT)) {
      return progress
          .lookAgain(name(), "the policy of PermissionsBoundaryArn to be known")
          .orElseThrow(
              () ->
                  Refused.invalid(
                      said
                          + "PermissionsBoundaryArn names no policy of this account: make the policy first, or name"
                          + " another."));
    }
    throw e.isDenial()
        ? Refused.denied(
            said
                + "Allow the action to the role of this operation. A service control policy may demand a permissions"
                + " boundary on every new role: name it in PermissionsBoundaryArn. Where no role may be made, turn Default"
                + " Host Management on with one of yours, and set DefaultHostManagement to USE_IF_ON.")
        : e;
  }

  Step change(HostRoleSettings value, HostRoleSettings now) {
    if (!now.trust().equals(value.trust())) {
      role.call(
          UpdateAssumeRolePolicyRequest.builder()
              .roleName(role.roleName())
              .policyDocument(value.trust().orElseThrow().json())
              .build(),
          IamClient::updateAssumeRolePolicy);
    }
    if (!now.boundaryArn().equals(value.boundaryArn())) {
      value.boundaryArn().ifPresentOrElse(this::bound, this::unbind);
    }
    if (!now.manages()) {
      role.policies().attachManagement();
    }
    return Step.DONE;
  }

  private void bound(String arn) {
    role.call(
        PutRolePermissionsBoundaryRequest.builder()
            .roleName(role.roleName())
            .permissionsBoundary(arn)
            .build(),
        IamClient::putRolePermissionsBoundary);
  }

  /** Fine when there is none any more. */
  private void unbind() {
    boolean unused =
        role.find(
                DeleteRolePermissionsBoundaryRequest.builder().roleName(role.roleName()).build(),
                IamClient::deleteRolePermissionsBoundary)
            .isPresent();
  }
}
