package org.sessionlogging.verification.look;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.sessionlogging.domain.judgement.EndedSession;
import org.sessionlogging.domain.judgement.Finding;
import org.sessionlogging.domain.judgement.LogDestination;
import org.sessionlogging.domain.judgement.LogFacts;
import org.sessionlogging.domain.judgement.LogJudgement;
import org.sessionlogging.domain.judgement.NodeFacts.Node;
import org.sessionlogging.domain.judgement.Shown;
import org.sessionlogging.domain.settings.MemberLogging;

/** Whether the sessions of one account in one Region that have ended left their logs. */
record LogsLook(Visit visit) {
  /** Sessions that are looked up in one account and Region, which takes memory. */
  private static final int MOST_SESSIONS = 10_000;

  /** Lists that are asked for there: half a minute of one thread. */
  private static final int MOST_LISTS = 200;

  List<Finding> findings() {
    return LogJudgement.of(
        Asking.shown(
            () ->
                Optional.of(
                    facts(new SessionsLook(visit).ended().limit(MOST_SESSIONS + 1L).toList()))));
  }

  /**
   * What the bucket holds of some sessions: below the prefix that their document says, or else
   * below Member's default. A young one is not missed.
   */
  LogFacts facts(List<EndedSession> all) {
    List<EndedSession> sessions = all.subList(0, Math.min(all.size(), MOST_SESSIONS));
    Map<String, LogDestination> destinations = new HashMap<>();
    sessions.forEach(it -> destinations.computeIfAbsent(it.document(), this::destination));
    List<EndedSession> loggable =
        sessions.stream().filter(it -> !destinations.get(it.document()).isTunnel()).toList();
    LogList list = new LogList(visit, MOST_LISTS);
    loggable.stream()
        .filter(it -> destinations.get(it.document()).prefix().isPresent())
        .collect(Collectors.groupingBy(it -> destinations.get(it.document()).prefix().get()))
        .forEach(list::lookBelow);
    list.lookBelow(defaultPrefix(), loggable);
    List<EndedSession> unlogged =
        sessions.stream()
            .filter(it -> !list.logs().containsKey(it.id()) && !list.unasked().contains(it.id()))
            .filter(it -> !it.isYoung(visit.now()))
            .filter(it -> !isExpired(it, destinations.get(it.document())))
            .toList();
    unlogged.forEach(it -> destinations.computeIfPresent(it.document(), this::dated));
    return new LogFacts(
        list.logs(),
        unlogged,
        destinations,
        unlogged.isEmpty() ? Shown.of(Optional.empty()) : online(),
        list.unasked().size() + all.size() - sessions.size());
  }

  /** Whether the bucket may have taken its log away by itself. */
  private boolean isExpired(EndedSession session, LogDestination destination) {
    String key = session.log(destination.prefix().orElseGet(this::defaultPrefix));
    return visit.log().bucket().expiries().value().orElse(List.of()).stream()
        .anyMatch(it -> it.mayHaveTaken(key, session.ended(), visit.now()));
  }

  private LogDestination destination(String document) {
    return LogDestination.of(
        new DocumentLook(visit, document).content(DocumentLook.LATEST), visit.log().bucketName());
  }

  private LogDestination dated(String document, LogDestination destination) {
    return destination.madeAt(new DocumentLook(visit, document).made());
  }

  private Shown<Set<String>> online() {
    return new NodesLook(visit)
        .nodes()
        .map(all -> all.stream().filter(Node::isOnline).map(Node::id).collect(Collectors.toSet()));
  }

  private String defaultPrefix() {
    String own = MemberLogging.defaultKeyPrefix(visit.place());
    return visit
        .log()
        .writers()
        .flatMap(it -> it.logPrefix())
        .map(it -> it + "/" + own)
        .orElse(own);
  }
}
