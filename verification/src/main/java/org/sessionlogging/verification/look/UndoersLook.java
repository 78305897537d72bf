package org.sessionlogging.verification.look;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.sessionlogging.access.Answers;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.aws.CallFailed;
import org.sessionlogging.aws.Pages;
import org.sessionlogging.domain.judgement.LogAccountFacts;
import org.sessionlogging.domain.judgement.LogAccountFacts.KeyFacts;
import org.sessionlogging.domain.judgement.Shown;
import org.sessionlogging.domain.judgement.UndoersFacts;
import org.sessionlogging.domain.judgement.UndoersFacts.Undoer;
import org.sessionlogging.domain.policy.Undoing;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ContextEntry;
import software.amazon.awssdk.services.iam.model.ContextKeyTypeEnum;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyRequest;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyResponse;

/**
 * The roles and users of the log account that IAM's simulator lets undo the archive. It is asked of
 * bucket, one log and the keys in one call for each, one after the other: it is throttled early
 * (openshift/installer#1418, nccgroup/PMapper#1).
 */
public record UndoersLook(Aws aws, IamClient iam, LogAccountFacts log) {
  private static final int MOST = 200;
  private static final int MOST_ITEMS = 1_000;

  /** Of these a call of S3 or KMS can have a condition key; all others decide something else. */
  private static final List<String> DECIDING = List.of("aws:", "s3:", "kms:");

  /** The circumstances in which most policies let most. */
  private static final List<ContextEntry> CIRCUMSTANCES =
      List.of(
          circumstance("aws:MultiFactorAuthPresent", "true"),
          circumstance("aws:SecureTransport", "true"),
          circumstance("aws:ViaAWSService", "false"));

  /** What it says of those that nothing but IAM keeps from it. */
  public Shown<UndoersFacts> facts() {
    List<KeyFacts> keys = ownKeys();
    Undoing undoing =
        new Undoing(
            log.place(),
            log.policy().value(),
            keys.stream().flatMap(it -> it.policy().value().stream()).toList());
    List<String> resources = resources(keys);
    return Asking.shown(
        () -> {
          List<String> arns =
              new PrincipalsLook(aws, iam)
                  .arns()
                  .filter(it -> !undoing.leftToIam(it).isEmpty())
                  .toList();
          return Optional.of(
              new UndoersFacts(
                  arns.size(),
                  arns.stream()
                      .limit(MOST)
                      .map(it -> asked(request(it, undoing, resources)))
                      .toList()));
        });
  }

  private List<KeyFacts> ownKeys() {
    return log.keys().values().stream()
        .flatMap(it -> it.value().stream())
        .filter(it -> it.arn().account().equals(log.place().account()))
        .toList();
  }

  private List<String> resources(List<KeyFacts> keys) {
    String bucket = log.place().bucketArn(log.bucketName());
    return Stream.concat(
            keys.stream().map(it -> it.arn().toString()).distinct(),
            Stream.of(bucket, bucket + "/" + log.place().account() + "/session.log"))
        .toList();
  }

  /** Who may not ask about one may not about any. */
  private Undoer asked(SimulatePrincipalPolicyRequest request) {
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

  private static SimulatePrincipalPolicyRequest request(
      String arn, Undoing undoing, List<String> resources) {
    return SimulatePrincipalPolicyRequest.builder()
        .policySourceArn(arn)
        .actionNames(undoing.leftToIam(arn))
        .resourceArns(resources)
        .contextEntries(CIRCUMSTANCES)
        .maxItems(MOST_ITEMS)
        .build();
  }

  private static ContextEntry circumstance(String key, String value) {
    return ContextEntry.builder()
        .contextKeyName(key)
        .contextKeyType(ContextKeyTypeEnum.BOOLEAN)
        .contextKeyValues(value)
        .build();
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
