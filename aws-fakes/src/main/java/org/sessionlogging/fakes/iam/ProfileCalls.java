package org.sessionlogging.fakes.iam;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.GetInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.GetInstanceProfileResponse;
import software.amazon.awssdk.services.iam.model.InstanceProfile;
import software.amazon.awssdk.services.iam.model.Role;

/** Instance profiles, through which instances have a role. */
interface ProfileCalls extends IamClient {
  Reach reach();

  /** With one role, or none yet (API reference, AddRoleToInstanceProfile). */
  @Override
  default GetInstanceProfileResponse getInstanceProfile(GetInstanceProfileRequest request) {
    String name = request.instanceProfileName();
    return reach()
        .store()
        .look(
            request,
            name,
            state -> {
              if (!state.profiles.containsKey(name)) {
                throw Reach.absent("Instance Profile " + name);
              }
              List<Role> roles =
                  Optional.of(state.profiles.get(name))
                      .filter(it -> !it.isEmpty())
                      .map(it -> Role.builder().roleName(it).build())
                      .stream()
                      .toList();
              return GetInstanceProfileResponse.builder()
                  .instanceProfile(
                      InstanceProfile.builder().instanceProfileName(name).roles(roles).build())
                  .build();
            });
  }
}
