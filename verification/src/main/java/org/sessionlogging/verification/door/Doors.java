package org.sessionlogging.verification.door;

import java.time.Clock;
import java.util.Map;
import java.util.function.Function;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.aws.LimitedTransport;
import org.sessionlogging.domain.settings.Place;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;

/**
 * The doors to AWS: the caller's own, and that of each account by a role there. What is asked
 * through a door is remembered as long as the door is.
 *
 * @param door what a way becomes
 * @param clock tells when a session comes to its end
 */
public record Doors(
    Clients clients, Aws.Transport way, Function<Aws.Transport, Aws> door, Clock clock) {
  private static final String SESSION = "session-logging-verify";
  private static final long MILLISECONDS_A_CALL = 30_000;

  /**
   * Calls a second that end at the caller's account or at the one bucket, whichever account asks;
   * docs/scaling.md has AWS's quotas.
   */
  private static final Map<String, Integer> IN_ALL =
      Map.of("sts", 20, "organizations", 5, "s3", 50);

  /** Calls a second of one service that an account is asked, in all Regions. */
  private static final int IN_AN_ACCOUNT = 10;

  /** With the credentials that the surroundings give, as for the AWS CLI. */
  public static Doors toAws() {
    Aws.Transport limited =
        new LimitedTransport(Aws.withOwnCredentials(), () -> MILLISECONDS_A_CALL);
    Silence silence = new Silence(Clock.systemUTC());
    return new Doors(
        Clients.held(),
        new Pace(limited, IN_ALL, Integer.MAX_VALUE, Pace.Time.REAL),
        way -> new Aws(silence.on(new Pace(way, IN_ALL, IN_AN_ACCOUNT, Pace.Time.REAL))),
        Clock.systemUTC());
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
    StsClient sts = clients.sts().apply(caller.region());
    return door.apply(
        new AssumedRole(
            way, () -> own().call(sts, request, StsClient::assumeRole).credentials(), clock));
  }
}
