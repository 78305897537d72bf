package org.sessionlogging.fakes.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.fakes.facts.AwsUnderTest.refusal;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.model.Session;
import software.amazon.awssdk.services.ssm.model.SessionFilter;
import software.amazon.awssdk.services.ssm.model.SessionFilterKey;
import software.amazon.awssdk.services.ssm.model.SessionState;

/** Sessions, while they go on and afterwards. */
abstract class SessionFacts extends SsmFacts {
  SessionFacts(AwsUnderTest aws) {
    super(aws);
  }

  private String begin() {
    return ssm.startSession(it -> it.target("i-0123456789abcdef0")).sessionId();
  }

  private void end(String id) {
    assertThat(ssm.terminateSession(it -> it.sessionId(id)).sessionId()).isEqualTo(id);
  }

  private List<Session> listed(SessionState state) {
    return ssm.describeSessionsPaginator(it -> it.state(state).maxResults(2)).sessions().stream()
        .toList();
  }

  private List<Session> listed(SessionState state, String id) {
    SessionFilter byId = SessionFilter.builder().key(SessionFilterKey.SESSION_ID).value(id).build();
    return ssm.describeSessionsPaginator(it -> it.state(state).filters(byId)).sessions().stream()
        .toList();
  }

  @Test
  @Source(API + "API_DescribeSessions.html: State, Filters; API_Session.html")
  void sessionIsActiveUntilItIsHistory() {
    String id = begin();
    assertThat(listed(SessionState.ACTIVE, id)).extracting(Session::endDate).containsOnlyNulls();
    assertThat(listed(SessionState.HISTORY, id)).isEmpty();

    end(id);

    assertThat(listed(SessionState.ACTIVE, id)).isEmpty();
    assertThat(listed(SessionState.HISTORY, id))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.documentName()).isEqualTo("SSM-SessionManagerRunShell");
              assertThat(it.target()).isEqualTo("i-0123456789abcdef0");
              assertThat(it.statusAsString()).isEqualTo("Terminated");
              assertThat(it.endDate()).isNotNull().isAfterOrEqualTo(it.startDate());
            });
  }

  @Test
  @Source(API + "API_DescribeSessions.html: MaxResults, NextToken")
  void sessionsArePaged() {
    List<String> ids = List.of(begin(), begin(), begin());
    ids.forEach(this::end);

    assertThat(listed(SessionState.HISTORY)).extracting(Session::sessionId).containsAll(ids);
  }

  @Test
  @Source(API + "API_TerminateSession.html: DoesNotExistException")
  void sessionThatIsNotThereDoesNotEnd() {
    assertThat(refusal(() -> end("nobody-0"))).isEqualTo("DoesNotExistException");
  }
}
