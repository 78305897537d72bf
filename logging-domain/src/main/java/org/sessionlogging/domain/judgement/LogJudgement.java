package org.sessionlogging.domain.judgement;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Whether sessions that have ended left their logs. */
public final class LogJudgement {
  private static final String SESSION = "session";

  private LogJudgement() {}

  /** One finding for each cause, however many sessions it has; none where no session has ended. */
  public static List<Finding> of(Shown<LogFacts> shown) {
    return shown.allJudged(Check.LOGS, it -> it.map(LogJudgement::of).orElseGet(List::of));
  }

  private static List<Finding> of(LogFacts facts) {
    List<Finding> findings = new ArrayList<>();
    if (!facts.logs().isEmpty()) {
      findings.add(
          Finding.proven(
              Check.LOGS, facts.logs().size() + " sessions of the last 30 days left their log"));
    }
    Map<Unlogged, List<String>> causes = new EnumMap<>(Unlogged.class);
    for (EndedSession session : facts.unlogged()) {
      causes
          .computeIfAbsent(Unlogged.of(session, facts), it -> new ArrayList<>())
          .add(session.id());
    }
    causes.forEach((cause, ids) -> findings.add(cause.finding(new Counted(SESSION, ids))));
    if (facts.unasked() > 0) {
      findings.add(
          Finding.unproven(
              Check.LOGS,
              facts.unasked() + " more sessions were not looked up, as there are too many",
              "Look up those that matter: session-logging verify --session ID."));
    }
    return findings;
  }
}
