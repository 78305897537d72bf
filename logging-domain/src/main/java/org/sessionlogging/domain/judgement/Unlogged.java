package org.sessionlogging.domain.judgement;

/** The likely causes for which a session left no log, the surest first. */
public enum Unlogged {
  TUNNEL(
      Severity.WARNING,
      "went through port forwarding or SSH, which is never logged",
      "If every session is to be logged, refuse these: docs/guardrails.md."),
  NOT_BEGUN(
      Severity.WARNING,
      "failed before a session had begun",
      "Where the agent refused it, the other findings of this account and Region say why; a user without the right to the"
          + " session key has the same."),
  ELSEWHERE(
      Severity.WARNING,
      "began with a session document that does not send logs to this bucket",
      "If every session is to be logged here, refuse other documents: docs/guardrails.md."),
  UNKNOWN(
      Severity.UNPROVEN,
      "left no log below Member's default prefix, and the session document, which says the real one, may not be looked at",
      "Allow ssm:GetDocument to whoever looks, then look again."),
  FORMER(
      Severity.WARNING,
      "left no log, and began before the session document became what it is now",
      "Nothing is to be done where the document was wrong until then; see the former versions of the document."),
  NODE_GONE(
      Severity.WARNING,
      "left no log, and the node is not connected any more: one that stops before the upload uploads nothing",
      "Have sessions streamed to CloudWatch Logs as well, which does not wait for their end (CloudWatch of Member)."),
  LOST(
      Severity.FAILURE,
      "left no log, though the session document sends it here",
      "See the other findings of this account and Region: what a role, a network or the bucket denies now, it denies to the"
          + " upload. With none of them, see errors.log of the SSM Agent on the node, and whether somebody has deleted the log.");

  private final Severity severity;
  private final String cause;
  private final String remedy;

  Unlogged(Severity severity, String cause, String remedy) {
    this.severity = severity;
    this.cause = cause;
    this.remedy = remedy;
  }

  /** The likeliest for a session. */
  static Unlogged of(EndedSession session, LogFacts facts) {
    LogDestination destination = facts.of(session);
    if (destination.isTunnel()) {
      return TUNNEL;
    }
    if (session.failed()) {
      return NOT_BEGUN;
    }
    if (destination.kind() == LogDestination.Kind.UNKNOWN) {
      return UNKNOWN;
    }
    if (isFormer(session, destination)) {
      return FORMER;
    }
    if (destination.kind() == LogDestination.Kind.ELSEWHERE) {
      return ELSEWHERE;
    }
    boolean online = facts.online().value().map(it -> it.contains(session.target())).orElse(true);
    return online ? LOST : NODE_GONE;
  }

  /** A document that is gone may have been any. */
  private static boolean isFormer(EndedSession session, LogDestination destination) {
    return destination.kind() == LogDestination.Kind.GONE
        || destination.since().filter(it -> session.began().isBefore(it)).isPresent();
  }

  /** What is found of sessions that left no log for this cause. */
  Finding finding(Counted sessions) {
    return new Finding(
        Check.LOGS,
        severity,
        severity == Severity.UNPROVEN ? Reason.NONE : Reason.LASTING,
        sessions + " of the last 30 days " + cause,
        remedy);
  }

  /** What to say of one session. */
  public String cause() {
    return cause;
  }

  public String remedy() {
    return remedy;
  }
}
