package org.sessionlogging.domain.judgement;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sessionlogging.domain.judgement.LogBucketFacts.Expiry;
import org.sessionlogging.domain.judgement.LogBucketFacts.Lock;
import org.sessionlogging.domain.judgement.LogBucketFacts.Retained;

/** Whether logs stay as long as they are to. */
record RetentionJudgement(LogAccountFacts facts) {
  /** Central's own rules (ADR 0011): what they do is declared. */
  private static final String OURS = "session-logging-";

  static Finding versioning(Optional<Boolean> on) {
    return on.orElse(false)
        ? Finding.proven(Check.VERSIONING, "versions are kept")
        : Finding.warning(
            Check.VERSIONING,
            "a log that is deleted or overwritten is lost, as versioning is off",
            "Declare VersioningEnabled of Central, unless that is meant.");
  }

  /** That there is none may be declared; without a retention it does nothing by itself. */
  static Finding objectLock(Optional<Lock> found) {
    return found
        .map(
            lock ->
                lock.retention()
                    .map(it -> Finding.proven(Check.OBJECT_LOCK, "new logs get " + it))
                    .orElseGet(
                        () ->
                            Finding.warning(
                                Check.OBJECT_LOCK,
                                "Object Lock is on and gives new logs no retention, so that nothing is locked",
                                "Declare ObjectLock of Central, with Mode and Days.")))
        .orElseGet(
            () -> Finding.proven(Check.OBJECT_LOCK, "Object Lock is off, as it is by default"));
  }

  /** One for each rule that takes away too early; one in all where nothing does. */
  List<Finding> lifecycle(Optional<List<Expiry>> found) {
    List<Expiry> rules = found.orElse(List.of());
    List<Finding> findings = new ArrayList<>();
    if (rules.stream().noneMatch(Expiry::uploads)) {
      findings.add(
          Finding.warning(
              Check.LIFECYCLE,
              "no rule aborts unfinished uploads in the whole bucket, whose parts are billed and show in no list of logs",
              LogAccountJudgement.UPDATE));
    }
    rules.stream()
        .filter(it -> facts.mayBeLogs(it.prefix()))
        .flatMap(this::tooEarly)
        .forEach(findings::add);
    return findings.isEmpty()
        ? List.of(Finding.proven(Check.LIFECYCLE, "no rule takes logs away that are to stay"))
        : findings;
  }

  private Stream<Finding> tooEarly(Expiry rule) {
    if (!rule.takesAway()) {
      return Stream.empty();
    }
    return rule.id().startsWith(OURS) ? beforeItsLockEnds(rule) : Stream.of(undeclared(rule));
  }

  private static Finding undeclared(Expiry rule) {
    String what =
        Stream.of(
                rule.days().map(it -> "logs " + it + " days after their upload"),
                rule.date().map(it -> "logs on a date, whatever the time since their upload"),
                rule.noncurrentDays()
                    .map(it -> "their old versions " + it + " days after they are old"))
            .flatMap(Optional::stream)
            .reduce((one, other) -> one + " and " + other)
            .orElseThrow();
    return Finding.failure(
        Check.LIFECYCLE,
        Reason.LASTING,
        "the lifecycle rule " + rule.id() + ", which is not Central's, takes away " + what,
        "Take that rule out (aws s3api put-bucket-lifecycle-configuration with the others), and declare what is meant as"
            + " LifecycleRules of Central.");
  }

  /**
   * S3 passes over what is locked (S3 user guide, object-lock-managing.html): such a rule only
   * seems to delete.
   */
  private Stream<Finding> beforeItsLockEnds(Expiry rule) {
    Optional<Retained> lock = facts.bucket().objectLock().value().flatMap(Lock::retention);
    return rule.days().stream()
        .flatMap(days -> lock.stream().filter(it -> days < it.days()))
        .map(
            it ->
                Finding.warning(
                    Check.LIFECYCLE,
                    "the rule "
                        + rule.id()
                        + " hides logs after "
                        + rule.days().orElseThrow()
                        + " days, and Object Lock keeps them: "
                        + it,
                    "Declare ExpireInDays of Central with "
                        + it.days()
                        + " days or more; fewer only seem to delete."));
  }
}
