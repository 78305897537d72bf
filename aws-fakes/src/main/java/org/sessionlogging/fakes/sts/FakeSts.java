package org.sessionlogging.fakes.sts;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** STS as one caller has it. */
public final class FakeSts implements StsClient {
  private static final Pattern ROLE =
      Pattern.compile("arn:([^:]+):iam::([0-9]{12}):role(/.*/|/)([^/]+)");

  private final String account;

  /** ARN of the role, with its path, or of the user, or of the root, that all calls are made by. */
  public String principal;

  public FakeSts(String account) {
    this.account = account;
    this.principal = "arn:aws:iam::" + account + ":role/session-logging/central-handlers";
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
}
