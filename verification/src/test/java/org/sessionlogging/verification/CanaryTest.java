package org.sessionlogging.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sessionlogging.domain.json.Json;
import org.sessionlogging.domain.policy.PolicyDocument;
import org.sessionlogging.domain.policy.Statement;
import org.sessionlogging.fakes.LogAccount;
import org.sessionlogging.fakes.iam.FakeRole;
import org.sessionlogging.fakes.iam.IamState;
import org.sessionlogging.fakes.store.AwsError;
import org.sessionlogging.verification.World.Run;

/** Uploads that are begun and aborted, where somebody asks for them. */
class CanaryTest {
  private static final String ROLE = "session-logging/SessionLoggingCanary";

  private final World world = new World();

  @BeforeEach
  void deployTheRole() {
    world
        .accounts
        .keySet()
        .forEach(
            it ->
                world
                    .archive()
                    .sts(World.HERE)
                    .assumable
                    .add("arn:aws:iam::" + it + ":role/" + ROLE));
    world.accounts.values().forEach(it -> putRole(it.iam()));
  }

  /** As examples/canary.yaml makes it: Member's policy, and next to nothing of it is left. */
  private static void putRole(IamState iam) {
    String refusals = "arn:aws:iam::" + World.FIRST + ":policy/NothingButCanaries";
    iam.policy(
        refusals,
        PolicyDocument.of(
                List.of(
                    Statement.deny("RefuseAllElse").actions("s3:Get*", "kms:*").resources("*")))
            .json());
    FakeRole role = iam.role("SessionLoggingCanary");
    role.path = "/session-logging/";
    role.policies.addAll(iam.role("app").policies);
    role.policies.add(refusals);
  }

  private Run run() {
    return world.run("--canary", "/" + ROLE, "--format", "json");
  }

  private static List<String> found(Run run) {
    List<String> found = new ArrayList<>();
    for (JsonNode it : Json.parse(run.out()).orElseThrow().path("findings")) {
      found.add(
          String.join(
              " ",
              it.path("severity").asText(),
              it.path("account").asText(),
              it.path("region").asText(),
              it.path("check").asText()));
    }
    return found;
  }

  private static int proven(Run run) {
    return Json.parse(run.out()).orElseThrow().path("proven").asInt();
  }

  @Test
  void uploadIsBegunAndAbortedInEveryAccountAndRegion() {
    int versions = world.bucket().versions.size();
    int without = proven(world.run("--format", "json"));
    world.journal.forget();

    Run run = run();

    assertThat(found(run)).isEmpty();
    assertThat(run.status()).isZero();
    assertThat(proven(run)).isEqualTo(without + 6);
    assertThat(world.bucket().uploads).isEmpty();
    assertThat(world.bucket().versions).hasSize(versions);
    assertThat(new TreeSet<>(world.journal.writes()))
        .containsExactly("s3 AbortMultipartUpload", "s3 CreateMultipartUpload", "sts AssumeRole");
    assertThat(world.journal.writes().stream().filter("s3 AbortMultipartUpload"::equals))
        .hasSize(6);
  }

  @Test
  void itsRoleIsNoInstances() {
    world.account(World.FIRST).iam().role("app").policies.clear();

    assertThat(found(run()))
        .contains("WARNING " + World.FIRST + " " + World.HERE + " attachment")
        .doesNotContain("FAILURE " + World.FIRST + " " + World.HERE + " role-rights");
  }

  @Test
  void withoutBeingAskedNothingIsBegun() {
    assertThat(world.run().status()).isZero();

    assertThat(world.journal.writes()).containsOnly("sts AssumeRole");
  }

  @Test
  void keyThatS3NamesIsCompared() {
    world.bucket().policy = world.bucket().policy.replace(World.BUCKET_KEY.toString(), "other");

    assertThat(found(run()))
        .contains("FAILURE " + World.FIRST + " " + World.THERE + " upload")
        .doesNotContain("UNPROVEN " + World.FIRST + " " + World.THERE + " upload");
  }

  @Test
  void prefixThatIsNotTheAccountsIsRefused() {
    var document = world.document(World.FIRST, World.HERE);
    document.defaultVersion =
        document.write(
            document.latestText().replace(World.FIRST + "/" + World.HERE, World.SECOND + "/x"));

    assertThat(found(run())).contains("FAILURE " + World.FIRST + " " + World.HERE + " upload");
  }

  @Test
  void roleThatIsNotThereLeavesItUnknown() {
    world
        .archive()
        .sts(World.HERE)
        .assumable
        .remove("arn:aws:iam::" + World.FIRST + ":role/" + ROLE);

    Run run = run();

    assertThat(found(run))
        .containsExactly(
            "UNPROVEN " + World.FIRST + " " + World.HERE + " upload",
            "UNPROVEN " + World.FIRST + " " + World.THERE + " upload");
    assertThat(run.out()).contains("no upload was begun: sts AssumeRole failed");
    assertThat(run.status()).isEqualTo(2);
  }

  /** IAM user guide, "Troubleshoot access denied error messages": which kind of policy it was. */
  @ParameterizedTest
  @CsvSource({
    "because no identity-based policy allows the s3:PutObject action, UNPROVEN",
    "with an explicit deny in a service control policy, FAILURE",
    "with an explicit deny in a resource-based policy, FAILURE",
    "Access Denied, FAILURE"
  })
  void denialIsTheRolesOwnOrThatOfLogs(String words, String severity) {
    world.journal.failAlways("s3 CreateMultipartUpload", AwsError.of(403, "AccessDenied", words));

    assertThat(found(run())).hasSize(6).allMatch(it -> it.startsWith(severity));
    assertThat(world.bucket().uploads).isEmpty();
  }

  @Test
  void whatMayBeLeftIsSaid() {
    world.journal.loseNextAnswer("s3 CreateMultipartUpload");
    assertThat(run().out()).contains("whether an upload was begun is not known", "after 7 days");

    world.journal.failNext("s3 AbortMultipartUpload", AwsError.of(503, "SlowDown", "later"));
    assertThat(run().out()).contains("was begun and not aborted", "after 7 days");
    assertThat(world.bucket().uploads).hasSize(2);
  }

  @Test
  void keyInTheAnswerIsWhatCounts() {
    LogAccount.encrypt(world.bucket(), World.SESSION_KEY.toString());

    assertThat(found(run())).noneMatch(it -> it.endsWith("upload"));
  }
}
