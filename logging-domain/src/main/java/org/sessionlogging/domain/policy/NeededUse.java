package org.sessionlogging.domain.policy;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.sessionlogging.domain.settings.CentralLogging;
import org.sessionlogging.domain.settings.KeyArn;
import org.sessionlogging.domain.settings.KeyPurpose;
import org.sessionlogging.domain.settings.OrganizationId;

/**
 * What the policy of a given key must allow, so that members use it and the readers read the logs.
 *
 * @param statements the ones that our own keys have for it
 * @param owner account of the key, 12 digits
 */
public record NeededUse(List<Statement> statements, String owner) {

  /** How far a policy is known to allow it. */
  public enum Verdict {
    /** It has every statement, and none that takes anything back. */
    ALLOWED,
    /** It may, in words of its own, or by what stands elsewhere. */
    UNPROVEN,
    /** It names nobody but its own account: no member can use the key. */
    LACKING
  }

  /** Of a key that serves those purposes. */
  public static NeededUse of(
      Set<KeyPurpose> purposes, CentralLogging logging, OrganizationId organization, KeyArn key) {
    return new NeededUse(
        KeyPolicies.use(purposes, logging, Members.of(logging, organization, key.account())),
        key.account());
  }

  /**
   * What a policy says of it. Nobody can tell that in general: a statement may allow it in other
   * words, a condition may not hold, a grant may stand beside the policy.
   */
  public Verdict in(PolicyDocument live) {
    List<Statement> allowing = live.statements().stream().filter(Statement::allows).toList();
    if (allowing.stream().noneMatch(it -> it.mayAddressOthersThan(owner))) {
      return Verdict.LACKING;
    }
    boolean denies = allowing.size() < live.statements().size();
    return !denies && statements.stream().allMatch(needed -> isAmong(allowing, needed))
        ? Verdict.ALLOWED
        : Verdict.UNPROVEN;
  }

  private static boolean isAmong(List<Statement> allowing, Statement needed) {
    return allowing.stream().anyMatch(it -> it.named("").equals(needed.named("")));
  }

  /** The statements as they are pasted into a policy, one after the other. */
  public String json() {
    return statements.stream().map(Statement::toString).collect(Collectors.joining(","));
  }
}
