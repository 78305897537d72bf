package org.sessionlogging.domain.judgement;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The sessions of one account in one Region that have ended, and what the bucket holds of them, as
 * a list tells it.
 *
 * @param logs those that are there, by the session's id
 * @param unlogged those that have none
 * @param destinations of the documents of those, by name
 * @param online which of the nodes of those are connected now
 * @param unasked how many were not looked up, as that would have been too much
 */
public record LogFacts(
    Map<String, StoredLog> logs,
    List<EndedSession> unlogged,
    Map<String, LogDestination> destinations,
    Shown<Set<String>> online,
    int unasked) {
  public LogFacts {
    logs = Map.copyOf(logs);
    unlogged = List.copyOf(unlogged);
    destinations = Map.copyOf(destinations);
  }

  /** What its document lets become of a session's log. */
  LogDestination of(EndedSession session) {
    return destinations.get(session.document());
  }
}
