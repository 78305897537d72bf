package org.sessionlogging.verification.look;

import java.util.stream.Stream;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.aws.Pages;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ListRolesRequest;
import software.amazon.awssdk.services.iam.model.ListRolesResponse;
import software.amazon.awssdk.services.iam.model.ListUsersRequest;
import software.amazon.awssdk.services.iam.model.ListUsersResponse;

/** The roles and users of an account, by their ARNs with path. */
record PrincipalsLook(Aws aws, IamClient iam) {
  /** Nobody but the service itself acts as such a role (IAM user guide, "Service-linked roles"). */
  private static final String SERVICE_LINKED = ":role/aws-service-role/";

  Stream<String> arns() {
    return Stream.concat(roles().filter(it -> !it.contains(SERVICE_LINKED)), users());
  }

  private Stream<String> roles() {
    return Pages.of(
            marker ->
                aws.call(
                    iam, ListRolesRequest.builder().marker(marker).build(), IamClient::listRoles),
            ListRolesResponse::marker)
        .flatMap(page -> page.roles().stream())
        .map(it -> it.arn());
  }

  private Stream<String> users() {
    return Pages.of(
            marker ->
                aws.call(
                    iam, ListUsersRequest.builder().marker(marker).build(), IamClient::listUsers),
            ListUsersResponse::marker)
        .flatMap(page -> page.users().stream())
        .map(it -> it.arn());
  }
}
