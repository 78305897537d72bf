package org.sessionlogging.verification.look;

import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.sessionlogging.access.Answers;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.aws.CallFailed;
import org.sessionlogging.aws.Pages;
import org.sessionlogging.domain.judgement.UndoersFacts.Undoer;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyRequest;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyResponse;

/** What IAM's simulator says of one principal that may undo the archive. */
record UndoerSimulation(Aws aws, IamClient iam) {
  /** Of these a call of S3 or KMS can have a condition key; all others decide something else. */
  private static final List<String> DECIDING = List.of("aws:", "s3:", "kms:");

  /** Who may not ask about one may not about any. */
  Undoer asked(SimulatePrincipalPolicyRequest request) {
    String arn = request.policySourceArn();
    SortedSet<String> allowed = new TreeSet<>();
    SortedSet<String> conditions = new TreeSet<>();
    try {
      results(request).forEach(it -> add(it, allowed, conditions));
      return new Undoer(arn, allowed, conditions, "");
    } catch (CallFailed e) {
      if (e.isDenial()) {
        throw e;
      }
      return new Undoer(arn, new TreeSet<>(), new TreeSet<>(), Answers.said(e));
    }
  }

  private Stream<EvaluationResult> results(SimulatePrincipalPolicyRequest request) {
    return Pages.of(
            marker ->
                aws.call(
                    iam,
                    request.toBuilder().marker(marker).build(),
                    IamClient::simulatePrincipalPolicy),
            SimulatePrincipalPolicyResponse::marker)
        .flatMap(page -> page.evaluationResults().stream());
  }

  /**
   * Of several resources the decision is in those of each; formerly there was a result for each
   * (IAM API reference, EvaluationResult, EvalResourceName).
   */
  private static void add(EvaluationResult result, Set<String> allowed, Set<String> conditions) {
    boolean may =
        result.resourceSpecificResults().isEmpty()
            ? result.evalDecision() == PolicyEvaluationDecisionType.ALLOWED
            : result.resourceSpecificResults().stream()
                .anyMatch(it -> it.evalResourceDecision() == PolicyEvaluationDecisionType.ALLOWED);
    if (may) {
      allowed.add(result.evalActionName());
    } else {
      Stream.concat(
              result.missingContextValues().stream(),
              result.resourceSpecificResults().stream()
                  .flatMap(it -> it.missingContextValues().stream()))
          .filter(key -> DECIDING.stream().anyMatch(key::startsWith))
          .forEach(conditions::add);
    }
  }
}
