package org.sessionlogging.fakes.iam;

import org.sessionlogging.fakes.store.AwsError;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.DeleteRolePermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.DeleteRolePermissionsBoundaryResponse;
import software.amazon.awssdk.services.iam.model.PutRolePermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.PutRolePermissionsBoundaryResponse;

/** What bounds a role. */
interface BoundaryCalls extends IamClient {
  Reach reach();

  @Override
  default PutRolePermissionsBoundaryResponse putRolePermissionsBoundary(
      PutRolePermissionsBoundaryRequest request) {
    return reach()
        .changeRole(
            request,
            request.roleName(),
            PutRolePermissionsBoundaryResponse.builder().build(),
            (state, role) -> {
              refuseUnknown(state, request.permissionsBoundary());
              role.boundary = request.permissionsBoundary();
            });
  }

  @Override
  default DeleteRolePermissionsBoundaryResponse deleteRolePermissionsBoundary(
      DeleteRolePermissionsBoundaryRequest request) {
    return reach()
        .changeRole(
            request,
            request.roleName(),
            DeleteRolePermissionsBoundaryResponse.builder().build(),
            (state, role) -> {
              if (role.boundary == null) {
                throw Reach.absent("The permissions boundary of " + request.roleName());
              }
              role.boundary = null;
            });
  }

  /** API reference, PutRolePermissionsBoundary: NoSuchEntity. */
  static void refuseUnknown(IamState state, String boundary) {
    if (boundary != null
        && !boundary.contains(":iam::aws:policy/")
        && !state.policies.containsKey(boundary)) {
      throw AwsError.of(
          404, "NoSuchEntity", "Scope ARN: " + boundary + " does not exist or is not attachable.");
    }
  }
}
