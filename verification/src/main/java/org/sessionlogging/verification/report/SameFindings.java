package org.sessionlogging.verification.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.sessionlogging.domain.json.Json;
import org.sessionlogging.domain.judgement.Finding;
import org.sessionlogging.verification.report.Verdict.Found;

/**
 * Findings that differ in their place alone, told once with all their places. Of 5,000 accounts
 * many have the same.
 */
final class SameFindings {
  /** Stand for the account's id and the Region in what is told. No message of AWS's has them. */
  private static final String ACCOUNT = "\u0001";

  private static final String REGION = "\u0002";

  private static final String LEFT_OUT =
      "the words are left out, as the page would be too large with them";
  private static final String WHERE_THEY_ARE =
      "See --format json for them, or look at fewer accounts with --accounts or --ou.";

  /** What is told, once for all its places. */
  private record Told(String severity, String check, String cause, String remedy) {
    long bytes() {
      return json().toString().getBytes(StandardCharsets.UTF_8).length;
    }

    ObjectNode json() {
      return Json.object()
          .put("severity", severity)
          .put("check", check)
          .put("cause", cause)
          .put("remedy", remedy);
    }
  }

  private final Map<Told, SortedSet<Integer>> places = new LinkedHashMap<>();
  private long left;

  /**
   * Nothing yet.
   *
   * @param bytes that the words may take; what is more is told without them
   */
  SameFindings(long bytes) {
    this.left = bytes;
  }

  /**
   * Adds one.
   *
   * @param cell the number of its place
   */
  void add(Found found, int cell) {
    Finding finding = found.finding();
    Told told = told(finding, anywhere(found, finding.cause()), anywhere(found, finding.remedy()));
    if (!places.containsKey(told)) {
      if (told.bytes() > left) {
        told = told(finding, LEFT_OUT, WHERE_THEY_ARE);
      } else {
        left -= told.bytes();
      }
    }
    places.computeIfAbsent(told, it -> new TreeSet<>()).add(cell);
  }

  private static Told told(Finding finding, String cause, String remedy) {
    return new Told(Verdict.word(finding.severity()), finding.check().toString(), cause, remedy);
  }

  private static String anywhere(Found found, String words) {
    String anyAccount = words.replace(found.account(), ACCOUNT);
    return found.region().isEmpty() ? anyAccount : anyAccount.replace(found.region(), REGION);
  }

  /** The worst first, as they came. */
  ArrayNode json() {
    ArrayNode json = Json.array();
    places.forEach(
        (told, cells) -> {
          ObjectNode one = told.json();
          cells.forEach(one.putArray("cells")::add);
          json.add(one);
        });
    return json;
  }
}
