package org.sessionlogging.verification.report;

import java.util.Collection;
import java.util.List;
import org.sessionlogging.domain.judgement.Check;
import org.sessionlogging.verification.report.Verdict.Found;

/**
 * What one account comes to.
 *
 * @param told all that is not as it should be, or not known to be
 * @param proven how much is as it should be
 */
public record Part(String account, List<Found> told, long proven) {

  /** Of findings in any order. */
  public static Part of(String account, Collection<Found> found) {
    List<Found> told =
        found.stream().filter(it -> Verdict.TOLD.contains(it.finding().severity())).toList();
    return new Part(account, told, found.size() - told.size());
  }

  /** Whether the account as a whole could not be looked at. */
  public boolean isUnreached() {
    return told.stream().anyMatch(it -> it.finding().check() == Check.ACCOUNT);
  }
}
