package org.sessionlogging.fakes.ssm;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sessionlogging.fakes.store.AwsError;
import org.sessionlogging.fakes.store.Page;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.DescribeSessionsRequest;
import software.amazon.awssdk.services.ssm.model.DescribeSessionsResponse;
import software.amazon.awssdk.services.ssm.model.Session;
import software.amazon.awssdk.services.ssm.model.SessionFilter;
import software.amazon.awssdk.services.ssm.model.SessionFilterKey;
import software.amazon.awssdk.services.ssm.model.SessionState;
import software.amazon.awssdk.services.ssm.model.StartSessionRequest;
import software.amazon.awssdk.services.ssm.model.StartSessionResponse;
import software.amazon.awssdk.services.ssm.model.TerminateSessionRequest;
import software.amazon.awssdk.services.ssm.model.TerminateSessionResponse;

/** Sessions; nobody is connected to anything. */
interface SessionCalls extends SsmClient {
  String SESSIONS = "sessions";

  Reach reach();

  /** With the preferences unless another document is named (API reference, StartSession). */
  @Override
  default StartSessionResponse startSession(StartSessionRequest request) {
    return reach()
        .store()
        .write(
            request,
            reach().subject(SESSIONS),
            Set.of(),
            state -> {
              List<FakeSession> all = state.sessionsIn(reach().region());
              FakeSession session = new FakeSession();
              session.id = "operator-" + all.size();
              session.document =
                  Optional.ofNullable(request.documentName()).orElse("SSM-SessionManagerRunShell");
              session.target = request.target();
              session.status = "Connected";
              all.add(session);
              return StartSessionResponse.builder().sessionId(session.id).build();
            });
  }

  /** API reference, TerminateSession: DoesNotExistException. */
  @Override
  default TerminateSessionResponse terminateSession(TerminateSessionRequest request) {
    return reach()
        .store()
        .write(
            request,
            reach().subject(SESSIONS),
            Set.of(),
            state -> {
              FakeSession session =
                  state.sessionsIn(reach().region()).stream()
                      .filter(it -> it.id.equals(request.sessionId()))
                      .findFirst()
                      .orElseThrow(
                          () -> AwsError.of(400, "DoesNotExistException", "It does not exist."));
              session.status = "Terminated";
              session.ended = session.began;
              return TerminateSessionResponse.builder().sessionId(session.id).build();
            });
  }

  /**
   * Those that go on, or those that have ended within 30 days; SSM has forgotten the others (API
   * reference, DescribeSessions: State, Filters, MaxResults; SessionFilter).
   */
  @Override
  default DescribeSessionsResponse describeSessions(DescribeSessionsRequest request) {
    if (request.state() == null) {
      throw AwsError.of(400, "ValidationException", "state must not be null");
    }
    return reach()
        .store()
        .look(
            request,
            reach().subject(SESSIONS),
            state -> {
              List<FakeSession> found =
                  state.sessionsIn(reach().region()).stream()
                      .filter(it -> (it.ended == null) == (request.state() == SessionState.ACTIVE))
                      .filter(it -> request.filters().stream().allMatch(by -> meets(by, it)))
                      .toList();
              Page<FakeSession> page = Page.of(found, request.nextToken(), request.maxResults());
              return DescribeSessionsResponse.builder()
                  .sessions(page.as(SessionCalls::described))
                  .nextToken(page.next())
                  .build();
            });
  }

  private static boolean meets(SessionFilter filter, FakeSession session) {
    if (filter.key() == SessionFilterKey.SESSION_ID) {
      return session.id.equals(filter.value());
    }
    throw AwsError.of(400, "InvalidFilterKey", "Nobody filters by " + filter.keyAsString());
  }

  private static Session described(FakeSession session) {
    return Session.builder()
        .sessionId(session.id)
        .documentName(session.document)
        .target(session.target)
        .status(session.status)
        .startDate(Instant.ofEpochSecond(session.began))
        .endDate(Optional.ofNullable(session.ended).map(Instant::ofEpochSecond).orElse(null))
        .build();
  }
}
