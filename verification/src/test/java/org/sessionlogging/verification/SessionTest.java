package org.sessionlogging.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.verification.World.FIRST;
import static org.sessionlogging.verification.World.SECOND;
import static org.sessionlogging.verification.World.THERE;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.sessionlogging.domain.json.Json;
import org.sessionlogging.fakes.ssm.FakeSession;
import org.sessionlogging.fakes.store.AwsError;
import org.sessionlogging.verification.World.Run;

/** One session: whether and where its log arrived, or why not. */
class SessionTest {
  private final World world = new World();
  private final FakeSession session = world.session(SECOND, THERE, "anna-1");

  private Run run(String... more) {
    return world.run(and(new String[] {"--session", "anna-1"}, more));
  }

  private static String[] and(String[] some, String... more) {
    String[] all = Arrays.copyOf(some, some.length + more.length);
    System.arraycopy(more, 0, all, some.length, more.length);
    return all;
  }

  private JsonNode json() {
    return Json.parse(run("--format", "json").out()).orElseThrow();
  }

  @Test
  void logThatHasArrivedIsSaidWithWhereAndWhen() {
    world.log(SECOND, THERE, session, 35);

    Run run = run();

    assertThat(run.status()).isZero();
    assertThat(run.out())
        .startsWith("ARRIVED  " + SECOND + "  " + THERE + "  anna-1\n")
        .contains(
            "central-logs/"
                + SECOND
                + "/"
                + THERE
                + "/anna-1.log, 4711 bytes, 35 s after the session's")
        .contains("only those see who may read it");
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 100);
    JsonNode json = json();
    assertThat(json.path("outcome").asText()).isEqualTo("ARRIVED");
    assertThat(json.path("key").asText()).isEqualTo(SECOND + "/" + THERE + "/anna-1.log");
    assertThat(json.path("seconds").asInt()).isEqualTo(35);
    assertThat(json.path("bytes").asInt()).isEqualTo(4711);
    assertThat(json.path("defaultEncryption").asText()).contains(World.BUCKET_KEY.toString());
    assertThat(json.path("findings")).isEmpty();
  }

  @Test
  void logThatIsMissingIsSaidWithAllThatIsWrongThere() {
    world.account(SECOND).iam().role("app").boundary = "arn:aws:iam::aws:policy/ReadOnlyAccess";

    Run run = run();

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out())
        .startsWith("MISSING  " + SECOND + "  " + THERE + "  anna-1\n")
        .contains("left no log, though", "WRONG    " + SECOND + "  " + THERE, "role-rights");
    assertThat(json().path("cause").asText()).contains("left no log");
    assertThat(json().path("findings")).hasSize(1);
    assertThat(json().path("findings").get(0).path("check").asText()).isEqualTo("role-rights");
  }

  @Test
  void tunnelIsMissingAtOnce() {
    world
        .account(SECOND)
        .ssm()
        .add(THERE, "AWS-StartSSHSession", "{\"schemaVersion\":\"1.0\",\"sessionType\":\"Port\"}");
    session.document = "AWS-StartSSHSession";
    session.ended = World.TODAY.getEpochSecond();

    Run run = run("--wait", "5m");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).contains("never logged");
    assertThat(world.waited).isZero();
  }

  @Test
  void sessionIsWaitedForAndThenItsLog() {
    session.ended = null;
    assertThat(run().status()).isEqualTo(2);
    assertThat(run().out()).startsWith("GOES ON").contains("--wait");
    assertThat(world.waited).isZero();

    int[] looks = new int[1];
    world.meanwhile =
        () -> {
          looks[0]++;
          if (looks[0] == 2) {
            session.ended = World.TODAY.getEpochSecond();
          } else if (looks[0] == 5) {
            world.log(SECOND, THERE, session, 15);
          }
        };
    Run run = run("--wait", "5m");

    assertThat(run.status()).isZero();
    assertThat(run.out()).startsWith("ARRIVED").contains("15 s after");
    assertThat(world.waited).hasSeconds(25);
  }

  @Test
  void waitingHasAnEnd() {
    session.ended = World.TODAY.getEpochSecond();

    Run run = run("--wait", "60s");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).startsWith("ON ITS WAY");
    assertThat(world.waited).hasSeconds(60);
  }

  @Test
  void whatMayNotBeLookedAtIsUnknown() {
    world.journal.failAlways("ssm GetDocument", AwsError.of(403, "AccessDenied", "no"));

    Run run = run();

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).startsWith("UNKNOWN").contains("may not be looked");
  }

  @Test
  void sessionOfNobodyIsNotJudged() {
    Run run = world.run("--session", "nobody-1");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("has had session nobody-1").doesNotContain("Not looked at");
  }

  @Test
  void accountsThatCouldNotBeLookedAtAreNamed() {
    world.archive().sts(World.HERE).assumable.removeIf(it -> it.contains(FIRST));
    assertThat(run().status()).isEqualTo(1);

    Run run = world.run("--session", "nobody-1");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("Not looked at: " + FIRST + ": sts AssumeRole failed");
  }

  @Test
  void searchCanBeNarrowed() {
    assertThat(run("--accounts", SECOND, "--regions", THERE).status()).isEqualTo(1);
    assertThat(run("--accounts", FIRST).status()).isEqualTo(2);
    assertThat(run("--regions", World.HERE).status()).isEqualTo(2);
  }

  @Test
  void withoutTheBucketsKeyThereIsNoTrace() {
    world.archive().kms().aliases.clear();
    world.bucket().encryption = null;
    world.bucket().policy = null;

    assertThat(run().err()).contains("The bucket's key is not known");
  }

  @Test
  void nothingIsWritten() {
    assertThat(run().status()).isEqualTo(1);

    assertThat(world.journal.writes()).containsOnly("sts AssumeRole");
  }

  @Test
  void wrongTimesAreRefused() {
    assertThat(run("--wait", "soon").err()).contains("90s, 5m or 1h");
    assertThat(world.run("--wait", "5m").err()).contains("--session");
    assertThat(run("--format", "html").err()).contains("table or json");
  }

  /** Who may undo the archive says nothing of one log, and takes a call for each principal. */
  @Test
  void nobodyOfTheLogAccountIsAskedAbout() {
    world.log(SECOND, THERE, session, 35);
    Run unused = run();

    assertThat(world.journal.calls())
        .doesNotContain("iam ListRoles", "iam ListUsers", "iam SimulatePrincipalPolicy");
  }
}
