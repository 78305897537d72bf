package org.sessionlogging.verification.look;

import java.util.ArrayList;
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
import org.sessionlogging.domain.judgement.Shown;
import org.sessionlogging.domain.judgement.UndoersFacts;
import org.sessionlogging.domain.judgement.UndoersFacts.Undoer;
import org.sessionlogging.domain.policy.Undoing;
import org.sessionlogging.domain.settings.Place;
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
 *
 * @param place of the archive
 * @param keyArns those of the account
 */
record UndoersLook(
    Aws aws, IamClient iam, Place place, String bucketName, List<String> keyArns, Undoing undoing) {
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

  Shown<UndoersFacts> facts() {
    return Asking.shown(
        () -> {
          List<String> arns =
              new PrincipalsLook(aws, iam)
                  .arns()
                  .filter(it -> !undoing.leftToIam(it).isEmpty())
                  .toList();
          return Optional.of(
              new UndoersFacts(arns.size(), arns.stream().limit(MOST).map(this::asked).toList()));
        });
  }

  /** Who may not ask about one may not about any. */
  private Undoer asked(String arn) {
    SortedSet<String> allowed = new TreeSet<>();
    SortedSet<String> conditions = new TreeSet<>();
    try {
      results(arn).forEach(it -> add(it, allowed, conditions));
      return new Undoer(arn, allowed, conditions, "");
    } catch (CallFailed e) {
      if (e.isDenial()) {
        throw e;
      }
      return new Undoer(arn, new TreeSet<>(), new TreeSet<>(), Answers.said(e));
    }
  }

  private Stream<EvaluationResult> results(String arn) {
    return Pages.of(
            marker -> aws.call(iam, request(arn, marker), IamClient::simulatePrincipalPolicy),
            SimulatePrincipalPolicyResponse::marker)
        .flatMap(page -> page.evaluationResults().stream());
  }

  private SimulatePrincipalPolicyRequest request(String arn, String marker) {
    List<String> resources = new ArrayList<>(keyArns);
    resources.add(place.bucketArn(bucketName));
    resources.add(place.bucketArn(bucketName) + "/" + place.account() + "/session.log");
    return SimulatePrincipalPolicyRequest.builder()
        .policySourceArn(arn)
        .actionNames(undoing.leftToIam(arn))
        .resourceArns(resources)
        .contextEntries(CIRCUMSTANCES)
        .maxItems(MOST_ITEMS)
        .marker(marker)
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
