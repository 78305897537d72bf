package org.sessionlogging.domain.policy;

import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import org.sessionlogging.domain.settings.PrincipalArns;
import org.sessionlogging.domain.settings.Wildcards;

/** Conditions on who calls, by ARN with path. */
final class Callers {
  static final String ARN = "aws:PrincipalArn";
  private static final String NAMED = "ArnLike";
  private static final String NOT_NAMED = "ArnNotLike";
  private static final Set<String> EXCEPTIONS = Set.of(NOT_NAMED, "StringNotLike");

  private Callers() {}

  /** The statement for nobody but these. */
  static Statement only(PrincipalArns named, Statement statement) {
    return statement.when(NAMED, ARN, named.patterns());
  }

  /** The statement for everybody but these, callers without an ARN included. */
  static Statement except(PrincipalArns named, Statement statement) {
    return statement.when(NOT_NAMED, ARN, named.patterns());
  }

  /** Whom the statement of that id excepts so; nobody without it. */
  static SortedSet<String> excepted(PolicyDocument live, String sid) {
    return live.statement(sid)
        .map(it -> it.conditionValues(NOT_NAMED, ARN))
        .orElseGet(Collections::emptySortedSet);
  }

  /** Whether a statement refuses an action to all but some, of whom the caller is none. */
  static boolean isRefused(Statement statement, String action, String principalArn) {
    return !statement.allows()
        && statement.addressesEveryone()
        && Wildcards.anyMatches(statement.actions(), action, true)
        && statement.content().path("Condition").properties().stream()
            .allMatch(
                operator ->
                    EXCEPTIONS.contains(operator.getKey())
                        && operator.getValue().size() == 1
                        && !Wildcards.anyMatches(
                            statement.conditionValues(operator.getKey(), ARN), principalArn, false)
                        && operator.getValue().has(ARN));
  }
}
