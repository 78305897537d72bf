package org.sessionlogging.fakes.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.fakes.facts.AwsUnderTest.fresh;
import static org.sessionlogging.fakes.facts.AwsUnderTest.refusal;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ContextEntry;
import software.amazon.awssdk.services.iam.model.ContextKeyTypeEnum;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyResponse;

/** IAM's policy simulator, for one role. */
abstract class SimulationFacts {
  private static final String API = "https://docs.aws.amazon.com/IAM/latest/APIReference/";
  private static final String TRUST =
      "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Principal\":"
          + " {\"Service\": \"ec2.amazonaws.com\"}, \"Action\": \"sts:AssumeRole\"}]}";
  private static final String LOG = "arn:aws:s3:::bucket/log";

  private final AwsUnderTest aws;
  private final IamClient iam;
  private final String role = fresh("facts-simulated");

  SimulationFacts(AwsUnderTest aws) {
    this.aws = aws;
    this.iam = aws.iam();
  }

  private String policy(String effect, String action, String condition) {
    String text =
        "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"%s\", \"Action\": \"%s\", \"Resource\":"
            + " \"arn:aws:s3:::bucket/*\"%s}]}";
    return iam.createPolicy(
            it ->
                it.policyName(fresh("facts-simulated"))
                    .policyDocument(text.formatted(effect, action, condition)))
        .policy()
        .arn();
  }

  private void create(String boundary) {
    assertThat(
            iam.createRole(
                    it ->
                        it.roleName(role)
                            .assumeRolePolicyDocument(TRUST)
                            .permissionsBoundary(boundary))
                .role())
        .isNotNull();
  }

  private void attach(String arn) {
    iam.attachRolePolicy(it -> it.roleName(role).policyArn(arn));
  }

  private EvaluationResult simulated(String action, String... context) {
    SimulatePrincipalPolicyResponse answer =
        iam.simulatePrincipalPolicy(
            it -> {
              it.policySourceArn("arn:aws:iam::" + aws.account() + ":role/" + role)
                  .actionNames(action)
                  .resourceArns(LOG);
              if (context.length > 0) {
                it.contextEntries(
                    ContextEntry.builder()
                        .contextKeyName(context[0])
                        .contextKeyType(ContextKeyTypeEnum.STRING)
                        .contextKeyValues(context[1])
                        .build());
              }
            });
    assertThat(answer.evaluationResults()).hasSize(1);
    return answer.evaluationResults().get(0);
  }

  @Test
  @Source(API + "API_SimulatePrincipalPolicy.html; API_EvaluationResult.html, EvalDecision")
  void roleMayWhatOneOfItsPoliciesAllowsAndNoneDenies() {
    create(null);
    attach(policy("Allow", "s3:PutObject", ""));

    assertThat(simulated("s3:PutObject").evalDecision())
        .isEqualTo(PolicyEvaluationDecisionType.ALLOWED);
    assertThat(simulated("s3:GetObject").evalDecision())
        .isEqualTo(PolicyEvaluationDecisionType.IMPLICIT_DENY);
    attach(policy("Deny", "s3:Put*", ""));
    assertThat(simulated("s3:PutObject").evalDecision())
        .isEqualTo(PolicyEvaluationDecisionType.EXPLICIT_DENY);
  }

  @Test
  @Source(API + "API_PermissionsBoundaryDecisionDetail.html, AllowedByPermissionsBoundary")
  void boundaryIsSaidToBeWhatDoesNotAllowIt() {
    create(policy("Allow", "s3:GetObject", ""));
    attach(policy("Allow", "s3:*", ""));

    EvaluationResult outside = simulated("s3:PutObject");
    assertThat(outside.evalDecision()).isEqualTo(PolicyEvaluationDecisionType.IMPLICIT_DENY);
    assertThat(outside.permissionsBoundaryDecisionDetail().allowedByPermissionsBoundary())
        .isFalse();
    EvaluationResult within = simulated("s3:GetObject");
    assertThat(within.evalDecision()).isEqualTo(PolicyEvaluationDecisionType.ALLOWED);
    assertThat(within.permissionsBoundaryDecisionDetail().allowedByPermissionsBoundary()).isTrue();
  }

  @Test
  @Source(API + "API_PermissionsBoundaryDecisionDetail.html; AWS managed policy reference")
  void boundaryOfAwsBoundsAsItsTextSays() {
    create("arn:aws:iam::aws:policy/AdministratorAccess");
    attach(policy("Allow", "s3:PutObject", ""));

    EvaluationResult within = simulated("s3:PutObject");
    assertThat(within.evalDecision()).isEqualTo(PolicyEvaluationDecisionType.ALLOWED);
    assertThat(within.permissionsBoundaryDecisionDetail().allowedByPermissionsBoundary()).isTrue();
  }

  @Test
  @Source(API + "API_PermissionsBoundaryDecisionDetail.html, AllowedByPermissionsBoundary")
  void boundaryThatDeniesIsSaidToBeWhatDenies() {
    create(policy("Deny", "s3:*", ""));
    attach(policy("Allow", "s3:*", ""));

    EvaluationResult denied = simulated("s3:PutObject");
    assertThat(denied.evalDecision()).isEqualTo(PolicyEvaluationDecisionType.EXPLICIT_DENY);
    assertThat(denied.permissionsBoundaryDecisionDetail().allowedByPermissionsBoundary()).isFalse();
  }

  @Test
  @Source(
      API
          + "API_SimulatePrincipalPolicy.html, ContextEntries; API_EvaluationResult.html, MissingContextValues")
  void conditionsAreDecidedByTheContextThatIsGivenAndWhatIsMissingIsNamed() {
    create(null);
    attach(
        policy(
            "Allow",
            "s3:PutObject",
            ", \"Condition\": {\"StringEquals\": {\"aws:ResourceOrgID\": \"o-exampleorg1\"}}"));

    assertThat(simulated("s3:PutObject", "aws:ResourceOrgID", "o-exampleorg1").evalDecision())
        .isEqualTo(PolicyEvaluationDecisionType.ALLOWED);
    assertThat(simulated("s3:PutObject", "aws:ResourceOrgID", "o-other").evalDecision())
        .isEqualTo(PolicyEvaluationDecisionType.IMPLICIT_DENY);
    EvaluationResult unknown = simulated("s3:PutObject");
    assertThat(unknown.evalDecision()).isEqualTo(PolicyEvaluationDecisionType.IMPLICIT_DENY);
    assertThat(unknown.missingContextValues()).isEmpty();
    assertThat(unknown.resourceSpecificResults())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.missingContextValues()).containsExactly("aws:ResourceOrgID");
              assertThat(it.evalResourceDecision()).isEqualTo(unknown.evalDecision());
            });
  }

  @Test
  @Source(API + "API_EvaluationResult.html, EvalResourceName, ResourceSpecificResults")
  void ofSeveralResourcesEachHasItsDecision() {
    create(null);
    attach(policy("Allow", "s3:PutObject", ""));

    List<EvaluationResult> results =
        iam.simulatePrincipalPolicy(
                it ->
                    it.policySourceArn("arn:aws:iam::" + aws.account() + ":role/" + role)
                        .actionNames("s3:PutObject", "s3:GetObject")
                        .resourceArns(LOG, "arn:aws:s3:::other/log"))
            .evaluationResults();

    assertThat(results)
        .extracting(EvaluationResult::evalActionName)
        .containsExactly("s3:PutObject", "s3:GetObject");
    assertThat(results.get(0).resourceSpecificResults())
        .extracting(it -> it.evalResourceName() + " " + it.evalResourceDecisionAsString())
        .containsExactlyInAnyOrder(LOG + " allowed", "arn:aws:s3:::other/log implicitDeny");
  }

  @Test
  @Source(API + "API_SimulatePrincipalPolicy.html, Errors: NoSuchEntity")
  void absentRoleIsNoSuchEntity() {
    assertThat(refusal(() -> simulated("s3:PutObject"))).isEqualTo("NoSuchEntity");
  }
}
