package org.sessionlogging.fakes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.sessionlogging.fakes.iam.FakeIam;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.iam.model.EvaluationResult;

/** What service control policies and boundaries take away, and boundaries that are not there. */
class BoundsTest {
  private static final String ROLE = "arn:aws:iam::111122223333:role/app";
  private static final String ABSENT = "arn:aws:iam::111122223333:policy/absent";

  private final FakeAws aws = new FakeAws("111122223333");
  private final FakeIam iam = aws.iam("eu-west-1");

  BoundsTest() {
    aws.iam().role("app").policies.add("arn:aws:iam::aws:policy/AdministratorAccess");
    iam.serviceControlPolicy =
        """
        {"Version": "2012-10-17", "Statement": [
         {"Effect": "Allow", "Action": "*", "Resource": "*"},
         {"Effect": "Deny", "Action": "s3:Delete*", "Resource": "*"}]}
        """;
  }

  private static String refusal(ThrowingCallable call) {
    return catchThrowableOfType(AwsServiceException.class, call).awsErrorDetails().errorCode();
  }

  private EvaluationResult simulated(String arn, String action) {
    return iam.simulatePrincipalPolicy(
            it ->
                it.policySourceArn(arn).actionNames(action).resourceArns("arn:aws:s3:::bucket/log"))
        .evaluationResults()
        .get(0);
  }

  @Test
  void serviceControlPolicyDeniesAndIsSaidTo() {
    EvaluationResult denied = simulated(ROLE, "s3:DeleteObject");
    assertThat(denied.evalDecisionAsString()).isEqualTo("explicitDeny");
    assertThat(denied.organizationsDecisionDetail().allowedByOrganizations()).isFalse();

    EvaluationResult allowed = simulated(ROLE, "s3:GetObject");
    assertThat(allowed.evalDecisionAsString()).isEqualTo("allowed");
    assertThat(allowed.organizationsDecisionDetail().allowedByOrganizations()).isTrue();
  }

  @Test
  void boundaryAddsNothingToWhatIsNotAllowed() {
    aws.iam().role("app").policies.clear();
    aws.iam().role("app").boundary = ABSENT;

    EvaluationResult neither = simulated(ROLE, "s3:GetObject");

    assertThat(neither.evalDecisionAsString()).isEqualTo("implicitDeny");
    assertThat(neither.permissionsBoundaryDecisionDetail().allowedByPermissionsBoundary())
        .isFalse();
  }

  @Test
  void roleIsKnownByItsWholeArn() {
    assertThat(refusal(() -> simulated(ROLE.replace("role/", "role/path/"), "s3:GetObject")))
        .isEqualTo("NoSuchEntity");
  }

  @Test
  void boundaryThatIsNotThereIsNeitherPutNorTakenAway() {
    assertThat(
            refusal(
                () ->
                    iam.putRolePermissionsBoundary(
                        it -> it.roleName("app").permissionsBoundary(ABSENT))))
        .isEqualTo("NoSuchEntity");
    assertThat(refusal(() -> iam.deleteRolePermissionsBoundary(it -> it.roleName("app"))))
        .isEqualTo("NoSuchEntity");
  }
}
