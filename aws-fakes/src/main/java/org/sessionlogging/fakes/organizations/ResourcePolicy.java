package org.sessionlogging.fakes.organizations;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.sessionlogging.domain.policy.PolicyDocument;
import org.sessionlogging.domain.policy.Statement;
import org.sessionlogging.fakes.store.PolicyConditions;

/**
 * What the policy of a bucket or a key lets callers of other accounts do. Who asks may do all that
 * IAM can give.
 *
 * @param text null where there is none
 */
public record ResourcePolicy(String text) {

  /** Whether a caller of another account may carry out an action. */
  public boolean lets(String action, FakeOrganizations organizations, String account) {
    return lets(action, organizations, account, Map.of());
  }

  /**
   * The same for a call with more to it.
   *
   * @param context condition keys of the call beside those of its caller
   */
  public boolean lets(
      String action, FakeOrganizations organizations, String account, Map<String, String> context) {
    return lets(organizations, account, context, (call, it) -> call.isOf(it, action));
  }

  /** The same for a call about a part of the thing, such as one object of a bucket. */
  public boolean letsOn(
      String resource,
      String action,
      FakeOrganizations organizations,
      String account,
      Map<String, String> context) {
    return lets(organizations, account, context, (call, it) -> call.meet(it, action, resource));
  }

  private boolean lets(
      FakeOrganizations organizations,
      String account,
      Map<String, String> context,
      BiPredicate<PolicyConditions, Statement> isAbout) {
    Map<String, String> keys = new HashMap<>(context);
    keys.put("aws:PrincipalAccount", account);
    organizations.idOf(account).ifPresent(id -> keys.put("aws:PrincipalOrgID", id));
    organizations.pathOf(account).ifPresent(path -> keys.put("aws:PrincipalOrgPaths", path));
    PolicyConditions call = PolicyConditions.of(keys);
    List<Statement> about =
        Optional.ofNullable(text).map(PolicyDocument::parse).stream()
            .flatMap(policy -> policy.statements().stream())
            .filter(it -> addresses(it, account))
            .filter(it -> isAbout.test(call, it) && call.hold(it))
            .toList();
    return !about.isEmpty() && about.stream().allMatch(Statement::allows);
  }

  private static boolean addresses(Statement statement, String account) {
    return statement.addressesEveryone() || statement.toString().contains("::" + account + ":");
  }
}
