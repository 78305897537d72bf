package org.sessionlogging.fakes.iam;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.sessionlogging.domain.policy.PolicyDocument;
import org.sessionlogging.domain.policy.Statement;
import org.sessionlogging.fakes.store.PolicyConditions;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.PermissionsBoundaryDecisionDetail;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;
import software.amazon.awssdk.services.iam.model.ResourceSpecificResult;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyRequest;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyResponse;

/**
 * IAM's policy simulator for the managed policies of a role and its permissions boundary; of AWS's
 * own policies it knows AdministratorAccess alone. Decisions and missing keys stand with each
 * resource (API reference, EvaluationResult, ResourceSpecificResults).
 */
interface SimulationCalls extends IamClient {

  /** Text of AdministratorAccess (AWS managed policy reference). */
  String EVERYTHING =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""";

  String NOTHING =
      """
      {"Version":"2012-10-17","Statement":[]}""";

  Reach reach();

  @Override
  default SimulatePrincipalPolicyResponse simulatePrincipalPolicy(
      SimulatePrincipalPolicyRequest request) {
    String arn = request.policySourceArn();
    return reach()
        .store()
        .look(
            request,
            arn.replaceFirst(".*/", ""),
            state -> {
              FakeRole found = reach().principal(state, arn);
              return SimulatePrincipalPolicyResponse.builder()
                  .isTruncated(false)
                  .evaluationResults(
                      request.actionNames().stream()
                          .map(action -> ofEach(state, found, action, request))
                          .toList())
                  .build();
            });
  }

  /** The decision about each resource stands below the action's. */
  private EvaluationResult ofEach(
      IamState state, FakeRole role, String action, SimulatePrincipalPolicyRequest request) {
    List<EvaluationResult> each =
        request.resourceArns().stream()
            .map(it -> request.toBuilder().resourceArns(it).build())
            .map(it -> decided(state, role, action, it))
            .toList();
    return each.get(0).toBuilder()
        .resourceSpecificResults(
            each.stream().flatMap(it -> it.resourceSpecificResults().stream()).toList())
        .build();
  }

  private static EvaluationResult decided(
      IamState state, FakeRole role, String action, SimulatePrincipalPolicyRequest request) {
    String resource = request.resourceArns().get(0);
    Map<String, String> keys = new TreeMap<>();
    request
        .contextEntries()
        .forEach(it -> keys.put(it.contextKeyName(), it.contextKeyValues().get(0)));
    PolicyConditions call = PolicyConditions.of(keys);
    List<Statement> own =
        role.policies.stream()
            .flatMap(arn -> statements(state, arn))
            .filter(it -> call.meet(it, action, resource))
            .toList();
    EvaluationResult.Builder result =
        EvaluationResult.builder().evalActionName(action).evalResourceName(resource);
    PolicyEvaluationDecisionType decision = decision(own);
    if (role.boundary != null) {
      List<Statement> bounds =
          statements(state, role.boundary).filter(it -> call.meet(it, action, resource)).toList();
      boolean within = decision(bounds) == PolicyEvaluationDecisionType.ALLOWED;
      result.permissionsBoundaryDecisionDetail(
          PermissionsBoundaryDecisionDetail.builder().allowedByPermissionsBoundary(within).build());
      if (!within && decision == PolicyEvaluationDecisionType.ALLOWED) {
        decision =
            bounds.isEmpty()
                ? PolicyEvaluationDecisionType.IMPLICIT_DENY
                : PolicyEvaluationDecisionType.EXPLICIT_DENY;
      }
    }
    return result
        .evalDecision(decision)
        .resourceSpecificResults(
            ResourceSpecificResult.builder()
                .evalResourceName(resource)
                .evalResourceDecision(decision)
                .missingContextValues(List.copyOf(call.missing()))
                .build())
        .build();
  }

  private static Stream<Statement> statements(IamState state, String arn) {
    String text =
        arn.endsWith(":iam::aws:policy/AdministratorAccess")
            ? EVERYTHING
            : Optional.ofNullable(state.policies.get(arn)).map(it -> it.text()).orElse(NOTHING);
    return PolicyDocument.parse(text).statements().stream();
  }

  private static PolicyEvaluationDecisionType decision(List<Statement> about) {
    if (about.stream().anyMatch(it -> !it.allows())) {
      return PolicyEvaluationDecisionType.EXPLICIT_DENY;
    }
    return about.isEmpty()
        ? PolicyEvaluationDecisionType.IMPLICIT_DENY
        : PolicyEvaluationDecisionType.ALLOWED;
  }
}
