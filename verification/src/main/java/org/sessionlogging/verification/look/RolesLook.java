package org.sessionlogging.verification.look;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sessionlogging.access.Answers;
import org.sessionlogging.access.HostManagementLook;
import org.sessionlogging.access.RoleLook;
import org.sessionlogging.aws.CallFailed;
import org.sessionlogging.aws.Pages;
import org.sessionlogging.domain.judgement.NeededRight;
import org.sessionlogging.domain.judgement.RoleFacts;
import org.sessionlogging.domain.judgement.Shown;
import org.sessionlogging.domain.judgement.WantedAccess;
import org.sessionlogging.domain.policy.MemberPolicy;
import org.sessionlogging.domain.settings.MemberLogging;
import org.sessionlogging.domain.settings.Wildcards;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.GetRoleRequest;
import software.amazon.awssdk.services.iam.model.ListEntitiesForPolicyRequest;
import software.amazon.awssdk.services.iam.model.ListEntitiesForPolicyResponse;
import software.amazon.awssdk.services.iam.model.ListPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListPoliciesResponse;
import software.amazon.awssdk.services.iam.model.PolicyScopeType;

/**
 * The roles that instances of one account have in one Region: those that Member's policy is
 * attached to, and Default Host Management's.
 */
record RolesLook(Visit visit) {
  private static final String PATH = MemberPolicy.path(MemberLogging.PREFERENCES_DOCUMENT);

  /** Each with what IAM's simulator says of it; unknown when they can't be found. */
  Shown<List<RoleFacts>> roles(WantedAccess wanted) {
    List<NeededRight> rights = NeededRight.of(wanted);
    return Asking.shown(
        () ->
            Optional.of(
                names().entrySet().stream()
                    .map(it -> role(it.getKey(), it.getValue(), rights))
                    .toList()));
  }

  RoleFacts role(String name, boolean attached, List<NeededRight> rights) {
    try {
      return new RoleLook(visit.aws(), visit.iam(), name).facts(attached, rights);
    } catch (CallFailed e) {
      return new RoleFacts(name, attached, List.of(), Answers.said(e));
    }
  }

  /** Names, and whether the role has the policy. */
  SortedMap<String, Boolean> names() {
    SortedSet<String> attached = attached();
    SortedMap<String, Boolean> names = new TreeMap<>();
    attached.forEach(name -> names.put(name, true));
    new HostManagementLook(visit.aws(), visit.ssm())
        .now()
        .name()
        .ifPresent(name -> names.put(name, attached.contains(name)));
    return names;
  }

  /**
   * Names of the roles that have the policy, but for our own: the canary's may do next to nothing
   * with it, and no node has it.
   *
   * @throws CallFailed when they can't be found
   */
  SortedSet<String> attached() {
    return policies()
        .flatMap(this::rolesOf)
        .filter(it -> !isOurs(it))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private boolean isOurs(String name) {
    return arn(name)
        .value()
        .filter(it -> Wildcards.anyMatches(List.of(visit.place().ownRoles()), it, false))
        .isPresent();
  }

  /** Of a role; empty when there is none. */
  Shown<String> arn(String name) {
    return Asking.shown(
        () ->
            visit
                .aws()
                .find(
                    visit.iam(),
                    GetRoleRequest.builder().roleName(name).build(),
                    IamClient::getRole,
                    "NoSuchEntity")
                .map(it -> it.role().arn()));
  }

  private Stream<String> policies() {
    return Pages.of(
            marker ->
                visit
                    .aws()
                    .call(
                        visit.iam(),
                        ListPoliciesRequest.builder()
                            .scope(PolicyScopeType.LOCAL)
                            .pathPrefix(PATH)
                            .marker(marker)
                            .build(),
                        IamClient::listPolicies),
            ListPoliciesResponse::marker)
        .flatMap(page -> page.policies().stream())
        .map(it -> it.arn());
  }

  private Stream<String> rolesOf(String policyArn) {
    return Pages.of(
            marker ->
                visit
                    .aws()
                    .call(
                        visit.iam(),
                        ListEntitiesForPolicyRequest.builder()
                            .policyArn(policyArn)
                            .marker(marker)
                            .build(),
                        IamClient::listEntitiesForPolicy),
            ListEntitiesForPolicyResponse::marker)
        .flatMap(page -> page.policyRoles().stream())
        .map(it -> it.roleName());
  }
}
