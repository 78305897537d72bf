package org.sessionlogging.verification;

import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.Stream;
import org.sessionlogging.domain.judgement.Finding;
import org.sessionlogging.domain.judgement.Severity;

/** What was found, and where. */
record Verdict(
    String bucketName, SortedSet<String> accounts, SortedSet<String> regions, List<Found> all) {

  /**
   * A finding in its account.
   *
   * @param region empty for what is about the account as a whole
   */
  record Found(String account, String region, Finding finding) {}

  /** What it comes to. */
  enum Sum {
    FINE(0),
    FINDINGS(1),
    /** Nothing wrong was found, and not all could be looked at. */
    UNKNOWN(2);

    private final int status;

    Sum(int status) {
      this.status = status;
    }

    /** Exit status of the command. */
    int status() {
      return status;
    }
  }

  /** The severities that are told, the worst first. */
  static final List<Severity> TOLD = List.of(Severity.FAILURE, Severity.UNPROVEN, Severity.WARNING);

  Sum sum() {
    if (count(Severity.FAILURE) > 0) {
      return Sum.FINDINGS;
    }
    return count(Severity.UNPROVEN) > 0 ? Sum.UNKNOWN : Sum.FINE;
  }

  long count(Severity severity) {
    return all.stream().filter(it -> it.finding().severity() == severity).count();
  }

  /** All that is not as it should be, or not known to be, the worst first. */
  Stream<Found> told() {
    return all.stream()
        .filter(it -> TOLD.contains(it.finding().severity()))
        .sorted(
            Comparator.<Found>comparingInt(it -> TOLD.indexOf(it.finding().severity()))
                .thenComparing(Found::account)
                .thenComparing(Found::region)
                .thenComparing(it -> it.finding().check()));
  }
}
