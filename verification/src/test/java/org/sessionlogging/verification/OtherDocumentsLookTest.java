package org.sessionlogging.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessionlogging.fakes.store.AwsError;
import org.sessionlogging.verification.World.Run;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Session documents beside the preferences: whoever names one may escape the log. */
class OtherDocumentsLookTest {
  private static final String FOUND =
      "WARNING " + World.FIRST + " " + World.THERE + " session-documents";

  private final World world = new World();

  private Run run() {
    return world.run("--format", "json");
  }

  /** The preferences with a word exchanged, as another document. */
  private void add(String name, String from, String to) {
    String text = world.document(World.FIRST, World.THERE).latestText();
    assertThat(text).contains(from);
    world.account(World.FIRST).ssm().add(World.THERE, name, text.replace(from, to));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Standard_Stream", "InteractiveCommands", "NonInteractiveCommands"})
  void documentThatLogsAsThePreferencesDoIsFine(String type) {
    for (String name : List.of("A", "B", "C")) {
      add(name, "Standard_Stream", type);
    }

    assertThat(run().found()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Standard_Stream | Port | it opens tunnels",
        "\"s3BucketName\":\"central-logs\" | \"s3BucketName\":\"\" | logs go to no bucket",
        "\"s3BucketName\":\"central-logs\" | \"s3BucketName\":\"{{bucket}}\" | logs go to bucket {{bucket}}",
        "111122223333/us-east-1 | 444455556666 | the bucket's policy lets the account write nothing below",
        "kms:us-east-1 | kms:eu-central-1 | sessions are encrypted by",
        "\"s3EncryptionEnabled\":true | \"s3EncryptionEnabled\":false | go on where the bucket does not encrypt"
      })
  void documentThatDoesNotLogSoIsFound(String from, String to, String cause) {
    add("Escape", from, to);

    Run run = run();

    assertThat(run.found()).containsExactly(FOUND);
    assertThat(run.out()).contains("sessions of Escape: ").contains(cause);
    assertThat(run.status()).isZero();
  }

  @Test
  void commandsWithoutPreferencesOfTheirOwnAreFound() {
    world
        .account(World.FIRST)
        .ssm()
        .add(
            World.THERE,
            "Commands",
            "{\"schemaVersion\":\"1.0\",\"sessionType\":\"InteractiveCommands\",\"properties\":{}}");

    Run run = run();

    assertThat(run.found()).containsExactly(FOUND);
    assertThat(run.out()).contains("logs go to no bucket");
  }

  @Test
  void logGroupIsNamedWhereTheArchiveGetsNothing() {
    String text = world.document(World.FIRST, World.THERE).latestText();
    world
        .account(World.FIRST)
        .ssm()
        .add(
            World.THERE,
            "Streamed",
            text.replace("\"s3BucketName\":\"central-logs\"", "\"s3BucketName\":\"\"")
                .replace(
                    "\"cloudWatchLogGroupName\":\"\"", "\"cloudWatchLogGroupName\":\"teams\""));

    Run run = run();

    assertThat(run.found()).containsExactly(FOUND);
    assertThat(run.out()).contains("log group teams of the account gets them");
  }

  @Test
  void documentsThatStartNoSessionsAreNoMatter() {
    add("Command", "central-logs", "");
    world.account(World.FIRST).ssm().in(World.THERE).get("Command").type = "Command";

    assertThat(run().found()).isEmpty();
  }

  @Test
  void whatIsNoJsonIsUnknown() {
    world.account(World.FIRST).ssm().add(World.THERE, "Broken", "- yaml");

    assertThat(run().found()).containsExactly(FOUND.replace("WARNING", "UNPROVEN"));
  }

  @Test
  void listThatDoesNotShowIsUnknown() {
    for (var fault :
        List.of(
            AwsError.of(403, "AccessDeniedException", "not authorized"),
            AwsError.of(400, "ThrottlingException", "Rate exceeded"),
            SdkClientException.create("Connection reset"))) {
      world.journal.failAlways("ssm ListDocuments", fault);

      Run run = run();

      assertThat(run.found())
          .hasSize(6)
          .allMatch(it -> it.startsWith("UNPROVEN") && it.endsWith(" session-documents"));
      assertThat(run.status()).isEqualTo(2);
    }
  }
}
