package org.sessionlogging.verification.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.stream.Stream;
import org.sessionlogging.domain.json.Json;
import org.sessionlogging.domain.judgement.Check;
import org.sessionlogging.domain.judgement.Finding;
import org.sessionlogging.domain.judgement.Reason;
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
  public record Found(String account, String region, Finding finding) {

    /** As a report has it. */
    public ObjectNode json() {
      return Json.object()
          .put("severity", finding.severity().name())
          .put("account", account)
          .put("region", region)
          .put("check", finding.check().toString())
          .put("cause", finding.cause())
          .put("remedy", finding.remedy());
    }

    /** What its JSON, with the reason besides, says. */
    public static Found of(JsonNode json) {
      return new Found(
          json.path("account").asText(),
          json.path("region").asText(),
          new Finding(
              Check.named(json.path("check").asText()),
              Severity.valueOf(json.path("severity").asText()),
              Reason.valueOf(json.path("reason").asText()),
              json.path("cause").asText(),
              json.path("remedy").asText()));
    }
  }

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
    return of(bucketName, accounts, regions, List.of(Part.of("", found.toList())));
  }

  /** The verdict of accounts in any order. */
  public static Verdict of(
      String bucketName,
      SortedMap<String, String> accounts,
      SortedSet<String> regions,
      Collection<Part> parts) {
    List<Found> told =
        parts.stream()
            .flatMap(it -> it.told().stream())
            .sorted(
                Comparator.<Found>comparingInt(it -> TOLD.indexOf(it.finding().severity()))
                    .thenComparing(Found::account)
                    .thenComparing(Found::region)
                    .thenComparing(it -> it.finding().check()))
            .toList();
    Map<Severity, Long> counts = new EnumMap<>(Severity.class);
    told.forEach(it -> counts.merge(it.finding().severity(), 1L, Long::sum));
    counts.put(Severity.PROVEN, parts.stream().mapToLong(Part::proven).sum());
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
