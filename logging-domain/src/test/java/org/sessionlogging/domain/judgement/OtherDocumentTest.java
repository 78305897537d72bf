package org.sessionlogging.domain.judgement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sessionlogging.domain.Examples;
import org.sessionlogging.domain.preferences.PreferencesDocument;
import org.sessionlogging.domain.settings.MemberLogging;
import org.sessionlogging.domain.settings.PreferenceField;
import org.sessionlogging.domain.settings.Preferences;

/** Session documents beside the preferences. */
class OtherDocumentTest {
  private static final MemberLogging MEMBER = Examples.member();
  private static final String SAYS =
      PreferencesDocument.of(
              MEMBER
                  .preferences(Examples.KEYS)
                  .with(PreferenceField.S3_ENCRYPTION_ENABLED, true)
                  .with(PreferenceField.CLOUD_WATCH_LOG_GROUP_NAME, "teams"))
          .json();

  private static List<Finding> judged(Shown<List<OtherDocument>> documents) {
    return OtherDocument.judged(
        new WantedAccess(
            MEMBER.place(),
            MEMBER.bucketName(),
            Examples.BUCKET_KEY,
            Examples.KEYS.sessionKeyIn(MEMBER.place().region()),
            MEMBER.s3KeyPrefix(),
            Preferences.NONE),
        Optional.empty(),
        documents);
  }

  private static Finding judged(String text) {
    return judged(
            Shown.of(
                Optional.of(
                    List.of(
                        new OtherDocument(
                            "Team", Shown.of(Optional.of(PreferencesDocument.parse(text))))))))
        .get(0);
  }

  @ParameterizedTest
  @CsvSource({"Standard_Stream", "InteractiveCommands", "NonInteractiveCommands"})
  void whatLogsAsThePreferencesDoIsProven(String type) {
    assertThat(judged(SAYS.replace("Standard_Stream", type)).severity()).isEqualTo(Severity.PROVEN);
  }

  @Test
  void tunnelsLogNothing() {
    assertThat(judged(SAYS.replace("Standard_Stream", "Port")))
        .matches(it -> it.severity() == Severity.WARNING)
        .extracting(Finding::cause)
        .isEqualTo("sessions of Team: it opens tunnels, which nothing can log");
  }

  @Test
  void logGroupIsNoArchive() {
    assertThat(judged(SAYS.replace(MEMBER.bucketName(), "")).cause())
        .isEqualTo(
            "sessions of Team: logs go to no bucket; log group teams of the account gets them");
    assertThat(judged(SAYS.replace(MEMBER.bucketName(), "").replace("teams", "")).cause())
        .isEqualTo("sessions of Team: logs go to no bucket");
  }

  @Test
  void encryptionThatIsNotAskedForIsToldWhereNothingElseIs() {
    assertThat(judged("{\"inputs\":{\"s3BucketName\":\"" + MEMBER.bucketName() + "\"}}").cause())
        .endsWith("sessions go on where the bucket does not encrypt");
  }

  @Test
  void noneIsProvenAndWhatDoesNotShowIsUnknown() {
    assertThat(judged(Shown.of(Optional.of(List.of()))))
        .singleElement()
        .matches(it -> it.severity() == Severity.PROVEN);
    assertThat(judged(Shown.<List<OtherDocument>>unknown("no")))
        .singleElement()
        .matches(it -> it.severity() == Severity.UNPROVEN);
    assertThat(
            judged(
                Shown.of(
                    Optional.of(
                        List.of(
                            new OtherDocument("A", Shown.unknown("no")),
                            new OtherDocument("B", Shown.of(Optional.empty())))))))
        .extracting(Finding::severity)
        .containsExactly(Severity.UNPROVEN, Severity.PROVEN);
  }
}
