package org.sessionlogging.verification.look;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.sessionlogging.aws.Pages;
import org.sessionlogging.domain.judgement.EndedSession;
import org.sessionlogging.domain.settings.MemberLogging;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.DescribeSessionsRequest;
import software.amazon.awssdk.services.ssm.model.DescribeSessionsResponse;
import software.amazon.awssdk.services.ssm.model.Session;
import software.amazon.awssdk.services.ssm.model.SessionFilter;
import software.amazon.awssdk.services.ssm.model.SessionFilterKey;
import software.amazon.awssdk.services.ssm.model.SessionState;
import software.amazon.awssdk.services.ssm.model.SessionStatus;

/** The sessions of one account in one Region, of the last 30 days (API reference). */
record SessionsLook(Visit visit) {
  private static final int PAGE = 200;

  /** Those that have ended. */
  Stream<EndedSession> ended() {
    return asked(DescribeSessionsRequest.builder().state(SessionState.HISTORY))
        .map(SessionsLook::ended);
  }

  /** The one of an id, where it has ended. */
  Optional<EndedSession> ended(String id) {
    return named(id, SessionState.HISTORY).map(SessionsLook::ended).findFirst();
  }

  /** Whether the one of an id goes on. */
  boolean goesOn(String id) {
    return named(id, SessionState.ACTIVE).findAny().isPresent();
  }

  private Stream<Session> named(String id, SessionState state) {
    return asked(
        DescribeSessionsRequest.builder()
            .state(state)
            .filters(SessionFilter.builder().key(SessionFilterKey.SESSION_ID).value(id).build()));
  }

  private Stream<Session> asked(DescribeSessionsRequest.Builder request) {
    return Pages.of(
            token ->
                visit
                    .aws()
                    .askAnew(
                        visit.ssm(),
                        request.maxResults(PAGE).nextToken(token).build(),
                        SsmClient::describeSessions),
            DescribeSessionsResponse::nextToken)
        .flatMap(page -> page.sessions().stream());
  }

  private static EndedSession ended(Session session) {
    Instant began = Optional.ofNullable(session.startDate()).orElse(Instant.EPOCH);
    return new EndedSession(
        session.sessionId(),
        Optional.ofNullable(session.documentName()).orElse(MemberLogging.PREFERENCES_DOCUMENT),
        Optional.ofNullable(session.target()).orElse(""),
        session.status() == SessionStatus.FAILED,
        began,
        Optional.ofNullable(session.endDate()).orElse(began));
  }
}
