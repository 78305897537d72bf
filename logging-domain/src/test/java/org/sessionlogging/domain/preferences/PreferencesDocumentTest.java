package org.sessionlogging.domain.preferences;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessionlogging.domain.Examples;
import org.sessionlogging.domain.settings.InvalidSettings;
import org.sessionlogging.domain.settings.Preferences;
import org.sessionlogging.domain.settings.RunAsUser;
import org.sessionlogging.domain.settings.SessionSettings;

class PreferencesDocumentTest {
  private static final Preferences DECLARED = Examples.member().preferences();
  private static final Preferences EVERYTHING =
      new Preferences(
          "central-session-logs",
          "222222222222/us-east-1",
          Examples.SESSION_KEY,
          Examples.everything());

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
    assertThat(document.s3BucketName()).contains("central-session-logs");
    assertThat(document.s3KeyPrefix()).contains("222222222222/us-east-1");
    assertThat(document.s3EncryptionEnabled()).contains(false);
    assertThat(document.kmsKeyId()).contains(Examples.SESSION_KEY.toString());
    assertThat(document.cloudWatchLogGroupName()).contains("/sessions");
    assertThat(document.cloudWatchEncryptionEnabled()).contains(true);
    assertThat(document.cloudWatchStreamingEnabled()).contains(true);
    assertThat(document.runAsEnabled()).contains(true);
    assertThat(document.runAsDefaultUser()).contains("ssm-user");
    assertThat(document.idleSessionTimeout()).contains(5);
    assertThat(document.maxSessionDuration()).contains(60);
    assertThat(document.linuxShellProfile()).contains("cd /tmp");
    assertThat(document.windowsShellProfile()).contains("cd C:\\");
  }

  @Test
  void absentEmptyAndStrangeValuesAreNone() {
    PreferencesDocument document =
        PreferencesDocument.parse(
            "{\"inputs\":{\"idleSessionTimeout\":\"soon\",\"runAsEnabled\":\"{{ x }}\"}}");
    assertThat(document.sessionType()).isEmpty();
    assertThat(document.s3BucketName()).isEmpty();
    assertThat(document.idleSessionTimeout()).isEmpty();
    assertThat(document.runAsEnabled()).isEmpty();
    assertThat(document.linuxShellProfile()).isEmpty();
    assertThat(PreferencesDocument.of(DECLARED).maxSessionDuration()).isEmpty();
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
    assertThat(merged.idleSessionTimeout()).contains(5);
    assertThat(merged.linuxShellProfile()).contains("cd /tmp");
    assertThat(merged.sessionType()).contains("Standard_Stream");
  }

  @Test
  void mergeLeavesRunAsUserAloneWhenOnlyTheFlagIsDeclared() {
    PreferencesDocument live = PreferencesDocument.of(EVERYTHING);
    SessionSettings off =
        new SessionSettings(
            true,
            Optional.empty(),
            Optional.of(new RunAsUser(false, Optional.empty())),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    PreferencesDocument merged =
        PreferencesDocument.merge(live, new Preferences("b", "p", Examples.SESSION_KEY, off));
    assertThat(merged.runAsEnabled()).contains(false);
    assertThat(merged.runAsDefaultUser()).contains("ssm-user");
    assertThat(merged.idleSessionTimeout()).contains(5);
    assertThat(live).isEqualTo(PreferencesDocument.of(EVERYTHING));
  }

  @Test
  void documentsForOtherSessionsAreNotMergedInto() {
    PreferencesDocument live = PreferencesDocument.parse("{\"sessionType\":\"Port\"}");
    assertThatExceptionOfType(InvalidSettings.class)
        .isThrownBy(() -> PreferencesDocument.merge(live, DECLARED))
        .withMessageContaining("choose another name");
  }
}
