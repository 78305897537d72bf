package org.sessionlogging.central;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sessionlogging.domain.policy.Administrators;
import org.sessionlogging.domain.settings.CentralLogging;
import org.sessionlogging.kit.contract.Invocation;
import org.sessionlogging.kit.reconcile.Refused;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.GetRoleRequest;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;

/**
 * Whom policies see when this operation calls. STS names a session by its role without the path,
 * IAM knows the role's ARN with it (IAM user guide, "AWS global condition context keys",
 * aws:PrincipalArn).
 */
record OwnPrincipal(StsClient sts, IamClient iam, Invocation invocation) {
  private static final String NOTE = "principal";
  private static final Pattern SESSION =
      Pattern.compile("arn:[^:]+:sts::[0-9]{12}:assumed-role/([^/]+)/.+");

  /**
   * Looks, once an operation, whether the declared administrators leave it in: it may write what
   * refuses everybody else only when it can go on afterwards.
   *
   * @throws Refused with the ARN that has to be named
   */
  void refuseLockout(CentralLogging logging) {
    for (Administrators administrators :
        List.of(Administrators.ofLogs(logging), Administrators.ofKeys(logging))) {
      if (administrators.listed().given() && !administrators.include(arn())) {
        throw Refused.invalid(
            administrators.property()
                + ": this operation runs under "
                + arn()
                + ", which is not among them, so it could neither finish its work nor undo it. Add this ARN, or run the"
                + " operation under a role whose path begins with /session-logging/.");
      }
    }
  }

  private String arn() {
    return invocation
        .progress()
        .noted(NOTE)
        .orElseGet(
            () -> {
              String arn = ask();
              invocation.progress().note(NOTE, arn);
              return arn;
            });
  }

  private String ask() {
    String caller =
        invocation
            .aws()
            .call(sts, GetCallerIdentityRequest.builder().build(), StsClient::getCallerIdentity)
            .arn();
    Matcher session = SESSION.matcher(caller);
    if (!session.matches()) {
      return caller;
    }
    GetRoleRequest request = GetRoleRequest.builder().roleName(session.group(1)).build();
    return invocation.aws().call(iam, request, IamClient::getRole).role().arn();
  }
}
