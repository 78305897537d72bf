package org.sessionlogging.fakes.iam;

import java.util.Optional;
import java.util.Set;
import org.sessionlogging.fakes.store.AwsError;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPermissionsBoundary;
import software.amazon.awssdk.services.iam.model.CreateRoleRequest;
import software.amazon.awssdk.services.iam.model.CreateRoleResponse;
import software.amazon.awssdk.services.iam.model.CreateServiceLinkedRoleRequest;
import software.amazon.awssdk.services.iam.model.CreateServiceLinkedRoleResponse;
import software.amazon.awssdk.services.iam.model.DeleteRoleRequest;
import software.amazon.awssdk.services.iam.model.DeleteRoleResponse;
import software.amazon.awssdk.services.iam.model.GetRoleRequest;
import software.amazon.awssdk.services.iam.model.GetRoleResponse;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.UpdateAssumeRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.UpdateAssumeRolePolicyResponse;

/** A role's life and whom it trusts. */
interface RoleLifeCalls extends IamClient {
  Reach reach();

  @Override
  default CreateRoleResponse createRole(CreateRoleRequest request) {
    return reach()
        .store()
        .write(
            request,
            request.roleName(),
            Set.of(),
            state -> {
              if (state.roles.containsKey(request.roleName())) {
                throw AwsError.of(
                    409, "EntityAlreadyExists", "Role with that name already exists.");
              }
              BoundaryCalls.refuseUnknown(state, request.permissionsBoundary());
              FakeRole role = state.role(request.roleName());
              role.path = Optional.ofNullable(request.path()).orElse("/");
              role.trustPolicy = request.assumeRolePolicyDocument();
              role.boundary = request.permissionsBoundary();
              IamTags.put(role.tags, request.tags());
              return CreateRoleResponse.builder()
                  .role(it -> it.roleName(request.roleName()).path(role.path))
                  .build();
            });
  }

  /** IAM user guide, "Using service-linked roles": its path tells it. */
  @Override
  default CreateServiceLinkedRoleResponse createServiceLinkedRole(
      CreateServiceLinkedRoleRequest request) {
    String name = "AWSServiceRoleFor" + request.awsServiceName().replaceFirst("[.].*", "");
    return reach()
        .store()
        .write(
            request,
            name,
            Set.of(),
            state -> {
              state.role(name).path = "/aws-service-role/" + request.awsServiceName() + "/";
              return CreateServiceLinkedRoleResponse.builder()
                  .role(it -> it.roleName(name))
                  .build();
            });
  }

  /** With its path and tags (API reference, GetRole). The role that calls is there, always. */
  @Override
  default GetRoleResponse getRole(GetRoleRequest request) {
    String name = request.roleName();
    Role found =
        reach()
            .store()
            .look(
                request,
                name,
                state ->
                    reach().sts().isCalledBy(name)
                        ? Role.builder().arn(reach().sts().principal).build()
                        : described(Reach.role(state, name), name));
    return GetRoleResponse.builder().role(found.toBuilder().roleName(name).build()).build();
  }

  private Role described(FakeRole role, String name) {
    return Role.builder()
        .arn(reach().roleArn(role.path, name))
        .path(role.path)
        .assumeRolePolicyDocument(
            Optional.ofNullable(role.trustPolicy).map(PolicyTexts::encoded).orElse(null))
        .permissionsBoundary(
            Optional.ofNullable(role.boundary)
                .map(
                    arn ->
                        AttachedPermissionsBoundary.builder().permissionsBoundaryArn(arn).build())
                .orElse(null))
        .tags(
            role.tags.entrySet().stream()
                .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList())
        .build();
  }

  /** What has policies stays (API reference, DeleteRole: DeleteConflict). */
  @Override
  default DeleteRoleResponse deleteRole(DeleteRoleRequest request) {
    return reach()
        .changeRole(
            request,
            request.roleName(),
            DeleteRoleResponse.builder().build(),
            (state, role) -> {
              if (!role.policies.isEmpty()) {
                throw AwsError.of(
                    409, "DeleteConflict", "Cannot delete entity, must detach all policies first.");
              }
              state.roles.remove(request.roleName());
            });
  }

  @Override
  default UpdateAssumeRolePolicyResponse updateAssumeRolePolicy(
      UpdateAssumeRolePolicyRequest request) {
    return reach()
        .changeRole(
            request,
            request.roleName(),
            UpdateAssumeRolePolicyResponse.builder().build(),
            (state, role) -> role.trustPolicy = request.policyDocument());
  }
}
