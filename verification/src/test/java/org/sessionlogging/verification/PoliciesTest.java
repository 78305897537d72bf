package org.sessionlogging.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sessionlogging.verification.World.Run;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/**
 * `session-logging policies`. That its documents are those that the types write is a test of the
 * emulated organization (test_policies_page.py).
 */
class PoliciesTest {
  @TempDir private Path folder;

  private Run run(String input) throws IOException {
    Path file = folder.resolve("input.yaml");
    Files.writeString(file, input);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        SessionLogging.command(null, Ansi.OFF)
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    int status = command.execute("policies", file.toString(), "--to", folder + "/made");
    return new Run(status, out.toString(), err.toString());
  }

  private SortedSet<String> made() throws IOException {
    Path made = folder.resolve("made");
    try (Stream<Path> files = Files.walk(made)) {
      return files
          .filter(Files::isRegularFile)
          .map(it -> made.relativize(it).toString().replace('\\', '/'))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private String text(String file) throws IOException {
    return Files.readString(folder.resolve("made").resolve(file));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|bucket-key bucket member session-key",
        "{}|bucket-key bucket member session-key",
        "{KeyMode: ONE_KEY, ReplicaRegions: [eu-west-1]}|bucket-key bucket member replica-key",
        "{ExistingBucketKeyArn: 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab'}|bucket member session-key",
        "{\"Central\": {\"ReplicaRegions\": [\"eu-west-1\"]}}|bucket-key bucket member replica-key session-key"
      })
  void eachInputHasItsDocuments(String input, String documents) throws IOException {
    Run run = run(input);

    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    SortedSet<String> expected =
        Stream.concat(
                Stream.of(documents.split(" ", -1)),
                Stream.of("guardrails/archive", "guardrails/deployment", "guardrails/sessions"))
            .map(it -> it + ".json")
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(made()).isEqualTo(expected);
    assertThat(run.out().lines()).hasSameSizeAs(expected);
  }

  @Test
  void placeKeysAndNamesStandWhereTheyBelong() throws IOException {
    run(
        """
        Place: {Region: eu-central-1, OrganizationId: o-acme123456, LogAccount: "210987654321", MemberAccount: "123450000000"}
        Central: {LogPrefix: sessions, BucketName: acme-logs}
        Member: {SessionKeyArn: NONE, CloudWatch: {LogGroupName: /sessions}}
        Guardrails: {BreakGlassArns: ["arn:aws:iam::*:role/emergency"]}
        """);

    assertThat(text("bucket.json"))
        .contains(
            "arn:aws:s3:::acme-logs/sessions/${aws:PrincipalAccount}/*",
            "o-acme123456",
            "arn:aws:kms:eu-central-1:210987654321:key/1111aaaa-1111-aaaa-1111-aaaa1111aaaa");
    assertThat(text("member.json"))
        .contains("arn:aws:s3:::acme-logs/sessions/123450000000/*", ":log-group:/sessions")
        .doesNotContain("mrk-");
    assertThat(text("guardrails/archive.json"))
        .contains("mrk-2222bbbb2222bbbb2222bbbb2222bbbb", "role/emergency");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[a]|The input is no mapping",
        "{|The input is neither JSON nor YAML",
        "Resources: {}|The input is a template",
        "{Central: {}, Bucket: {}}|Bucket is no property: there are Central, Guardrails, Member, Place.",
        "KeyModus: ONE_KEY|Central.KeyModus is no property: there are AccessLog, ",
        "KeyMode: THREE|Central.KeyMode is THREE: give one of ONE_KEY, TWO_KEYS.",
        "BucketName:|Central.BucketName is null: leave it out",
        "JustInTimeAccess: 'yes'|Central.JustInTimeAccess is \"yes\": give true or false.",
        "ReplicaRegions: eu-west-1|Central.ReplicaRegions is \"eu-west-1\": give a list.",
        "{ReplicaRegions: [us-east-1], RetiredRegions: [us-east-1]}|RetiredRegions contains us-east-1",
        "OnExistingBucket: ADOPT|Central.OnExistingBucket is ADOPT",
        "Central: TWO_KEYS|Central is \"TWO_KEYS\": give properties with their values.",
        "Place: {LogAccount: 111122223333}|Place.LogAccount is 111122223333: give a text, in quotes.",
        "Place: {LogAccount: '12'}|Place.LogAccount is 12: give an account's id: 12 digits.",
        "Place: {Region: Frankfurt}|Place.Region is Frankfurt: give a Region's name",
        "Guardrails: {StackName: 7}|Guardrails.StackName is 7",
        "Member: {KeyPrefix: elsewhere}|KeyPrefix is not below the own account id"
      })
  void whatIsWrongIsNamedAndNothingIsWritten(String input, String sentence) throws IOException {
    Run run = run(input);

    assertThat(run.err()).contains(sentence).hasLineCount(1);
    assertThat(run.status()).isEqualTo(2);
    assertThat(folder.resolve("made")).doesNotExist();
  }

  @Test
  void inputThatIsNotThereIsNamed() {
    StringWriter err = new StringWriter();
    int status =
        SessionLogging.command(null, Ansi.OFF)
            .setErr(new PrintWriter(err, true))
            .execute("policies", folder + "/none.yaml");

    assertThat(status).isEqualTo(2);
    assertThat(err.toString()).contains("none.yaml");
  }
}
