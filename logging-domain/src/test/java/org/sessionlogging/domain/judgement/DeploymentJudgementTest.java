package org.sessionlogging.domain.judgement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sessionlogging.domain.Examples;
import org.sessionlogging.domain.json.Json;
import org.sessionlogging.domain.judgement.DeploymentFacts.HoldingStack;
import org.sessionlogging.domain.judgement.DeploymentFacts.RegisteredType;
import org.sessionlogging.domain.judgement.DeploymentFacts.StackInstance;
import org.sessionlogging.domain.settings.MemberTags;
import org.sessionlogging.domain.settings.Place;

/** What tags, stack, StackSet and registration mean, and what is unknown without one of them. */
class DeploymentJudgementTest {
  private static final Place PLACE = Examples.member().place();
  private static final String NO = "said no";

  private static final Shown<SortedMap<String, String>> OURS =
      shown(new TreeMap<>(Map.of(MemberTags.TYPE, MemberTags.MEMBER)));
  private static final Shown<SortedMap<String, String>> OTHERS =
      shown(new TreeMap<>(Map.of("team", "a")));
  private static final Shown<HoldingStack> STACK =
      shown(stack("SessionManager::Logging::Member", "CREATE_COMPLETE", "", "NOT_CHECKED"));
  private static final Shown<RegisteredType> TYPE = shown(type(1, "{}"));
  private static final Shown<Map<Place, StackInstance>> ALL_LIKE = shown(Map.of());

  private static <T> Shown<T> shown(T value) {
    return Shown.of(Optional.of(value));
  }

  private static <T> Shown<T> none() {
    return Shown.of(Optional.empty());
  }

  private static <T> Shown<T> denied() {
    return Shown.unknown(NO);
  }

  private static HoldingStack stack(String type, String status, String reason, String drift) {
    return new HoldingStack("members", type, status, reason, drift);
  }

  private static RegisteredType type(int version, String schema) {
    return new RegisteredType(
        "0000000" + version,
        Instant.parse("2026-01-0" + version + "T00:00:00Z"),
        Json.parse(schema).orElseThrow());
  }

  /** Facts, and what comes of them beside what is proven, each as {@code SEVERITY check: cause}. */
  record Case(
      String name,
      Shown<SortedMap<String, String>> tags,
      Shown<HoldingStack> stack,
      Shown<RegisteredType> type,
      Shown<RegisteredType> ofLogAccount,
      Shown<Map<Place, StackInstance>> unlike,
      List<String> told) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Case that(
      String name,
      Shown<SortedMap<String, String>> tags,
      Shown<HoldingStack> stack,
      Shown<RegisteredType> type,
      Shown<RegisteredType> ofLogAccount,
      Shown<Map<Place, StackInstance>> unlike,
      String... told) {
    return new Case(name, tags, stack, type, ofLogAccount, unlike, List.of(told));
  }

  private static Stream<Case> cases() {
    Shown<HoldingStack> function =
        shown(stack("Custom::SessionLoggingMember", "CREATE_COMPLETE", "", ""));
    return Stream.of(
        that("as deployed", OURS, STACK, TYPE, TYPE, ALL_LIKE),
        that("without StackSet", OURS, STACK, TYPE, TYPE, none()),
        that("without stack", OURS, none(), TYPE, none(), none()),
        that("by a function", OURS, function, none(), none(), ALL_LIKE),
        that(
            "by nobody",
            OTHERS,
            none(),
            TYPE,
            TYPE,
            ALL_LIKE,
            "WARNING document-owner: nobody keeps the document"),
        that(
            "by another stack",
            OTHERS,
            shown(stack("AWS::SSM::Document", "CREATE_COMPLETE", "", "")),
            TYPE,
            TYPE,
            ALL_LIKE,
            "WARNING document-owner: the document is not Member's but of stack members"),
        that(
            "not registered, no document",
            none(),
            none(),
            none(),
            TYPE,
            ALL_LIKE,
            "WARNING registration: the type Member is not registered"),
        that(
            "older",
            OURS,
            STACK,
            TYPE,
            shown(type(2, "{\"a\":1}")),
            ALL_LIKE,
            "WARNING registration: Member's version 00000001 of 2026-01-01, is older"),
        that(
            "newer",
            OURS,
            STACK,
            shown(type(2, "{\"a\":1}")),
            TYPE,
            ALL_LIKE,
            "WARNING registration: Member's version 00000002 of 2026-01-02, is newer"),
        that(
            "stack failed",
            OURS,
            shown(stack("SessionManager::Logging::Member", "UPDATE_FAILED", "", "IN_SYNC")),
            TYPE,
            TYPE,
            ALL_LIKE,
            "WARNING stack: members holds the document, which is UPDATE_FAILED"),
        that(
            "drifted",
            OURS,
            shown(stack("SessionManager::Logging::Member", "CREATE_COMPLETE", "", "DELETED")),
            TYPE,
            TYPE,
            ALL_LIKE,
            "WARNING stack: members found the document DELETED"),
        that(
            "stack instance failed",
            OURS,
            STACK,
            TYPE,
            TYPE,
            shown(Map.of(PLACE, new StackInstance("set", "OUTDATED (FAILED)", "why"))),
            "WARNING stack: the instance of StackSet set is OUTDATED (FAILED): why"),
        that(
            "all denied",
            denied(),
            denied(),
            denied(),
            denied(),
            denied(),
            "UNPROVEN registration: " + NO,
            "UNPROVEN stack: " + NO,
            "UNPROVEN stack: " + NO,
            "UNPROVEN document-owner: " + NO),
        that(
            "stack denied",
            OTHERS,
            denied(),
            none(),
            TYPE,
            ALL_LIKE,
            "UNPROVEN registration: " + NO,
            "UNPROVEN stack: " + NO,
            "UNPROVEN document-owner: " + NO),
        that(
            "log account's type denied",
            OURS,
            STACK,
            TYPE,
            denied(),
            ALL_LIKE,
            "UNPROVEN registration: " + NO));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void factsMeanThis(Case facts) {
    List<Finding> findings =
        DeploymentJudgement.of(
            new DeploymentFacts(
                PLACE,
                facts.tags(),
                facts.stack(),
                facts.type(),
                facts.ofLogAccount(),
                facts.unlike()));

    List<String> told =
        findings.stream()
            .filter(it -> it.severity() != Severity.PROVEN)
            .map(it -> it.severity() + " " + it.check() + ": " + it.cause())
            .toList();
    assertThat(told).hasSameSizeAs(facts.told());
    for (int i = 0; i < told.size(); i++) {
      assertThat(told.get(i)).startsWith(facts.told().get(i));
    }
    assertThat(findings)
        .filteredOn(it -> it.severity() != Severity.PROVEN)
        .allMatch(it -> it.remedy().endsWith("."));
  }

  @Test
  void rolesThatWereLeftOutMeanThis() {
    assertThat(severities(shown(List.of()))).isEmpty();
    assertThat(severities(none())).isEmpty();
    assertThat(severities(denied())).containsExactly(Severity.UNPROVEN);
    assertThat(
            severities(
                shown(
                    List.of(
                        new SkippedRole("gone", none(), false),
                        new SkippedRole("here", shown(true), false),
                        new SkippedRole("attached", shown(true), true),
                        new SkippedRole("denied", denied(), false)))))
        .containsExactly(Severity.PROVEN, Severity.WARNING, Severity.PROVEN, Severity.UNPROVEN);
  }

  private static List<Severity> severities(Shown<List<SkippedRole>> roles) {
    return SkippedRole.judged(roles).stream().map(Finding::severity).toList();
  }

  @Test
  void whatLeadsNowhereShowsNothing() {
    assertThat(shown(1).then(it -> shown(it + 1))).isEqualTo(shown(2));
    assertThat(DeploymentJudgementTest.<Integer>none().then(it -> shown(it + 1))).isEqualTo(none());
    assertThat(DeploymentJudgementTest.<Integer>denied().then(it -> shown(it + 1)))
        .isEqualTo(denied());
  }
}
