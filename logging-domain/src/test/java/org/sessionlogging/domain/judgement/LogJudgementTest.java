package org.sessionlogging.domain.judgement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sessionlogging.domain.Examples;
import org.sessionlogging.domain.preferences.PreferencesDocument;

class LogJudgementTest {
  private static final Instant BEGAN = Instant.parse("2026-11-29T10:00:00Z");
  private static final Instant ENDED = Instant.parse("2026-11-29T11:00:00Z");
  private static final EndedSession SESSION =
      new EndedSession("anna-1", "Shell", "i-1", false, BEGAN, ENDED);

  private static LogDestination saying(String document) {
    return LogDestination.of(
        Shown.of(Optional.of(PreferencesDocument.parse(document))), "central-logs");
  }

  private static LogDestination here(String prefix) {
    return saying(
        "{\"sessionType\":\"Standard_Stream\",\"inputs\":{\"s3BucketName\":\"central-logs\",\"s3KeyPrefix\":\""
            + prefix
            + "\"}}");
  }

  private static LogFacts facts(LogDestination destination, Shown<Set<String>> online) {
    return new LogFacts(Map.of(), List.of(SESSION), Map.of("Shell", destination), online, 0);
  }

  private static Finding only(LogDestination destination, Shown<Set<String>> online) {
    List<Finding> findings = LogJudgement.of(Shown.of(Optional.of(facts(destination, online))));
    assertThat(findings).hasSize(1);
    return findings.get(0);
  }

  @Test
  void documentSaysWhereLogsGo() {
    assertThat(here("1/eu").prefix()).contains("1/eu");
    assertThat(saying("{\"inputs\":{\"s3BucketName\":\"central-logs\"}}").prefix()).contains("");
    assertThat(saying("{\"inputs\":{\"s3BucketName\":\"x\"}}").kind())
        .isEqualTo(LogDestination.Kind.ELSEWHERE);
    assertThat(saying("{\"sessionType\":\"Port\"}").isTunnel()).isTrue();
    assertThat(LogDestination.of(Shown.of(Optional.empty()), "x").kind())
        .isEqualTo(LogDestination.Kind.GONE);
    assertThat(LogDestination.of(Shown.unknown("denied"), "x").kind())
        .isEqualTo(LogDestination.Kind.UNKNOWN);
  }

  @Test
  void keyOfALogIsBelowItsPrefix() {
    assertThat(SESSION.log("1/eu")).isEqualTo("1/eu/anna-1.log");
    assertThat(SESSION.log("")).isEqualTo("anna-1.log");
  }

  /** A node that is connected, or of which that is not known, has lost the log. */
  @ParameterizedTest
  @CsvSource({"i-1, FAILURE, sends it here", "i-2, WARNING, not connected any more"})
  void nodeThatIsGoneIsTheLikelyCause(String online, String severity, String cause) {
    Finding finding = only(here("1/eu"), Shown.of(Optional.of(Set.of(online))));

    assertThat(finding.severity()).hasToString(severity);
    assertThat(finding.cause()).contains("1 session (anna-1)", cause);
  }

  @Test
  void nodesThatMayNotBeLookedAtExcuseNothing() {
    assertThat(only(here("1/eu"), Shown.unknown("denied")).fails()).isTrue();
  }

  @Test
  void documentThatIsGoneMayHaveBeenAny() {
    Finding finding =
        only(LogDestination.of(Shown.of(Optional.empty()), "x"), Shown.unknown("denied"));

    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.cause()).contains("began before");
  }

  @Test
  void unknownIsTold() {
    assertThat(LogJudgement.of(Shown.unknown("ssm DescribeSessions failed: no")))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.severity()).isEqualTo(Severity.UNPROVEN);
              assertThat(it.cause()).isEqualTo("ssm DescribeSessions failed: no");
            });
    LogFacts many =
        new LogFacts(
            Map.of("anna-1", new StoredLog("k", ENDED, 1)),
            List.of(),
            Map.of(),
            Shown.unknown(""),
            7);
    assertThat(LogJudgement.of(Shown.of(Optional.of(many))))
        .extracting(Finding::severity)
        .containsExactly(Severity.PROVEN, Severity.UNPROVEN);
  }

  @Test
  void traceOfASessionTellsWhenItsLogArrived() {
    StoredLog log = new StoredLog("1/eu/anna-1.log", ENDED.plusSeconds(35), 4_711);
    LogFacts facts = new LogFacts(Map.of("anna-1", log), List.of(), Map.of(), Shown.unknown(""), 0);

    SessionTrace trace = SessionTrace.of(SESSION, facts, ENDED.plusSeconds(40));

    assertThat(trace.outcome()).isEqualTo(SessionTrace.Outcome.ARRIVED);
    assertThat(trace.took().orElseThrow()).hasSeconds(35);
    assertThat(SessionTrace.going().took()).isEmpty();
  }

  @Test
  void traceOfASessionWithoutALogDependsOnItsAge() {
    LogFacts facts = facts(here("1/eu"), Shown.unknown("denied"));

    assertThat(SessionTrace.of(SESSION, facts, ENDED.plusSeconds(60)).outcome())
        .isEqualTo(SessionTrace.Outcome.ON_ITS_WAY);
    assertThat(SessionTrace.of(SESSION, facts, ENDED.plusSeconds(600)).outcome())
        .isEqualTo(SessionTrace.Outcome.MISSING);
    assertThat(
            SessionTrace.of(
                    SESSION,
                    facts(LogDestination.of(Shown.unknown("no"), "x"), Shown.unknown("no")),
                    ENDED.plusSeconds(600))
                .outcome())
        .isEqualTo(SessionTrace.Outcome.UNKNOWN);
    assertThat(
            SessionTrace.of(
                    SESSION,
                    facts(saying("{\"sessionType\":\"Port\"}"), Shown.unknown("no")),
                    ENDED)
                .outcome())
        .isEqualTo(SessionTrace.Outcome.MISSING);
  }

  @ParameterizedTest
  @CsvSource({
    "right, PROVEN",
    "other, FAILURE",
    ", FAILURE",
  })
  void keyOfAnUploadIsTheBuckets(String key, String severity) {
    Optional<String> said =
        Optional.ofNullable(key)
            .map(it -> it.equals("right") ? Examples.BUCKET_KEY.toString() : it);

    assertThat(
            UploadJudgement.of(Examples.BUCKET_KEY, UploadFacts.begun(said, Optional.empty()))
                .severity())
        .hasToString(severity);
  }
}
