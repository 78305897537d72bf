package org.sessionlogging.domain.judgement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sessionlogging.domain.Examples;
import org.sessionlogging.domain.policy.BucketPolicy;
import org.sessionlogging.domain.preferences.PreferencesDocument;
import org.sessionlogging.domain.settings.AccountPrefix;
import org.sessionlogging.domain.settings.MemberLogging;
import org.sessionlogging.domain.settings.PreferenceField;
import org.sessionlogging.domain.settings.Preferences;

class SessionJudgementTest {
  private static final MemberLogging MEMBER = Examples.member();
  private static final Preferences DECLARED =
      MEMBER.preferences(Examples.KEYS).with(PreferenceField.S3_ENCRYPTION_ENABLED, true);
  private static final PreferencesDocument SAYS = PreferencesDocument.of(DECLARED);
  private static final WantedAccess WANTED =
      new WantedAccess(
          MEMBER.place(),
          MEMBER.bucketName(),
          Examples.BUCKET_KEY,
          Examples.KEYS.sessionKeyIn(MEMBER.place().region()),
          MEMBER.s3KeyPrefix(),
          Preferences.NONE);

  private static BucketPolicy.Scope writers(AccountPrefix prefix, String logPrefix) {
    return new BucketPolicy.Scope(
        Optional.empty(),
        new TreeSet<>(),
        prefix,
        Optional.ofNullable(logPrefix).filter(it -> !it.isEmpty()));
  }

  private static List<Finding> preferences(
      Shown<PreferencesDocument> latest,
      Shown<PreferencesDocument> shown,
      Optional<BucketPolicy.Scope> writers) {
    return SessionJudgement.of(
            WANTED,
            new SessionFacts(
                BucketFacts.of(Answer.YES),
                Answer.YES,
                Answer.YES,
                latest,
                shown,
                writers,
                Shown.of(Optional.of(List.of(new RoleFacts("app", true, List.of(), "")))),
                Shown.of(Optional.of(true))))
        .stream()
        .filter(it -> it.check() == Check.PREFERENCES)
        .toList();
  }

  private static List<Finding> preferences(PreferencesDocument document) {
    Shown<PreferencesDocument> both = Shown.of(Optional.of(document));
    return preferences(both, both, Optional.empty());
  }

  @Test
  void everythingInOrderIsProven() {
    assertThat(preferences(SAYS)).singleElement().matches(it -> it.severity() == Severity.PROVEN);
  }

  @ParameterizedTest
  @CsvSource({
    "ENFORCED, '', 111122223333, true",
    "ENFORCED, '', 111122223333/eu-west-1, true",
    "ENFORCED, '', 1111222233334, false",
    "ENFORCED, '', '', false",
    "ENFORCED, logs, 111122223333, false",
    "ENFORCED, logs, logs/111122223333/x, true",
    "OPTIONAL, '', '', true",
    "OPTIONAL, logs, teams, false",
    "OPTIONAL, logs, logs, true"
  })
  void prefixIsWhereTheBucketsPolicyLetsTheAccount(
      AccountPrefix accountPrefix, String logPrefix, String prefix, boolean fine) {
    String account = MEMBER.place().account();
    PreferencesDocument document =
        PreferencesDocument.of(
            DECLARED.with(PreferenceField.S3_KEY_PREFIX, prefix.replace("111122223333", account)));
    Shown<PreferencesDocument> both = Shown.of(Optional.of(document));

    List<Finding> findings =
        preferences(both, both, Optional.of(writers(accountPrefix, logPrefix)));

    assertThat(findings.stream().noneMatch(Finding::fails)).isEqualTo(fine);
  }

  @Test
  void eitherVersionThatIsNotShownIsUnknown() {
    Shown<PreferencesDocument> known = Shown.of(Optional.of(SAYS));
    Shown<PreferencesDocument> unknown = Shown.unknown("ssm GetDocument failed: no");

    for (List<Finding> findings :
        List.of(
            preferences(known, unknown, Optional.empty()),
            preferences(unknown, known, Optional.empty()))) {
      assertThat(findings)
          .singleElement()
          .matches(it -> it.severity() == Severity.UNPROVEN)
          .extracting(Finding::cause)
          .isEqualTo("ssm GetDocument failed: no");
    }
  }

  @Test
  void documentOfAnotherTypeOrFormIsNotTaken() {
    PreferencesDocument port =
        PreferencesDocument.parse(SAYS.json().replace("Standard_Stream", "Port"));
    PreferencesDocument form =
        PreferencesDocument.parse(
            SAYS.json().replace("\"schemaVersion\":\"1.0\"", "\"schemaVersion\":1"));

    assertThat(preferences(port).get(0).cause()).endsWith("does not take its type");
    assertThat(preferences(form).get(0).cause()).endsWith("does not take its form");
  }

  @Test
  void noKeyIsAWarningAndAnotherKeyIsWrong() {
    assertThat(preferences(PreferencesDocument.of(DECLARED.with(PreferenceField.KMS_KEY_ID, ""))))
        .singleElement()
        .matches(it -> it.severity() == Severity.WARNING);
    assertThat(
            preferences(
                PreferencesDocument.of(DECLARED.with(PreferenceField.KMS_KEY_ID, "alias/mine"))))
        .singleElement()
        .matches(Finding::fails);
  }
}
