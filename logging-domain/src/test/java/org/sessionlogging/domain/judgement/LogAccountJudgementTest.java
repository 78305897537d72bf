package org.sessionlogging.domain.judgement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.domain.judgement.FoundLogAccount.shown;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sessionlogging.domain.Examples;
import org.sessionlogging.domain.judgement.LogAccountFacts.KeyFacts;
import org.sessionlogging.domain.judgement.LogBucketFacts.Encryption;
import org.sessionlogging.domain.judgement.LogBucketFacts.Marks;
import org.sessionlogging.domain.policy.BucketPolicy;
import org.sessionlogging.domain.policy.UploadEncryption;
import org.sessionlogging.domain.settings.KeyArn;
import org.sessionlogging.domain.settings.KeyPurpose;

class LogAccountJudgementTest {
  private final FoundLogAccount found = new FoundLogAccount();

  @Test
  void everythingInOrderIsProven() {
    assertThat(found.told()).isEmpty();
    assertThat(LogAccountJudgement.of(found.facts()))
        .extracting(Finding::check)
        .contains(
            Check.BUCKET_ENCRYPTION,
            Check.PUBLIC_ACCESS,
            Check.OWNERSHIP,
            Check.VERSIONING,
            Check.OBJECT_LOCK,
            Check.LIFECYCLE,
            Check.REPLICATION,
            Check.ACCESS_LOG,
            Check.BUCKET_POLICY,
            Check.KEY_POLICY,
            Check.BUCKET_KEY,
            Check.KEY_ROTATION,
            Check.SESSION_KEY);
  }

  @ParameterizedTest
  @CsvSource({
    "AES256, '', false, true, encrypted by AES256",
    "aws:kms, alias/mine, false, true, encrypted by aws:kms with alias/mine",
    "aws:kms:dsse, KEY, false, true, encrypted by aws:kms:dsse with arn",
    "aws:kms, KEY, true, true, S3 Bucket Keys are on",
    "aws:kms, KEY, false, false, SSE-C"
  })
  void encryptionIsTheKeysArnAndNothingElse(
      String algorithm, String key, boolean bucketKeys, boolean blocked, String cause) {
    String named = key.equals("KEY") ? Examples.BUCKET_KEY.toString() : key;
    found.encryption =
        shown(
            new Encryption(
                algorithm, Optional.of(named).filter(it -> !it.isEmpty()), bucketKeys, blocked));

    assertThat(found.only(Severity.FAILURE, Check.BUCKET_ENCRYPTION).cause()).contains(cause);
  }

  @Test
  void keyThatNobodyKnowsIsNoKeysArn() {
    found.encryption = shown(new Encryption("aws:kms", Optional.of("1234"), false, true));
    found.keys.put(KeyPurpose.BUCKET, Shown.of(Optional.empty()));

    assertThat(found.told())
        .filteredOn(it -> it.severity() == Severity.FAILURE)
        .extracting(Finding::cause)
        .anyMatch(it -> it.endsWith(", which is not a key's ARN"))
        .anyMatch(it -> it.startsWith("no key bears alias/session-logging/"));
    assertThat(found.told())
        .anyMatch(it -> it.check() == Check.BUCKET_POLICY && it.severity() == Severity.UNPROVEN);
  }

  @Test
  void missingReplicaNamesReplicaRegions() {
    KeyFacts there = found.replicas.get("us-east-1");
    Answer absent = new Answer(Answer.Kind.ABSENT, "kms DescribeKey failed: absent");
    found.replicas.put("us-east-1", with(there, absent));
    assertThat(found.only(Severity.FAILURE, Check.SESSION_KEY).remedy())
        .isEqualTo("Sessions in us-east-1 are refused: add it to ReplicaRegions of Central.");

    Answer unknown = new Answer(Answer.Kind.UNKNOWN, "kms DescribeKey failed: no");
    found.replicas.put("us-east-1", with(there, unknown));
    found.only(Severity.UNPROVEN, Check.SESSION_KEY);
  }

  private static KeyFacts with(KeyFacts key, Answer state) {
    return new KeyFacts(key.arn(), state, key.rotates(), key.ours(), key.policy());
  }

  /** Whoever is not deployed yet loses no log while the bucket says what it said (ADR 0020). */
  @Test
  void bucketThatGoesOnWithWhatWasFoundIsAWarning() {
    String former = Examples.BUCKET_KEY.toString().replace("11111111-2222", "99999999-2222");
    found.encryption = shown(new Encryption("aws:kms", Optional.of(former), true, false));
    found.marks = shown(new Marks(true, Optional.of(former), Optional.empty()));
    found.policy =
        shown(
            BucketPolicy.of(
                found.central,
                Examples.ORGANIZATION,
                new UploadEncryption(Examples.BUCKET_KEY, Optional.of(former))));

    assertThat(found.only(Severity.WARNING, Check.BUCKET_ENCRYPTION).remedy())
        .contains("set OnExistingBucket of Central to FAIL");

    found.marks = shown(new Marks(false, Optional.of(former), Optional.empty()));
    found.only(Severity.FAILURE, Check.BUCKET_ENCRYPTION);

    found.marks = Shown.unknown("s3 GetBucketTagging failed: no");
    assertThat(found.told())
        .extracting(it -> it.severity() + " " + it.check())
        .containsExactly("UNPROVEN bucket-encryption", "UNPROVEN bucket-policy");
  }

  @Test
  void bucketThatWasEncryptedByS3IsAWarning() {
    found.encryption = shown(new Encryption("AES256", Optional.empty(), false, false));
    found.marks = shown(new Marks(true, Optional.of("AES256"), Optional.empty()));
    found.policy =
        shown(
            BucketPolicy.of(
                found.central,
                Examples.ORGANIZATION,
                new UploadEncryption(Examples.BUCKET_KEY, Optional.of("AES256"))));

    found.only(Severity.WARNING, Check.BUCKET_ENCRYPTION);
  }

  /** Nothing in AWS tells a key that was given later from one that somebody has put there. */
  @Test
  void givenKeyBesideCentralsOwnIsAWarning() {
    KeyArn given =
        KeyArn.parse(Examples.BUCKET_KEY.toString().replace("11111111-2222", "99999999-2222"))
            .orElseThrow();
    found.encryption = shown(new Encryption("aws:kms", Optional.of(given.toString()), false, true));
    found.policy = shown(BucketPolicy.of(found.central, Examples.ORGANIZATION, given));
    found.keys.put(
        KeyPurpose.BUCKET, shown(FoundLogAccount.given(given, found.policyOf(KeyPurpose.BUCKET))));

    assertThat(found.only(Severity.WARNING, Check.BUCKET_ENCRYPTION).remedy())
        .contains("ExistingBucketKeyArn");

    found.ownKey = Optional.empty();
    assertThat(found.told()).isEmpty();
  }

  @Test
  void rotationOfAGivenKeyIsItsOwners() {
    KeyFacts given = FoundLogAccount.given(Examples.BUCKET_KEY, found.policyOf(KeyPurpose.BUCKET));
    found.keys.put(
        KeyPurpose.BUCKET,
        shown(
            new KeyFacts(given.arn(), given.state(), shown(false), given.ours(), given.policy())));

    assertThat(found.only(Severity.WARNING, Check.KEY_ROTATION).remedy())
        .contains("It is a given key");
  }

  @Test
  void denialOfTheOnlookerSaysNothingOfTheThing() {
    Answer denied = new Answer(Answer.Kind.DENIED, "no");
    Answer byResource = new Answer(Answer.Kind.DENIED_BY_RESOURCE, "no");

    assertThat(denied.toAnOnlooker().kind()).isEqualTo(Answer.Kind.UNKNOWN);
    assertThat(byResource.toAnOnlooker()).isEqualTo(byResource);
  }
}
