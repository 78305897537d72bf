package org.sessionlogging.access;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.aws.CallFailed;
import org.sessionlogging.domain.judgement.NeededRight;
import org.sessionlogging.domain.judgement.RoleFacts;
import org.sessionlogging.domain.judgement.SimulatedRight;
import org.sessionlogging.domain.judgement.SimulatedRight.Decision;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ContextEntry;
import software.amazon.awssdk.services.iam.model.ContextKeyTypeEnum;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.GetRoleRequest;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyRequest;

/** What IAM's policy simulator says of a role, all of its policies and its boundary included. */
public record RoleLook(Aws aws, IamClient iam, String roleName) {

  /** IAM API reference, SimulatePrincipalPolicy, "Errors". */
  private static final Set<String> NOT_DECIDED =
      Set.of("NoSuchEntity", "InvalidInput", "PolicyEvaluation");

  /**
   * What it may not be asked, not yet, or not so often, or can't decide, is no failure: it stays
   * unproven. The simulator of an account is throttled early (openshift/installer#1418,
   * nccgroup/PMapper#1), and to ask all of many roles' questions again is what it is throttled for.
   */
  public RoleFacts facts(boolean attached, List<NeededRight> rights) {
    try {
      String arn =
          aws.call(iam, GetRoleRequest.builder().roleName(roleName).build(), IamClient::getRole)
              .role()
              .arn();
      return new RoleFacts(
          roleName, attached, rights.stream().map(it -> simulated(arn, it)).toList(), "");
    } catch (CallFailed e) {
      if (e.isDenial() || e.isThrottling() || NOT_DECIDED.contains(e.code())) {
        return new RoleFacts(roleName, attached, List.of(), Answers.said(e));
      }
      throw e;
    }
  }

  private SimulatedRight simulated(String arn, NeededRight right) {
    EvaluationResult result =
        aws.call(iam, request(arn, right), IamClient::simulatePrincipalPolicy)
            .evaluationResults()
            .get(0);
    return new SimulatedRight(right, decision(result), missingKeys(result));
  }

  /**
   * Of a question about one resource they stand with the resource (IAM API reference,
   * EvaluationResult, MissingContextValues).
   */
  private static List<String> missingKeys(EvaluationResult result) {
    return Stream.concat(
            result.missingContextValues().stream(),
            result.resourceSpecificResults().stream()
                .flatMap(it -> it.missingContextValues().stream()))
        .distinct()
        .toList();
  }

  private static SimulatePrincipalPolicyRequest request(String arn, NeededRight right) {
    return SimulatePrincipalPolicyRequest.builder()
        .policySourceArn(arn)
        .actionNames(right.action())
        .resourceArns(right.resource())
        .contextEntries(
            right.context().entrySet().stream()
                .map(
                    it ->
                        ContextEntry.builder()
                            .contextKeyName(it.getKey())
                            .contextKeyType(ContextKeyTypeEnum.STRING)
                            .contextKeyValues(it.getValue())
                            .build())
                .toList())
        .build();
  }

  private static Decision decision(EvaluationResult result) {
    if (result.evalDecision() == PolicyEvaluationDecisionType.ALLOWED) {
      return Decision.ALLOWED;
    }
    if (Optional.ofNullable(result.organizationsDecisionDetail())
        .filter(it -> Boolean.FALSE.equals(it.allowedByOrganizations()))
        .isPresent()) {
      return Decision.DENIED_BY_ORGANIZATION;
    }
    if (Optional.ofNullable(result.permissionsBoundaryDecisionDetail())
        .filter(it -> Boolean.FALSE.equals(it.allowedByPermissionsBoundary()))
        .isPresent()) {
      return Decision.OUTSIDE_BOUNDARY;
    }
    return result.evalDecision() == PolicyEvaluationDecisionType.EXPLICIT_DENY
        ? Decision.DENIED
        : Decision.NOT_ALLOWED;
  }
}
