package org.sessionlogging.fakes.organizations;

import java.util.Optional;
import java.util.Set;
import org.sessionlogging.domain.policy.PolicyDocument;
import org.sessionlogging.domain.policy.Statement;
import org.sessionlogging.domain.settings.Wildcards;

/**
 * What the policy of a bucket or a key lets callers of other accounts do, as far as it tells them
 * apart by their organization, their place in it and their account; conditions on anything else
 * hold. Who asks may do all that IAM can give.
 *
 * @param text null where there is none
 */
public record ResourcePolicy(String text) {

  /** Whether a caller of another account may carry out an action. */
  public boolean lets(String action, FakeOrganizations organizations, String account) {
    return Optional.ofNullable(text).map(PolicyDocument::parse).stream()
        .flatMap(policy -> policy.statements().stream())
        .filter(it -> it.allows() && Wildcards.anyMatches(it.actions(), action, true))
        .anyMatch(it -> addresses(it, account) && holds(it, organizations, account));
  }

  private static boolean addresses(Statement statement, String account) {
    return statement.addressesEveryone() || statement.toString().contains("::" + account + ":");
  }

  private static boolean holds(
      Statement statement, FakeOrganizations organizations, String account) {
    Set<String> ids = statement.conditionValues("StringEquals", "aws:PrincipalOrgID");
    Set<String> paths =
        statement.conditionValues("ForAnyValue:StringLike", "aws:PrincipalOrgPaths");
    return (ids.isEmpty() || organizations.idOf(account).filter(ids::contains).isPresent())
        && (paths.isEmpty()
            || organizations
                .pathOf(account)
                .filter(path -> Wildcards.anyMatches(paths, path, false))
                .isPresent())
        && !statement.conditionValues("StringNotEquals", "aws:PrincipalAccount").contains(account);
  }
}
