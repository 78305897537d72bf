package org.sessionlogging.verification.report;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.stream.Stream;
import org.sessionlogging.domain.judgement.Finding;
import org.sessionlogging.domain.judgement.Severity;

/**
 * What was found, and where. What is as it should be is counted, and not kept: of 5,000 accounts
 * nearly all is.
 *
 * @param accounts names by id, empty where they are not known
 * @param told all that is not as it should be, or not known to be, the worst first
 * @param counts findings by severity
 */
public record Verdict(
    String bucketName,
    SortedMap<String, String> accounts,
    SortedSet<String> regions,
    List<Found> told,
    Map<Severity, Long> counts) {

  /**
   * A finding in its account.
   *
   * @param region empty for what is about the account as a whole
   */
  public record Found(String account, String region, Finding finding) {}

  /** What it comes to. */
  public enum Sum {
    FINE(0, "All that was looked at is as it should be: logs will arrive."),
    FINDINGS(1, "Logs will be missing, or are not safe."),
    /** Nothing wrong was found, and not all could be looked at. */
    UNKNOWN(2, "Nothing wrong was found, and not all was seen.");

    private final int status;
    private final String sentence;

    Sum(int status, String sentence) {
      this.status = status;
      this.sentence = sentence;
    }

    /** What people are told. */
    String sentence() {
      return sentence;
    }

    /** Exit status of the command. */
    public int status() {
      return status;
    }
  }

  /** The severities that are told, the worst first. */
  static final List<Severity> TOLD = List.of(Severity.FAILURE, Severity.UNPROVEN, Severity.WARNING);

  /** What people read for a severity that is told. */
  static String word(Severity severity) {
    return switch (severity) {
      case FAILURE -> "wrong";
      case UNPROVEN -> "unknown";
      default -> "warning";
    };
  }

  /** The verdict of findings in any order. */
  public static Verdict of(
      String bucketName,
      SortedMap<String, String> accounts,
      SortedSet<String> regions,
      Stream<Found> found) {
    Map<Severity, Long> counts = new EnumMap<>(Severity.class);
    List<Found> told =
        found
            .peek(it -> counts.merge(it.finding().severity(), 1L, Long::sum))
            .filter(it -> TOLD.contains(it.finding().severity()))
            .sorted(
                Comparator.<Found>comparingInt(it -> TOLD.indexOf(it.finding().severity()))
                    .thenComparing(Found::account)
                    .thenComparing(Found::region)
                    .thenComparing(it -> it.finding().check()))
            .toList();
    return new Verdict(bucketName, accounts, regions, told, counts);
  }

  public Sum sum() {
    if (count(Severity.FAILURE) > 0) {
      return Sum.FINDINGS;
    }
    return count(Severity.UNPROVEN) > 0 ? Sum.UNKNOWN : Sum.FINE;
  }

  public long count(Severity severity) {
    return counts.getOrDefault(severity, 0L);
  }
}
