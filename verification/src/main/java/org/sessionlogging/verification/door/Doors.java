package org.sessionlogging.verification.door;

import java.util.function.Function;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.aws.LimitedTransport;
import org.sessionlogging.domain.settings.Place;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;

/**
 * The doors to AWS: the caller's own, and that of each account by a role there.
 *
 * @param door what a way becomes
 */
public record Doors(
    Clients clients, Aws.Transport way, Function<Aws.Transport, Aws> door, Time time) {
  private static final String SESSION = "session-logging-verify";
  private static final long MILLISECONDS_A_CALL = 30_000;

  /** With the credentials that the surroundings give, as for the AWS CLI. */
  public static Doors toAws() {
    return new Doors(
        Clients.held(),
        new LimitedTransport(Aws.withOwnCredentials(), () -> MILLISECONDS_A_CALL),
        Aws::new,
        Time.real());
  }

  public Aws own() {
    return door.apply(way);
  }

  /**
   * The door of another account.
   *
   * @param caller the account that calls
   * @param role name, with its path where it has one
   * @throws org.sessionlogging.aws.CallFailed when the role can't be assumed
   */
  public Aws of(Place caller, String account, String role) {
    String arn = "arn:" + caller.partition() + ":iam::" + account + ":role/" + role;
    AssumeRoleRequest request =
        AssumeRoleRequest.builder().roleArn(arn).roleSessionName(SESSION).build();
    return door.apply(
        new AssumedRole(
            way,
            own()
                .call(clients.sts().apply(caller.region()), request, StsClient::assumeRole)
                .credentials()));
  }
}
