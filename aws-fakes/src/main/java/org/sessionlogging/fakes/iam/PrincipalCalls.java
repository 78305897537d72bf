package org.sessionlogging.fakes.iam;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.sessionlogging.fakes.store.Page;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.IamRequest;
import software.amazon.awssdk.services.iam.model.ListRolesRequest;
import software.amazon.awssdk.services.iam.model.ListRolesResponse;
import software.amazon.awssdk.services.iam.model.ListUsersRequest;
import software.amazon.awssdk.services.iam.model.ListUsersResponse;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.User;

/** Who there is in an account: service-linked roles, too (API reference, ListRoles, ListUsers). */
interface PrincipalCalls extends IamClient {
  Reach reach();

  @Override
  default ListRolesResponse listRoles(ListRolesRequest request) {
    Page<Map.Entry<String, FakeRole>> page =
        page(request, state -> state.roles, request.marker(), request.maxItems());
    return ListRolesResponse.builder()
        .roles(
            page.as(
                it ->
                    Role.builder()
                        .roleName(it.getKey())
                        .path(it.getValue().path)
                        .arn(reach().roleArn(it.getValue().path, it.getKey()))
                        .build()))
        .isTruncated(page.truncated())
        .marker(page.next())
        .build();
  }

  @Override
  default ListUsersResponse listUsers(ListUsersRequest request) {
    Page<Map.Entry<String, FakeRole>> page =
        page(request, state -> state.users, request.marker(), request.maxItems());
    return ListUsersResponse.builder()
        .users(
            page.as(
                it ->
                    User.builder()
                        .userName(it.getKey())
                        .path(it.getValue().path)
                        .arn(reach().userArn(it.getValue().path, it.getKey()))
                        .build()))
        .isTruncated(page.truncated())
        .marker(page.next())
        .build();
  }

  private Page<Map.Entry<String, FakeRole>> page(
      IamRequest request,
      Function<IamState, Map<String, FakeRole>> principals,
      String marker,
      Integer maxItems) {
    return reach()
        .store()
        .look(
            request,
            "",
            state -> Page.of(List.copyOf(principals.apply(state).entrySet()), marker, maxItems));
  }
}
