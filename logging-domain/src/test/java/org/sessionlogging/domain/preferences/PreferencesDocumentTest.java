package org.sessionlogging.domain.preferences;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessionlogging.domain.Examples;
import org.sessionlogging.domain.json.Json;
import org.sessionlogging.domain.settings.InvalidSettings;
import org.sessionlogging.domain.settings.PreferenceField;
import org.sessionlogging.domain.settings.Preferences;

class PreferencesDocumentTest {
  private static final Preferences DECLARED = Examples.member().preferences(Examples.KEYS);
  private static final Preferences EVERYTHING =
      Examples.everything()
          .with(PreferenceField.S3_BUCKET_NAME, "central-session-logs")
          .with(PreferenceField.S3_KEY_PREFIX, "222222222222/us-east-1")
          .with(PreferenceField.KMS_KEY_ID, Examples.SESSION_KEY.toString());

  @Test
  void defaultsAreThoseOfTheConsole() {
    assertThat(PreferencesDocument.of(DECLARED))
        .hasToString(
            "{\"schemaVersion\":\"1.0\","
                + "\"description\":\"Document to hold regional settings for Session Manager\","
                + "\"sessionType\":\"Standard_Stream\",\"inputs\":{"
                + "\"s3BucketName\":\"central-session-logs\",\"s3KeyPrefix\":\"222222222222/us-east-1\","
                + "\"s3EncryptionEnabled\":true,\"cloudWatchLogGroupName\":\"\","
                + "\"cloudWatchEncryptionEnabled\":false,\"cloudWatchStreamingEnabled\":false,"
                + "\"kmsKeyId\":\"arn:aws:kms:us-east-1:111111111111:key/mrk-0123456789abcdef0123456789abcdef\","
                + "\"runAsEnabled\":false,\"runAsDefaultUser\":\"\",\"idleSessionTimeout\":\"20\","
                + "\"maxSessionDuration\":\"\",\"shellProfile\":{\"linux\":\"\",\"windows\":\"\"}}}");
  }

  @Test
  void whateverIsDeclaredIsReadBack() {
    PreferencesDocument document =
        PreferencesDocument.parse(PreferencesDocument.of(EVERYTHING).json());
    assertThat(document.sessionType()).contains("Standard_Stream");
    assertThat(document.get(PreferenceField.S3_BUCKET_NAME)).contains("central-session-logs");
    assertThat(document.get(PreferenceField.S3_KEY_PREFIX)).contains("222222222222/us-east-1");
    assertThat(document.get(PreferenceField.S3_ENCRYPTION_ENABLED)).contains(false);
    assertThat(document.get(PreferenceField.KMS_KEY_ID)).contains(Examples.SESSION_KEY.toString());
    assertThat(document.get(PreferenceField.CLOUD_WATCH_LOG_GROUP_NAME)).contains("/sessions");
    assertThat(document.get(PreferenceField.CLOUD_WATCH_ENCRYPTION_ENABLED)).contains(true);
    assertThat(document.get(PreferenceField.CLOUD_WATCH_STREAMING_ENABLED)).contains(true);
    assertThat(document.get(PreferenceField.RUN_AS_ENABLED)).contains(true);
    assertThat(document.get(PreferenceField.RUN_AS_DEFAULT_USER)).contains("ssm-user");
    assertThat(document.get(PreferenceField.IDLE_SESSION_TIMEOUT)).contains(5);
    assertThat(document.get(PreferenceField.MAX_SESSION_DURATION)).contains(60);
    assertThat(document.get(PreferenceField.LINUX_SHELL_PROFILE)).contains("cd /tmp");
    assertThat(document.get(PreferenceField.WINDOWS_SHELL_PROFILE)).contains("cd C:\\");
  }

  @Test
  void absentEmptyAndStrangeValuesAreNone() {
    PreferencesDocument document =
        PreferencesDocument.parse(
            "{\"inputs\":{\"idleSessionTimeout\":\"soon\",\"runAsEnabled\":\"{{ x }}\"}}");
    assertThat(document.sessionType()).isEmpty();
    assertThat(document.get(PreferenceField.S3_BUCKET_NAME)).isEmpty();
    assertThat(document.get(PreferenceField.IDLE_SESSION_TIMEOUT)).isEmpty();
    assertThat(document.get(PreferenceField.RUN_AS_ENABLED)).isEmpty();
    assertThat(document.get(PreferenceField.LINUX_SHELL_PROFILE)).isEmpty();
    assertThat(PreferencesDocument.of(DECLARED).get(PreferenceField.MAX_SESSION_DURATION))
        .isEmpty();
  }

  @Test
  void orderAndWhiteSpaceDoNotCount() {
    PreferencesDocument one =
        PreferencesDocument.parse(
            "{\"a\":1,\"inputs\":{\"x\":[{\"b\":2,\"a\":1}],\"kmsKeyId\":\"\"}}");
    PreferencesDocument other =
        PreferencesDocument.parse(
            " { \"inputs\" : {\"kmsKeyId\":\"\", \"x\":[{\"a\":1, \"b\":2}]}, \"a\": 1 }\n");
    assertThat(one).isEqualTo(other).hasSameHashCodeAs(other).hasToString(other.json());
    assertThat(one.hash()).isEqualTo(other.hash()).matches("[0-9a-f]{64}");
    assertThat(one).isNotEqualTo(PreferencesDocument.parse("{}")).isNotEqualTo("{}");
    assertThat(one.hash()).isNotEqualTo(PreferencesDocument.parse("{}").hash());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "schemaVersion: '1.0'", "[]", "{} x"})
  void whatIsNoObjectIsRefused(String text) {
    assertThatExceptionOfType(InvalidSettings.class)
        .isThrownBy(() -> PreferencesDocument.parse(text))
        .withMessageStartingWith("DocumentName ");
  }

  @Test
  void mergeRepairsWhatGreysOutTheConsole() {
    PreferencesDocument live =
        PreferencesDocument.parse(
            "{\"inputs\":{\"s3EncryptionEnabled\":\"false\",\"runAsEnabled\":\"true\",\"cloudWatchStreamingEnabled\":\"False\","
                + "\"cloudWatchEncryptionEnabled\":\"TRUE\",\"maxSessionDuration\":30}}");
    assertThat(PreferencesDocument.merge(live, DECLARED).json())
        .contains(
            "\"s3EncryptionEnabled\":true",
            "\"runAsEnabled\":true",
            "\"cloudWatchStreamingEnabled\":false")
        .contains(
            "\"cloudWatchEncryptionEnabled\":true",
            "\"maxSessionDuration\":\"30\"",
            "\"idleSessionTimeout\":\"20\"");
  }

  /** What the agent's parser takes: agent/contracts/model.go, SessionInputs; docparser. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "runAsEnabled                | \"\"       | false",
        "cloudWatchEncryptionEnabled | \"yes\"    | true",
        "cloudWatchEncryptionEnabled | \"No\"     | false",
        "runAsEnabled                | \"on\"     | true",
        "runAsEnabled                | \"1\"      | true",
        "runAsEnabled                | \"f\"      | false",
        "runAsEnabled                | 1          | true",
        "runAsEnabled                | \"perhaps\"| false",
        "runAsEnabled                | null       | false",
        "runAsEnabled                | {}         | false",
        "runAsEnabled                | \"{{ x }}\"| \"{{ x }}\"",
        "cloudWatchStreamingEnabled  | \"{{ x }}\"| false",
        "cloudWatchStreamingEnabled  | \"\"       | false",
        "cloudWatchLogGroupName      | 7          | \"7\"",
        "cloudWatchLogGroupName      | null       | \"\"",
        "runAsDefaultUser            | [\"root\"] | \"\"",
        "maxSessionDuration          | {}         | \"\"",
        "maxSessionDuration          | true       | \"\"",
        "maxSessionDuration          | \"\"       | \"\"",
        "maxSessionDuration          | null       | \"\"",
        "idleSessionTimeout          | []         | \"20\"",
        "shellProfile                | \"cd /\"   | {\"linux\":\"\"}",
        "shellProfile                | []         | {\"linux\":\"\"}",
        "shellProfile                | {\"linux\":1} | {\"linux\":\"1\"}",
        "shellProfile                | {\"windows\":\"dir\"} | {\"windows\":\"dir\"}",
      })
  void mergeRepairsWhatTheAgentRefuses(String name, String found, String repaired) {
    PreferencesDocument live =
        PreferencesDocument.parse("{\"inputs\":{\"" + name + "\":" + found + "}}");

    PreferencesDocument merged = PreferencesDocument.merge(live, DECLARED);

    assertThat(Json.parse(merged.json()).orElseThrow().path("inputs").path(name))
        .hasToString(repaired);
  }

  @Test
  void mergeLeavesNoOtherSpellingThatTheAgentWouldTakeForAField() {
    PreferencesDocument live =
        PreferencesDocument.parse(
            "{\"SchemaVersion\":\"2.2\",\"SESSIONTYPE\":\"Standard_Stream\",\"Description\":7,\"Inputs\":{\"S3BucketName\":\"theirs\",\"s3bucketname\":\"theirs\","
                + "\"RunAsEnabled\":true,\"ShellProfile\":{\"Linux\":\"cd /\"},\"newField\":1}}");

    PreferencesDocument merged = PreferencesDocument.merge(live, DECLARED);

    assertThat(merged.json())
        .contains("\"description\":\"7\"")
        .doesNotContain(
            "SchemaVersion",
            "SESSIONTYPE",
            "Description",
            "theirs",
            "Inputs",
            "RunAsEnabled",
            "ShellProfile")
        .contains("\"newField\":1", "\"runAsEnabled\":true", "{\"linux\":\"cd /\"}");
    assertThat(merged.get(PreferenceField.S3_BUCKET_NAME)).contains("central-session-logs");
  }

  @Test
  void mergeAddsNoFieldThatNobodyDeclares() {
    PreferencesDocument merged =
        PreferencesDocument.merge(PreferencesDocument.parse("{}"), DECLARED);

    assertThat(merged.json()).doesNotContain("runAs", "cloudWatch", "shellProfile", "description");
  }

  @Test
  void mergeMakesATextOfADescriptionThatIsNone() {
    PreferencesDocument live = PreferencesDocument.parse("{\"description\":7}");

    assertThat(PreferencesDocument.merge(live, DECLARED).json()).contains("\"description\":\"7\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"inputs\":null}",
        "{\"inputs\":{\"idleSessionTimeout\":\"\"}}",
        "{\"inputs\":{\"shellProfile\":\"x\"}}"
      })
  void mergeMakesPreferencesOfAnything(String live) {
    PreferencesDocument merged =
        PreferencesDocument.merge(PreferencesDocument.parse(live), EVERYTHING);
    assertThat(merged.get(PreferenceField.IDLE_SESSION_TIMEOUT)).contains(5);
    assertThat(merged.get(PreferenceField.LINUX_SHELL_PROFILE)).contains("cd /tmp");
    assertThat(merged.sessionType()).contains("Standard_Stream");
  }

  @Test
  void mergeLeavesRunAsUserAloneWhenOnlyTheFlagIsDeclared() {
    PreferencesDocument live = PreferencesDocument.of(EVERYTHING);
    Preferences off = DECLARED.with(PreferenceField.RUN_AS_ENABLED, false);
    PreferencesDocument merged = PreferencesDocument.merge(live, off);
    assertThat(merged.get(PreferenceField.RUN_AS_ENABLED)).contains(false);
    assertThat(merged.get(PreferenceField.RUN_AS_DEFAULT_USER)).contains("ssm-user");
    assertThat(merged.get(PreferenceField.IDLE_SESSION_TIMEOUT)).contains(5);
    assertThat(live).isEqualTo(PreferencesDocument.of(EVERYTHING));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sessionType", "SessionType"})
  void documentsForOtherSessionsAreNotMergedInto(String key) {
    PreferencesDocument live = PreferencesDocument.parse("{\"" + key + "\":\"Port\"}");
    assertThatExceptionOfType(InvalidSettings.class)
        .isThrownBy(() -> PreferencesDocument.merge(live, DECLARED))
        .withMessageContaining("choose another name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"a\":1}", "{\"a\":1,\"inputs\":{}}", "{\"inputs\":\"x\"}"})
  void theSameIsSaidInOtherTextsHoweverLittleItIs(String json) {
    PreferencesDocument document = PreferencesDocument.parse(json);
    assertThat(document.otherText(3)).isNotEqualTo(document.json());
    assertThat(PreferencesDocument.parse(document.otherText(3))).isEqualTo(document);
  }

  @Test
  void otherTextsDifferWithoutTheirWhiteSpaceToo() {
    PreferencesDocument document = PreferencesDocument.of(EVERYTHING);
    assertThat(IntStream.range(0, 30).mapToObj(document::otherText).map(it -> it.replace(" ", "")))
        .doesNotHaveDuplicates()
        .doesNotContain(document.json().replace(" ", ""))
        .allMatch(
            it ->
                PreferencesDocument.parse(it)
                    .json()
                    .replace(" ", "")
                    .equals(document.json().replace(" ", "")));
  }
}
