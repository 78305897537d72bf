package org.sessionlogging.verification;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.sessionlogging.access.Answers;
import org.sessionlogging.aws.CallFailed;
import org.sessionlogging.domain.judgement.Check;
import org.sessionlogging.domain.judgement.SessionTrace;
import org.sessionlogging.domain.judgement.SessionTrace.Outcome;
import org.sessionlogging.verification.look.CouldNotJudge;
import org.sessionlogging.verification.look.Ground;
import org.sessionlogging.verification.look.TraceLook;
import org.sessionlogging.verification.look.Visit;
import org.sessionlogging.verification.report.Part;
import org.sessionlogging.verification.report.TracedSession;
import org.sessionlogging.verification.report.Verdict.Found;

/**
 * Finds the account and Region of one session, whose id tells neither, and looks for its log.
 *
 * @param patience how long to wait for what is early
 */
record SessionSearch(Surroundings surroundings, Question question, String id, Duration patience) {
  private static final Duration PAUSE = Duration.ofSeconds(5);

  /** Where a session was found. */
  private record Hit(Visit visit, SessionTrace trace) {}

  /**
   * What became of it.
   *
   * @throws CouldNotJudge when it is not found
   */
  TracedSession traced() {
    Scope scope = Scope.of(surroundings.doors(), surroundings.region(), question);
    Ground ground =
        scope
            .ground()
            .orElseThrow(
                () ->
                    new CouldNotJudge(
                        "The bucket's key is not known: see session-logging verify without --session."));
    AccountVisit account =
        new AccountVisit(surroundings.doors(), ground, scope.regions(), question);
    Hit hit = awaited(found(scope.accounts().keySet(), account));
    return new TracedSession(
        id,
        ground.log(),
        hit.visit().place(),
        hit.trace(),
        hit.trace().outcome() == Outcome.MISSING ? around(account, hit.visit()) : List.of());
  }

  /** The others are not waited for where one has it. */
  private Hit found(Collection<String> accounts, AccountVisit account) {
    Collection<String> unseen = new ConcurrentLinkedQueue<>();
    CompletableFuture<Hit> first = new CompletableFuture<>();
    List<CompletableFuture<Void>> asked = new ArrayList<>();
    for (String it : accounts) {
      asked.add(
          CompletableFuture.runAsync(
              () -> {
                if (!first.isDone()) {
                  in(it, account, unseen).ifPresent(first::complete);
                }
              },
              surroundings.threads()));
    }
    CompletableFuture<Void> all = CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new));
    Object unused = CompletableFuture.anyOf(first, all).join();
    if (!first.isDone()) {
      throw new CouldNotJudge(
          "No account that was looked at has had session "
              + id
              + " in the last 30 days. Correct --session, or which accounts and Regions are asked."
              + (unseen.isEmpty() ? "" : " Not looked at: " + String.join("; ", unseen) + "."));
    }
    return first.join();
  }

  private Optional<Hit> in(String id, AccountVisit account, Collection<String> unseen) {
    try {
      for (Visit visit : account.visits(id)) {
        Optional<SessionTrace> trace = trace(visit);
        if (trace.isPresent()) {
          return trace.map(it -> new Hit(visit, it));
        }
      }
    } catch (CallFailed e) {
      unseen.add(id + ": " + Answers.said(e));
    }
    return Optional.empty();
  }

  private Optional<SessionTrace> trace(Visit visit) {
    return new TraceLook(visit, id).trace(surroundings.clock().instant());
  }

  private Hit awaited(Hit hit) {
    Hit now = hit;
    Duration left = patience;
    while (now.trace().outcome().isEarly() && left.compareTo(Duration.ZERO) > 0) {
      surroundings.pause().accept(PAUSE);
      left = left.minus(PAUSE);
      now = trace(hit.visit()).map(it -> new Hit(hit.visit(), it)).orElse(now);
    }
    return now;
  }

  /** What else is wrong or unknown there, as it may be why. */
  private static List<Found> around(AccountVisit account, Visit visit) {
    return Part.of(visit.place().account(), account.findings(visit)).told().stream()
        .filter(it -> it.finding().check() != Check.LOGS)
        .toList();
  }
}
