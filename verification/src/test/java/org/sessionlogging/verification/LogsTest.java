package org.sessionlogging.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.verification.World.FIRST;
import static org.sessionlogging.verification.World.HERE;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessionlogging.domain.json.Json;
import org.sessionlogging.fakes.ssm.FakeSession;
import org.sessionlogging.fakes.store.AwsError;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;

/** Sessions that have ended, and the logs that they left. */
class LogsTest {
  private final World world = new World();

  private FakeSession session(String id) {
    return world.session(FIRST, HERE, id);
  }

  /**
   * What is found of logs, each as {@code SEVERITY: cause}; documents have a check of their own.
   */
  private List<String> found() {
    List<String> found = new ArrayList<>();
    for (JsonNode it :
        Json.parse(world.run("--format", "json").out()).orElseThrow().path("findings")) {
      if (it.path("check").asText().equals("session-documents")) {
        continue;
      }
      assertThat(
              it.path("account").asText() + it.path("region").asText() + it.path("check").asText())
          .isEqualTo(FIRST + HERE + "logs");
      found.add(it.path("severity").asText() + ": " + it.path("cause").asText());
    }
    return found;
  }

  @Test
  void sessionsWithoutALogAreOneFindingWithTheFirstOfThem() {
    for (int number = 1; number <= 5; number++) {
      session("anna-" + number);
    }
    world.log(FIRST, HERE, session("anna-0"), 30);

    assertThat(found())
        .containsExactly(
            "FAILURE: 5 sessions (anna-1, anna-2, anna-3, ...) of the last 30 days left no log, though the session document"
                + " sends it here");
    assertThat(world.run("--accounts", FIRST).status()).isEqualTo(1);
  }

  @Test
  void whatOtherSessionsLeftIsPassedOver() {
    List<FakeSession> others = new ArrayList<>();
    for (int number = 10; number < 90; number++) {
      FakeSession other = session("operator-" + number);
      world.log(FIRST, HERE, other, 30);
      others.add(other);
    }
    world.account(FIRST).ssm().sessionsIn(HERE).removeAll(others);
    session("operator-10x");
    world.log(FIRST, HERE, session("operator-89x"), 30);
    world.journal.forget();

    assertThat(found()).singleElement().asString().contains("1 session (operator-10x)");
    assertThat(world.journal.calls().stream().filter("s3 ListObjectsV2"::equals).count())
        .isLessThan(14);
  }

  @Test
  void whatIsDeletedIsMissing() {
    FakeSession session = session("anna-1");
    world.log(FIRST, HERE, session, 30);
    String unused = world.bucket().mark(FIRST + "/" + HERE + "/anna-1.log");

    assertThat(found()).singleElement().asString().contains("anna-1", "left no log");
  }

  @Test
  void logThatMayBeOnItsWayIsNotMissed() {
    session("anna-1").ended = World.TODAY.getEpochSecond() - 599;
    assertThat(found()).isEmpty();

    session("anna-2").ended = World.TODAY.getEpochSecond() - 600;
    assertThat(found()).singleElement().asString().contains("1 session (anna-2)");
  }

  @Test
  void sessionThatGoesOnHasNoLogYet() {
    session("anna-1").ended = null;

    assertThat(found()).isEmpty();
  }

  @Test
  void tunnelsAreNeverLogged() {
    world
        .account(FIRST)
        .ssm()
        .add(
            HERE,
            "AWS-StartPortForwardingSession",
            "{\"schemaVersion\":\"1.0\",\"sessionType\":\"Port\"}");
    session("anna-1").document = "AWS-StartPortForwardingSession";

    assertThat(found())
        .containsExactly(
            "WARNING: 1 session (anna-1) of the last 30 days went through port forwarding or SSH, which is never logged");
    assertThat(world.run().status()).isZero();
  }

  @Test
  void otherDocumentsMaySendLogsElsewhereOrBeGone() {
    world
        .account(FIRST)
        .ssm()
        .add(
            HERE,
            "Other",
            "{\"schemaVersion\":\"1.0\",\"sessionType\":\"Standard_Stream\",\"inputs\":{\"s3BucketName\":\"other\"}}");
    session("anna-1").document = "Other";
    session("anna-2").document = "Gone";

    assertThat(found())
        .satisfiesExactly(
            it ->
                assertThat(it).startsWith("WARNING: 1 session (anna-1)").contains("to this bucket"),
            it ->
                assertThat(it).startsWith("WARNING: 1 session (anna-2)").contains("began before"));
  }

  @Test
  void documentOfOnesOwnHasItsOwnPrefix() {
    world
        .account(FIRST)
        .ssm()
        .add(
            HERE,
            "Administrators",
            "{\"schemaVersion\":\"1.0\",\"sessionType\":\"Standard_Stream\",\"inputs\":{\"s3BucketName\":\"central-logs\","
                + "\"s3KeyPrefix\":\""
                + FIRST
                + "/administrators\"}}");
    FakeSession session = session("anna-1");
    session.document = "Administrators";
    world.bucket().add(FIRST + "/administrators/anna-1.log", session.ended + 30);

    assertThat(found()).isEmpty();
  }

  @Test
  void sessionThatFailedHasNoLog() {
    session("anna-1").status = "Failed";

    assertThat(found()).singleElement().asString().startsWith("WARNING").contains("failed before");
  }

  @Test
  void nodeThatIsGoneMayHaveStoppedBeforeTheUpload() {
    session("anna-1").target = "i-gone";

    assertThat(found())
        .singleElement()
        .asString()
        .startsWith("WARNING: 1 session (anna-1)")
        .contains("the node is not connected any more");
  }

  @Test
  void sessionBeforeThePreferencesOfTodayIsNoLossOfToday() {
    FakeSession session = session("anna-1");
    world.document(FIRST, HERE).made = session.began + 1;
    assertThat(found()).singleElement().asString().startsWith("WARNING").contains("began before");

    world.document(FIRST, HERE).made = session.began;
    assertThat(found()).singleElement().asString().startsWith("FAILURE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ssm DescribeSessions", "s3 ListObjectsV2"})
  void whatMayNotBeListedIsUnknown(String call) {
    world.journal.failAlways(call, AwsError.of(403, "AccessDenied", "not authorized"));
    assertThat(world.run("--accounts", FIRST).out())
        .contains("UNKNOWN  " + FIRST, call + " failed: not authorized");
    assertThat(world.run("--accounts", FIRST).status()).isEqualTo(2);

    world.journal.failAlways(call, SdkClientException.create("Connection reset"));
    assertThat(world.run("--accounts", FIRST).status()).isEqualTo(2);
  }

  @Test
  void unknownDocumentMakesWhatIsMissingUnknown() {
    session("anna-1");
    session("anna-2").status = "Failed";
    world.journal.failAlways("ssm GetDocument", AwsError.of(403, "AccessDenied", "no"));

    assertThat(world.run("--accounts", FIRST).out())
        .contains("1 session (anna-1)", "may not be looked", "1 session (anna-2)");
  }

  /** A log that its bucket has taken away by a rule of its own prefix is not missed; else it is. */
  @ParameterizedTest
  @CsvSource({
    FIRST + "/, 1, , true",
    FIRST + "/, 3, , false",
    "tmp/, 1, , false",
    FIRST + "/, , 1969-12-31T00:00:00Z, true",
    FIRST + "/, , 1970-01-02T00:00:00Z, false"
  })
  void logThatTheBucketHasTakenAwayIsNotMissed(
      String prefix, Integer days, Instant date, boolean taken) {
    FakeSession session = session("anna-1");
    session.began = World.TODAY.getEpochSecond() - 180_000;
    session.ended = World.TODAY.getEpochSecond() - 176_400;
    world.document(FIRST, HERE).made = session.began;
    List<LifecycleRule> rules = new ArrayList<>(world.bucket().lifecycle);
    rules.add(
        LifecycleRule.builder()
            .id("session-logging-expiration")
            .status(ExpirationStatus.ENABLED)
            .filter(it -> it.prefix(prefix))
            .expiration(it -> it.days(days).date(date))
            .build());
    world.bucket().lifecycle = rules;

    if (taken) {
      assertThat(found()).isEmpty();
    } else {
      assertThat(found()).singleElement().asString().contains("FAILURE: 1 session (anna-1)");
    }
  }
}
