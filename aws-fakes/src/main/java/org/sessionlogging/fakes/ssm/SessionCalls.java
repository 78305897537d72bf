package org.sessionlogging.fakes.ssm;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sessionlogging.fakes.store.AwsError;
import org.sessionlogging.fakes.store.Page;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.DescribeSessionsRequest;
import software.amazon.awssdk.services.ssm.model.DescribeSessionsResponse;
import software.amazon.awssdk.services.ssm.model.Session;
import software.amazon.awssdk.services.ssm.model.SessionFilter;
import software.amazon.awssdk.services.ssm.model.SessionFilterKey;
import software.amazon.awssdk.services.ssm.model.SessionState;

/** Sessions, as somebody else has begun and ended them. */
interface SessionCalls extends SsmClient {
  Reach reach();

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
            reach().subject("sessions"),
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
