package org.sessionlogging.domain.judgement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.domain.judgement.FoundLogAccount.UNFINISHED;
import static org.sessionlogging.domain.judgement.FoundLogAccount.shown;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sessionlogging.domain.Examples;
import org.sessionlogging.domain.judgement.LogBucketFacts.AccessLogFacts;
import org.sessionlogging.domain.judgement.LogBucketFacts.Copy;
import org.sessionlogging.domain.judgement.LogBucketFacts.Expiry;
import org.sessionlogging.domain.judgement.LogBucketFacts.Lock;
import org.sessionlogging.domain.judgement.LogBucketFacts.Retained;
import org.sessionlogging.domain.settings.AccountPrefix;

/** How long logs stay, and where copies of them go. */
class RetentionJudgementTest {
  private FoundLogAccount found = new FoundLogAccount();

  private static final Instant DATE = Instant.parse("2026-11-29T00:00:00Z");

  private static Expiry expiry(String id, String prefix, Integer days, Integer noncurrentDays) {
    return new Expiry(
        id,
        prefix,
        Optional.ofNullable(days),
        Optional.empty(),
        Optional.ofNullable(noncurrentDays),
        false);
  }

  @Test
  void unfinishedUploadsAreToBeAborted() {
    found.expiries = Shown.of(Optional.empty());
    assertThat(found.only(Severity.WARNING, Check.LIFECYCLE).cause())
        .startsWith("no rule aborts unfinished uploads");
  }

  @ParameterizedTest
  @CsvSource({
    "30,, 'takes away logs 30 days after their upload'",
    ", 7, 'takes away their old versions 7 days after they are old'",
    "30, 7, 'takes away logs 30 days after their upload and their old versions 7 days after they are old'"
  })
  void ruleOfSomebodyElseThatTakesLogsAwayIsWrong(
      Integer days, Integer noncurrentDays, String cause) {
    found.expiries = shown(List.of(UNFINISHED, expiry("cheap", "", days, noncurrentDays)));

    assertThat(found.only(Severity.FAILURE, Check.LIFECYCLE).cause())
        .isEqualTo("the lifecycle rule cheap, which is not Central's, " + cause);
  }

  @Test
  void ruleOfSomethingElseInTheBucketIsNobodysBusiness() {
    found = new FoundLogAccount(Examples.central(AccountPrefix.ENFORCED, Optional.of("sessions")));
    found.expiries = shown(List.of(UNFINISHED, expiry("tmp", "tmp/", 1, 1)));
    assertThat(found.told()).isEmpty();

    found.expiries = shown(List.of(UNFINISHED, expiry("one", "sessions/1", 1, null)));
    found.only(Severity.FAILURE, Check.LIFECYCLE);
  }

  @Test
  void declaredExpiryIsFineUnlessItsLockLastsLonger() {
    found.expiries =
        shown(
            List.of(
                UNFINISHED,
                expiry("session-logging-expiration", "", 400, null),
                expiry("session-logging-noncurrent-expiration", "", null, 1)));
    assertThat(found.told()).isEmpty();

    found.objectLock = shown(new Lock(Optional.of(new Retained("GOVERNANCE", 365))));
    assertThat(found.told()).isEmpty();

    found.objectLock = shown(new Lock(Optional.of(new Retained("COMPLIANCE", 500))));
    assertThat(found.only(Severity.WARNING, Check.LIFECYCLE))
        .satisfies(it -> assertThat(it.cause()).endsWith("COMPLIANCE for 500 days"))
        .satisfies(it -> assertThat(it.remedy()).contains("with 500 days or more"));
  }

  @Test
  void objectLockWithoutARetentionLocksNothing() {
    found.objectLock = shown(new Lock(Optional.empty()));

    assertThat(found.only(Severity.WARNING, Check.OBJECT_LOCK).cause())
        .contains("gives new logs no retention");
  }

  @Test
  void copiesStayInTheAccount() {
    found.copies = shown(List.of(new Copy("backup", "", "copies", shown("us-east-1"))));
    assertThat(found.told()).isEmpty();

    found.copies =
        shown(List.of(new Copy("backup", "", "copies", Shown.<String>of(Optional.empty()))));
    assertThat(found.only(Severity.FAILURE, Check.REPLICATION).cause())
        .startsWith(
            "the replication rule backup copies logs to copies, which is no bucket of this");

    found.copies = shown(List.of(new Copy("backup", "", "copies", Shown.unknown("no"))));
    found.only(Severity.UNPROVEN, Check.REPLICATION);

    found = new FoundLogAccount(Examples.central(AccountPrefix.ENFORCED, Optional.of("sessions")));
    found.copies =
        shown(List.of(new Copy("rest", "tmp/", "copies", Shown.<String>of(Optional.empty()))));
    assertThat(found.told()).isEmpty();
  }

  @Test
  void accessLogsArrive() {
    String here = found.central.place().region();
    found.accessLog = shown(new AccessLogFacts("access", shown(here), shown("AES256")));
    assertThat(found.told()).isEmpty();

    found.accessLog = shown(new AccessLogFacts("access", shown(here), shown("aws:kms")));
    assertThat(found.only(Severity.WARNING, Check.ACCESS_LOG).cause()).contains("with a KMS key");

    found.accessLog = shown(new AccessLogFacts("access", shown("us-west-2"), shown("AES256")));
    assertThat(found.only(Severity.WARNING, Check.ACCESS_LOG).cause())
        .endsWith("is none of this account in " + here);

    found.accessLog = shown(new AccessLogFacts("access", shown(here), Shown.unknown("no")));
    found.only(Severity.UNPROVEN, Check.ACCESS_LOG);
  }

  @Test
  void ruleWithADateIsWrongBeforeItsDate() {
    found.expiries = shown(List.of(UNFINISHED, onADate("")));

    assertThat(found.only(Severity.FAILURE, Check.LIFECYCLE).cause())
        .endsWith("takes away logs on a date, whatever the time since their upload");
  }

  private static Expiry onADate(String prefix) {
    return new Expiry(
        "dated", prefix, Optional.empty(), Optional.of(DATE), Optional.empty(), false);
  }

  @Test
  void logsMayBeGoneByTheRulesOfTheirOwnKeysAlone() {
    Instant uploaded = DATE.minus(Duration.ofDays(20));
    Expiry days = expiry("days", "logs/", 20, null);

    assertThat(days.mayHaveTaken("logs/a.log", uploaded, DATE)).isFalse();
    assertThat(days.mayHaveTaken("logs/a.log", uploaded, DATE.plusSeconds(1))).isTrue();
    assertThat(days.mayHaveTaken("log/a.log", uploaded, DATE.plusSeconds(1))).isFalse();
    assertThat(onADate("").mayHaveTaken("a.log", uploaded, DATE.minusSeconds(1))).isFalse();
    assertThat(onADate("").mayHaveTaken("a.log", uploaded, DATE)).isTrue();
    assertThat(expiry("old", "", null, 1).mayHaveTaken("a.log", uploaded, DATE)).isFalse();
  }
}
