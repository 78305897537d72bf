package org.sessionlogging.fakes.sts;

import java.time.Duration;
import java.time.Instant;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sessionlogging.fakes.store.AwsError;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** STS as one caller has it. */
public final class FakeSts implements StsClient {
  private static final Pattern ROLE =
      Pattern.compile("arn:([^:]+):iam::([0-9]{12}):role(/.*/|/)([^/]+)");

  private static final Duration SESSION = Duration.ofHours(1);

  private final String account;

  /** ARN of the role, with its path, or of the user, or of the root, that all calls are made by. */
  public String principal;

  /** ARNs of the roles that let themselves be assumed. */
  public final SortedSet<String> assumable = new TreeSet<>();

  /** When it is. */
  public Instant now = Instant.EPOCH;

  public FakeSts(String account) {
    this.account = account;
    this.principal = "arn:aws:iam::" + account + ":role/session-logging/central-handlers";
  }

  /** From now on it is as another one is now. */
  public void become(FakeSts other) {
    principal = other.principal;
    assumable.clear();
    assumable.addAll(other.assumable);
    now = other.now;
  }

  /** Whether the role of that name calls. */
  public boolean isCalledBy(String role) {
    Matcher matcher = ROLE.matcher(principal);
    return matcher.matches() && matcher.group(4).equals(role);
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}

  /**
   * Of a role it names the session, without the role's path (IAM user guide,
   * reference_identifiers.html, "IAM ARNs": assumed-role).
   */
  @Override
  public GetCallerIdentityResponse getCallerIdentity(GetCallerIdentityRequest request) {
    Matcher role = ROLE.matcher(principal);
    String caller =
        role.matches()
            ? "arn:%s:sts::%s:assumed-role/%s/session"
                .formatted(role.group(1), role.group(2), role.group(4))
            : principal;
    return GetCallerIdentityResponse.builder().account(account).arn(caller).build();
  }

  /** The access key id that a session of an account's role has, by which the account is told. */
  public static String accessKeyOf(String account) {
    return "ASIA" + account;
  }

  /**
   * A role that is not there is said as a denial (API reference, AssumeRole; IAM user guide,
   * troubleshoot_roles.html). Ids of temporary access keys begin with ASIA (IAM user guide,
   * reference_identifiers.html). A session lasts an hour unless the request says otherwise (API
   * reference, AssumeRole, DurationSeconds).
   */
  @Override
  public AssumeRoleResponse assumeRole(AssumeRoleRequest request) {
    Matcher role = ROLE.matcher(request.roleArn());
    if (!role.matches() || !assumable.contains(request.roleArn())) {
      throw AwsError.of(
          403,
          "AccessDenied",
          "User: "
              + principal
              + " is not authorized to perform: sts:AssumeRole on resource: "
              + request.roleArn());
    }
    return AssumeRoleResponse.builder()
        .credentials(
            it ->
                it.accessKeyId(accessKeyOf(role.group(2)))
                    .secretAccessKey("secret")
                    .sessionToken("token")
                    .expiration(now.plus(SESSION)))
        .build();
  }
}
