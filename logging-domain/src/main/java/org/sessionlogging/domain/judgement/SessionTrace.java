package org.sessionlogging.domain.judgement;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What became of the log of one session.
 *
 * @param session empty while it goes on
 * @param log where it arrived; empty where it has not
 * @param cause for which there is none; empty where there is one, or may still be
 */
public record SessionTrace(
    Outcome outcome,
    Optional<EndedSession> session,
    Optional<StoredLog> log,
    Optional<Unlogged> cause) {
  private static final Set<Unlogged> AT_ONCE =
      Set.of(Unlogged.TUNNEL, Unlogged.NOT_BEGUN, Unlogged.ELSEWHERE);

  /** What it comes to. */
  public enum Outcome {
    ARRIVED,
    /** It did not arrive, and will not. */
    MISSING,
    /** The session goes on; the log comes after its end. */
    GOES_ON,
    /** The session has just ended. */
    ON_ITS_WAY,
    /** Where to look may not be looked at. */
    UNKNOWN;

    /** Whether time may bring the log. */
    public boolean isEarly() {
      return this == GOES_ON || this == ON_ITS_WAY;
    }
  }

  /** Of a session that goes on. */
  public static SessionTrace going() {
    return new SessionTrace(Outcome.GOES_ON, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * Of one that has ended.
   *
   * @param facts of this session alone
   */
  public static SessionTrace of(EndedSession session, LogFacts facts, Instant now) {
    Optional<StoredLog> log = Optional.ofNullable(facts.logs().get(session.id()));
    if (log.isPresent()) {
      return new SessionTrace(Outcome.ARRIVED, Optional.of(session), log, Optional.empty());
    }
    Unlogged cause = Unlogged.of(session, facts);
    boolean early = session.isYoung(now) && !AT_ONCE.contains(cause);
    Outcome late = cause == Unlogged.UNKNOWN ? Outcome.UNKNOWN : Outcome.MISSING;
    return new SessionTrace(
        early ? Outcome.ON_ITS_WAY : late,
        Optional.of(session),
        log,
        early ? Optional.empty() : Optional.of(cause));
  }

  /** How long after the session's end the log arrived, where it has. */
  public Optional<Duration> took() {
    return log.flatMap(it -> session.map(of -> Duration.between(of.ended(), it.arrived())));
  }
}
