package org.sessionlogging.verification.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.sessionlogging.domain.json.Json;
import org.sessionlogging.domain.judgement.LogAccountFacts;
import org.sessionlogging.domain.judgement.SessionTrace;
import org.sessionlogging.domain.judgement.SessionTrace.Outcome;
import org.sessionlogging.domain.judgement.Unlogged;
import org.sessionlogging.domain.settings.Place;
import org.sessionlogging.verification.report.Verdict.Found;
import picocli.CommandLine.Help.Ansi;

/**
 * What became of the log of one session.
 *
 * @param log what was found of the log account
 * @param place the session's account and Region
 * @param around what else is not as it should be there
 */
public record TracedSession(
    String id, LogAccountFacts log, Place place, SessionTrace trace, List<Found> around) {

  /** Exit status of the command: 0 when the log has arrived, 1 when it will not. */
  public int status() {
    return switch (trace.outcome()) {
      case ARRIVED -> Verdict.Sum.FINE.status();
      case MISSING -> Verdict.Sum.FINDINGS.status();
      default -> Verdict.Sum.UNKNOWN.status();
    };
  }

  /** For people, in lines of at most 100 columns. */
  public String table(Ansi ansi) {
    String word = trace.outcome().name().replace('_', ' ');
    String style =
        switch (trace.outcome()) {
          case ARRIVED -> "@|green " + word + "|@";
          case MISSING -> "@|bold,red " + word + "|@";
          default -> "@|yellow " + word + "|@";
        };
    StringBuilder text =
        new StringBuilder(ansi.string(style))
            .append("  ")
            .append(place.account())
            .append("  ")
            .append(place.region())
            .append("  ")
            .append(id)
            .append('\n')
            .append(TableReport.indented(said()));
    if (!around.isEmpty()) {
      Verdict there =
          Verdict.of(
              log.bucketName(),
              Collections.unmodifiableSortedMap(new TreeMap<>()),
              Collections.unmodifiableSortedSet(new TreeSet<>()),
              around.stream());
      text.append('\n').append(new TableReport(there, ansi).findings());
    }
    return text.toString();
  }

  private String said() {
    return switch (trace.outcome()) {
      case ARRIVED ->
          trace
              .log()
              .map(
                  it ->
                      String.join(
                          "",
                          log.bucketName(),
                          "/",
                          it.key(),
                          ", ",
                          String.valueOf(it.bytes()),
                          " bytes, ",
                          String.valueOf(trace.took().orElseThrow().toSeconds()),
                          " s after the session's end. By default the bucket encrypts by ",
                          encryption(),
                          "; which key a stored log has, only those see who may read it."))
              .orElseThrow();
      case GOES_ON -> "The session goes on; its log comes after its end. Wait with --wait.";
      case ON_ITS_WAY ->
          "The session has just ended; its log may take some minutes. Wait with --wait.";
      default ->
          trace.cause().map(it -> "The session " + it.cause() + ". " + it.remedy()).orElseThrow();
    };
  }

  private String encryption() {
    return log.encryption()
        .value()
        .map(it -> it.algorithm() + it.key().map(key -> " with " + key).orElse(""))
        .orElse("what is not known");
  }

  /** For programs; docs/verify.md says its form. */
  public String json() {
    ObjectNode report =
        Json.object()
            .put("bucket", log.bucketName())
            .put("session", id)
            .put("account", place.account())
            .put("region", place.region())
            .put("outcome", trace.outcome().name());
    trace
        .log()
        .ifPresent(
            it ->
                report
                    .put("key", it.key())
                    .put("bytes", it.bytes())
                    .put("arrived", it.arrived().toString())
                    .put("seconds", trace.took().orElseThrow().toSeconds()));
    if (trace.outcome() == Outcome.ARRIVED) {
      report.put("defaultEncryption", encryption());
    }
    Optional<Unlogged> cause = trace.cause();
    cause.ifPresent(it -> report.put("cause", it.cause()).put("remedy", it.remedy()));
    ArrayNode findings = report.putArray("findings");
    around.forEach(it -> findings.add(it.json()));
    return report.toPrettyString() + "\n";
  }
}
