package org.sessionlogging.domain.judgement;

import java.time.Duration;
import java.time.Instant;

/**
 * A session that is over, as SSM tells of it for 30 days (API reference, Session).
 *
 * @param document name of the session document that it was begun with
 * @param target id of the node
 * @param failed whether it came to an end before it had begun
 * @param ended when; the agent uploads the log some 30 seconds later, a long one takes its time
 */
public record EndedSession(
    String id, String document, String target, boolean failed, Instant began, Instant ended) {

  /** How long a log may be on its way. */
  public static final Duration UPLOAD = Duration.ofMinutes(10);

  /** Whether its log may still be on its way. */
  public boolean isYoung(Instant now) {
    return ended.plus(UPLOAD).isAfter(now);
  }

  /**
   * The key of its log (amazon-ssm-agent, agent/session/shell).
   *
   * @param prefix without a slash at its end
   */
  public String log(String prefix) {
    return prefix.isEmpty() ? id + ".log" : prefix + "/" + id + ".log";
  }
}
