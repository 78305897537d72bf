package org.sessionlogging.verification;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.sessionlogging.domain.settings.MemberLogging;
import org.sessionlogging.fakes.store.AwsError;
import org.sessionlogging.verification.World.Run;
import picocli.CommandLine.Help.Ansi;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;

class ReportTest {
  private final World world = new World();

  @Test
  void healthyOrganizationIsOneSentence() {
    assertThat(world.run().out())
        .matches(
            """
            3 accounts x 2 Regions: 0 wrong, 0 unknown, 0 warning, [1-9][0-9]* proven
            All that was looked at is as it should be: logs will arrive.
            """);
  }

  @Test
  void worstComesFirstInLinesThatFit() {
    world.bucket().versioning = BucketVersioningStatus.SUSPENDED;
    world.bucket().policy = null;
    world.account(World.FIRST).ssm().documents.clear();
    world.journal.failAlways("iam GetRole", AwsError.of(403, "AccessDenied", "x".repeat(250)));

    Run run = world.run();

    assertThat(run.out().lines()).allMatch(line -> line.length() <= 100);
    assertThat(run.out().lines().filter(it -> it.matches("[A-Z]+ +[0-9]{12}.*")))
        .startsWith(
            "WRONG    111122223333  eu-central-1      bucket",
            "WRONG    111122223333  eu-central-1      preferences")
        .contains("UNKNOWN  444455556666  us-east-1         role-rights")
        .endsWith("WARNING  999988887777  eu-central-1      versioning");
    assertThat(run.out()).contains("Logs will be missing, or are not safe.");
  }

  @Test
  void colorsAreForTerminals() {
    world.account(World.FIRST).ssm().in(World.HERE).remove(MemberLogging.PREFERENCES_DOCUMENT);

    assertThat(world.run(Ansi.OFF).out()).doesNotContain("\u001b");
    assertThat(world.run(Ansi.ON).out()).contains("\u001b[1m\u001b[31mWRONG");
  }

  @Test
  void whatCouldNotBeSeenIsSaid() {
    world.journal.failAlways("ssm GetServiceSetting", AwsError.of(403, "AccessDenied", "no"));

    assertThat(world.run().out()).contains("Nothing wrong was found, and not all was seen.");
  }

  @Test
  void wrongArgumentsAreNoVerdict() {
    assertThat(world.run("--accounts", "1234").status()).isEqualTo(2);
    assertThat(world.run("--accounts", World.FIRST, "--ou", "r-root").status()).isEqualTo(2);
    assertThat(world.run("--format", "yaml").err()).contains("table, json, html");
    assertThat(world.journal.calls()).isEmpty();
  }

  @Test
  void anythingElseIsNoVerdictEither() {
    world.journal.beforeEach(
        () -> {
          throw new IllegalStateException("out of order");
        });

    Run run = world.run();

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("IllegalStateException: out of order");
  }

  @Test
  void helpSaysTheExitStatus() {
    Run help = world.run("--help");

    assertThat(help.status()).isZero();
    assertThat(help.out()).contains("Exit status:", "could not judge");
    assertThat(help.out().lines()).allMatch(line -> line.length() <= 100);
  }
}
