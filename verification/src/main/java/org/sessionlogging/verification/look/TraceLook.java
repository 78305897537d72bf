package org.sessionlogging.verification.look;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sessionlogging.domain.judgement.EndedSession;
import org.sessionlogging.domain.judgement.SessionTrace;

/** One session, as far as this account has it in this Region. */
public record TraceLook(Visit visit, String id) {

  /**
   * What became of its log; empty where this is not its account and Region. What changes meanwhile
   * is asked for each time.
   *
   * @throws org.sessionlogging.aws.CallFailed when it may not be looked for here
   */
  public Optional<SessionTrace> trace(Instant now) {
    SessionsLook sessions = new SessionsLook(visit);
    Optional<EndedSession> ended = sessions.ended(id);
    if (ended.isPresent()) {
      return ended.map(it -> SessionTrace.of(it, new LogsLook(visit).facts(List.of(it)), now));
    }
    return sessions.goesOn(id) ? Optional.of(SessionTrace.going()) : Optional.empty();
  }
}
