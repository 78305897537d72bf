package org.sessionlogging.domain.judgement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.sessionlogging.domain.Examples;
import org.sessionlogging.domain.judgement.SimulatedRight.Decision;
import org.sessionlogging.domain.policy.MemberPolicy;
import org.sessionlogging.domain.preferences.PreferencesDocument;
import org.sessionlogging.domain.settings.KeyArn;
import org.sessionlogging.domain.settings.MemberKeys;
import org.sessionlogging.domain.settings.MemberLogging;
import org.sessionlogging.domain.settings.PreferenceField;
import org.sessionlogging.domain.settings.Wildcards;

/** Each fact, and what it means. */
class JudgementTest {
  private static final MemberLogging MEMBER = Examples.member();
  private static final WantedAccess WANTED = wanted(MEMBER);
  private static final PreferencesDocument SAYS =
      PreferencesDocument.of(MEMBER.preferences(Examples.KEYS));
  private static final BucketFacts BUCKET =
      new BucketFacts(
          Answer.YES, Optional.of("aws:kms"), Optional.of(Examples.BUCKET_KEY.toString()));
  private static final Answer NO = answer(Answer.Kind.DENIED_BY_RESOURCE);

  private static WantedAccess wanted(MemberLogging member) {
    return new WantedAccess(
        member.place(),
        member.bucketName(),
        Examples.BUCKET_KEY,
        Examples.KEYS.sessionKeyIn(member.place().region()),
        member.s3KeyPrefix(),
        member.preferences(Examples.KEYS));
  }

  private static Answer answer(Answer.Kind kind) {
    return kind == Answer.Kind.YES ? Answer.YES : new Answer(kind, "aws Asked failed: " + kind);
  }

  private static MemberFacts facts(BucketFacts bucket, Answer key, Answer use, Answer session) {
    return facts(bucket, key, use, session, Optional.of(SAYS), List.of());
  }

  private static MemberFacts facts(
      BucketFacts bucket,
      Answer key,
      Answer use,
      Answer session,
      Optional<PreferencesDocument> shown,
      List<RoleFacts> roles) {
    return new MemberFacts(bucket, key, use, session, session, Optional.of(SAYS), shown, roles);
  }

  private static Finding only(Check check, List<Finding> findings) {
    List<Finding> some = findings.stream().filter(it -> it.check() == check).toList();
    assertThat(some).hasSize(1);
    return some.get(0);
  }

  private static Finding role(RoleFacts role) {
    return only(
        Check.ROLE_RIGHTS,
        Judgement.of(
            WANTED, facts(BUCKET, Answer.YES, NO, Answer.YES, Optional.of(SAYS), List.of(role))));
  }

  private static RoleFacts with(Decision decision, String... missingKeys) {
    return with(new SimulatedRight(right(0), decision, Arrays.asList(missingKeys)));
  }

  private static RoleFacts with(SimulatedRight... rights) {
    return new RoleFacts("app", true, Arrays.asList(rights), "");
  }

  private static NeededRight right(int number) {
    return NeededRight.of(WANTED).get(number);
  }

  @Test
  void everythingInOrderIsProvenInTheOrderOfTheChecks() {
    List<Finding> findings =
        Judgement.of(
            WANTED,
            facts(
                BUCKET,
                Answer.YES,
                NO,
                Answer.YES,
                Optional.of(SAYS),
                List.of(with(Decision.ALLOWED))));

    assertThat(findings)
        .extracting(Finding::check)
        .containsExactlyElementsOf(EnumSet.range(Check.BUCKET, Check.LAST_OF_A_PROOF));
    assertThat(findings)
        .filteredOn(it -> it.severity() != Severity.PROVEN)
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.check()).isEqualTo(Check.BUCKET_REGION);
              assertThat(it.severity()).isEqualTo(Severity.WARNING);
              assertThat(it.fails()).isFalse();
            });
  }

  @Test
  void bucketInTheOwnRegionIsNoWarning() {
    WantedAccess near =
        new WantedAccess(
            Examples.LOG_ACCOUNT,
            MEMBER.bucketName(),
            Examples.BUCKET_KEY,
            Optional.empty(),
            MEMBER.s3KeyPrefix(),
            MEMBER.preferences(Examples.KEYS));

    List<Finding> findings = Judgement.of(near, facts(BUCKET, Answer.YES, NO, NO));

    assertThat(findings).allMatch(it -> it.severity() == Severity.PROVEN);
    assertThat(findings)
        .extracting(Finding::check)
        .doesNotContain(Check.SESSION_ENCRYPTION, Check.SESSION_DECRYPTION);
  }

  @ParameterizedTest
  @CsvSource({
    "DENIED, FAILURE, DENIED",
    "DENIED_BY_RESOURCE, FAILURE, DENIED",
    "ABSENT, FAILURE, NOT_SHOWN",
    "NOT_READY, FAILURE, NOT_SHOWN",
    "GOING, FAILURE, LASTING",
    "UNKNOWN, UNPROVEN, NONE"
  })
  void keyThatIsNotUsable(Answer.Kind kind, Severity severity, Reason reason) {
    List<Finding> findings = Judgement.of(WANTED, facts(BUCKET, answer(kind), NO, answer(kind)));

    for (Check check :
        List.of(Check.BUCKET_KEY, Check.SESSION_ENCRYPTION, Check.SESSION_DECRYPTION)) {
      Finding finding = only(check, findings);
      assertThat(finding.severity()).isEqualTo(severity);
      assertThat(finding.reason()).isEqualTo(reason);
      assertThat(finding.message()).startsWith(check + ": aws Asked failed: " + kind);
      assertThat(finding.reason().mayPass())
          .isEqualTo(reason == Reason.DENIED || reason == Reason.NOT_SHOWN);
    }
  }

  @Test
  void replicaComesFirstInWhatIsSaidOfADenialOfAMultiRegionKeyAlone() {
    List<Finding> findings = Judgement.of(WANTED, facts(BUCKET, NO, NO, NO));

    assertThat(only(Check.SESSION_DECRYPTION, findings).remedy())
        .startsWith("There may be no replica of the key in us-east-1");
    assertThat(only(Check.BUCKET_KEY, findings).remedy()).startsWith("Allow the action");
  }

  @ParameterizedTest
  @EnumSource(Answer.Kind.class)
  void bucketThatDoesNotAnswer(Answer.Kind kind) {
    BucketFacts bucket = kind == Answer.Kind.YES ? BUCKET : BucketFacts.of(answer(kind));

    List<Finding> findings = Judgement.of(WANTED, facts(bucket, Answer.YES, NO, Answer.YES));

    assertThat(only(Check.BUCKET, findings).severity())
        .isEqualTo(
            switch (kind) {
              case YES -> Severity.PROVEN;
              case UNKNOWN -> Severity.UNPROVEN;
              default -> Severity.FAILURE;
            });
    assertThat(findings.stream().anyMatch(it -> it.check() == Check.BUCKET_ENCRYPTION))
        .isEqualTo(kind == Answer.Kind.YES);
  }

  @ParameterizedTest
  @CsvSource({"AES256,", "aws:kms:dsse, the key", "aws:kms, another", "aws:kms,", ","})
  void encryptionByAnythingButTheKeyFails(String algorithm, String key) {
    BucketFacts bucket =
        new BucketFacts(
            Answer.YES,
            Optional.ofNullable(algorithm),
            Optional.ofNullable(key)
                .map(it -> it.equals("the key") ? Examples.BUCKET_KEY.toString() : it));

    Finding finding =
        only(
            Check.BUCKET_ENCRYPTION,
            Judgement.of(WANTED, facts(bucket, Answer.YES, NO, Answer.YES)));

    assertThat(finding.fails()).isTrue();
    assertThat(finding.message()).contains("BucketKeyArn", "Central");
  }

  @Test
  void directUseIsAHoleInAnotherAccountsKeyAndAWarningInTheOwn() {
    assertThat(use(WANTED, Answer.YES).severity()).isEqualTo(Severity.FAILURE);
    assertThat(use(WANTED, NO).severity()).isEqualTo(Severity.PROVEN);
    for (Answer.Kind kind : List.of(Answer.Kind.UNKNOWN, Answer.Kind.DENIED, Answer.Kind.GOING)) {
      assertThat(use(WANTED, answer(kind)).severity()).isEqualTo(Severity.UNPROVEN);
    }
    KeyArn own = new KeyArn("aws", "eu-west-1", MEMBER.place().account(), "key");
    WantedAccess ofOwnKey =
        new WantedAccess(
            MEMBER.place(),
            MEMBER.bucketName(),
            own,
            Optional.empty(),
            MEMBER.s3KeyPrefix(),
            MEMBER.preferences(Examples.KEYS));
    assertThat(use(ofOwnKey, Answer.YES).severity()).isEqualTo(Severity.WARNING);
  }

  private static Finding use(WantedAccess wanted, Answer use) {
    return only(
        Check.BUCKET_KEY_USE, Judgement.of(wanted, facts(BUCKET, Answer.YES, use, Answer.YES)));
  }

  @Test
  void versionThatSaysSomethingElseIsNamedWithItsFields() {
    PreferencesDocument other =
        PreferencesDocument.of(
            MEMBER.preferences(Examples.KEYS).with(PreferenceField.S3_BUCKET_NAME, "elsewhere"));

    Finding differs = preferences(Optional.of(other));
    assertThat(differs.fails()).isTrue();
    assertThat(differs.cause()).isEqualTo("the default version differs in inputs/s3BucketName");
    assertThat(preferences(Optional.empty()).cause())
        .startsWith("the default version differs in inputs/s3BucketName, inputs/s3KeyPrefix");
  }

  @Test
  void sessionsWithoutAKeyHaveNothingThatDiffers() {
    MemberKeys none = new MemberKeys(Examples.BUCKET_KEY, Optional.empty());
    WantedAccess wanted =
        new WantedAccess(
            MEMBER.place(),
            MEMBER.bucketName(),
            Examples.BUCKET_KEY,
            Optional.empty(),
            MEMBER.s3KeyPrefix(),
            MEMBER.preferences(none));
    Optional<PreferencesDocument> says =
        Optional.of(PreferencesDocument.of(MEMBER.preferences(none)));

    List<Finding> findings =
        Judgement.of(
            wanted, new MemberFacts(BUCKET, Answer.YES, NO, NO, NO, says, says, List.of()));

    assertThat(only(Check.PREFERENCES, findings).severity()).isEqualTo(Severity.PROVEN);
  }

  private static Finding preferences(Optional<PreferencesDocument> shown) {
    return only(
        Check.PREFERENCES,
        Judgement.of(WANTED, facts(BUCKET, Answer.YES, NO, Answer.YES, shown, List.of())));
  }

  @ParameterizedTest
  @CsvSource({
    "NOT_ALLOWED, is not allowed by any of its policies",
    "DENIED, is denied by a policy of the role",
    "OUTSIDE_BOUNDARY, is outside of its permissions boundary",
    "DENIED_BY_ORGANIZATION, is denied by a service control policy"
  })
  void roleThatMayNotFails(Decision decision, String said) {
    Finding finding = role(with(decision));

    assertThat(finding.fails()).isTrue();
    assertThat(finding.message())
        .startsWith("role-rights: s3:GetEncryptionConfiguration of role app on arn:aws:s3:::")
        .contains(said);
    assertThat(role(with(decision, "aws:SourceVpc")).severity()).isEqualTo(Severity.UNPROVEN);
  }

  @Test
  void whatIsAllowedWithoutKeysThatACallMayHaveIsUnproven() {
    assertThat(role(with(Decision.ALLOWED, "aws:SourceIp")).message())
        .startsWith("role-rights: s3:GetEncryptionConfiguration of role app")
        .contains("depends on aws:SourceIp");
    assertThat(role(with(Decision.ALLOWED, "aws:SourceIp")).severity())
        .isEqualTo(Severity.UNPROVEN);
  }

  /** Only a call that S3 makes has that key, and then the question has it, too. */
  @Test
  void keyThatNoSuchCallHasIsNotMissed() {
    assertThat(NeededRight.of(WANTED))
        .allSatisfy(
            right -> {
              SimulatedRight allowed =
                  new SimulatedRight(right, Decision.ALLOWED, List.of("kms:viaservice"));
              assertThat(role(with(allowed)).severity())
                  .isEqualTo(
                      right.context().containsKey("kms:ViaService")
                          ? Severity.UNPROVEN
                          : Severity.PROVEN);
            });
    assertThat(role(with(Decision.DENIED, "kms:ViaService")).fails()).isTrue();
  }

  @Test
  void aRightThatLacksComesBeforeOneThatIsUnknown() {
    SimulatedRight unknown = new SimulatedRight(right(0), Decision.DENIED, List.of("aws:SourceIp"));
    SimulatedRight lacks = new SimulatedRight(right(1), Decision.OUTSIDE_BOUNDARY, List.of());

    assertThat(role(with(unknown, lacks)).message())
        .startsWith("role-rights: s3:PutObject of role app")
        .contains("is outside of its permissions boundary");
  }

  @Test
  void roleThatCouldNotBeLookedAtIsUnproven() {
    Finding finding = role(new RoleFacts("app", true, List.of(), "iam GetRole failed: No"));

    assertThat(finding.severity()).isEqualTo(Severity.UNPROVEN);
    assertThat(finding.message()).contains("iam GetRole failed: No");
  }

  @Test
  void roleWithoutThePolicyFails() {
    RoleFacts role = new RoleFacts("app", false, List.of(), "");

    assertThat(
            only(
                    Check.ATTACHMENT,
                    Judgement.of(
                        WANTED,
                        facts(
                            BUCKET, Answer.YES, NO, Answer.YES, Optional.of(SAYS), List.of(role))))
                .message())
        .startsWith("attachment: role app does not have the policy. ");
  }

  /** What is asked of a role is what its policy says: a new statement needs a new question. */
  @Test
  void eachStatementOfThePolicyIsAskedAbout() {
    MemberLogging streaming =
        Examples.member(
            Optional.empty(),
            MEMBER.keyPrefix(),
            MEMBER.accountPrefix(),
            MEMBER.sessions().with(PreferenceField.CLOUD_WATCH_LOG_GROUP_NAME, "/sessions"));
    Map<String, Long> asked = new TreeMap<>();
    MemberPolicy.of(streaming, Examples.KEYS)
        .statements()
        .forEach(
            statement ->
                asked.put(
                    statement.sid().orElseThrow(),
                    NeededRight.of(wanted(streaming)).stream()
                        .filter(it -> Wildcards.anyMatches(statement.actions(), it.action(), true))
                        .filter(
                            it -> Wildcards.anyMatches(statement.resources(), it.resource(), false))
                        .count()));

    assertThat(asked)
        .hasSize(6)
        .allSatisfy((sid, questions) -> assertThat(questions).as(sid).isPositive());
    assertThat(NeededRight.of(WANTED)).hasSize(4);
  }
}
