package org.sessionlogging.domain.judgement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sessionlogging.domain.Examples;
import org.sessionlogging.domain.judgement.LogAccountFacts.Encryption;
import org.sessionlogging.domain.judgement.LogAccountFacts.KeyFacts;
import org.sessionlogging.domain.policy.BucketPolicy;
import org.sessionlogging.domain.policy.PolicyDocument;
import org.sessionlogging.domain.settings.AccountPrefix;
import org.sessionlogging.domain.settings.CentralLogging;
import org.sessionlogging.domain.settings.KeyArn;
import org.sessionlogging.domain.settings.KeyPurpose;
import org.sessionlogging.domain.settings.OrganizationId;

class LogAccountJudgementTest {
  private static final CentralLogging CENTRAL =
      Examples.central(AccountPrefix.ENFORCED, Optional.empty());
  private static final OrganizationId ORGANIZATION = Examples.ORGANIZATION;
  private static final KeyArn SESSION_KEY = Examples.KEYS.sessionKey().orElseThrow();
  private static final Encryption RIGHT =
      new Encryption("aws:kms", Optional.of(Examples.BUCKET_KEY.toString()), false, true);
  private static final PolicyDocument POLICY =
      BucketPolicy.of(CENTRAL, ORGANIZATION, Examples.BUCKET_KEY);

  private Shown<Encryption> encryption = shown(RIGHT);
  private Shown<PolicyDocument> policy = shown(POLICY);
  private Shown<OrganizationId> organization = shown(ORGANIZATION);
  private final Map<KeyPurpose, Shown<KeyFacts>> keys = new EnumMap<>(KeyPurpose.class);
  private final SortedMap<String, Answer> replicas = new TreeMap<>();

  LogAccountJudgementTest() {
    keys.put(KeyPurpose.BUCKET, shown(key(Examples.BUCKET_KEY, true)));
    keys.put(KeyPurpose.SESSION, shown(key(SESSION_KEY, true)));
    replicas.put(SESSION_KEY.region(), Answer.YES);
  }

  private static <T> Shown<T> shown(T value) {
    return Shown.of(Optional.of(value));
  }

  private static KeyFacts key(KeyArn arn, boolean rotates) {
    return new KeyFacts(arn, Answer.YES, shown(rotates));
  }

  private List<Finding> findings() {
    return LogAccountJudgement.of(
        new LogAccountFacts(
            CENTRAL.place(),
            CENTRAL.bucket().name(),
            encryption,
            shown(true),
            shown("BucketOwnerEnforced"),
            shown(true),
            policy,
            Optional.empty(),
            organization,
            keys,
            replicas));
  }

  private Finding only(Severity severity) {
    List<Finding> some =
        findings().stream().filter(it -> it.severity() != Severity.PROVEN).toList();
    assertThat(some).hasSize(1);
    assertThat(some.get(0).severity()).isEqualTo(severity);
    return some.get(0);
  }

  @Test
  void everythingInOrderIsProven() {
    assertThat(findings())
        .allMatch(it -> it.severity() == Severity.PROVEN)
        .extracting(Finding::check)
        .contains(
            Check.BUCKET_ENCRYPTION,
            Check.PUBLIC_ACCESS,
            Check.OWNERSHIP,
            Check.VERSIONING,
            Check.BUCKET_POLICY,
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
    encryption =
        shown(
            new Encryption(
                algorithm, Optional.of(named).filter(it -> !it.isEmpty()), bucketKeys, blocked));

    Finding finding = only(Severity.FAILURE);

    assertThat(finding.check()).isEqualTo(Check.BUCKET_ENCRYPTION);
    assertThat(finding.cause()).contains(cause);
  }

  @Test
  void keyThatNobodyKnowsIsNoKeysArn() {
    encryption = shown(new Encryption("aws:kms", Optional.of("1234"), false, true));
    keys.put(KeyPurpose.BUCKET, Shown.of(Optional.empty()));

    assertThat(findings())
        .filteredOn(it -> it.severity() == Severity.FAILURE)
        .extracting(Finding::cause)
        .anyMatch(it -> it.endsWith(", which is not a key's ARN"))
        .anyMatch(it -> it.startsWith("no key bears alias/session-logging/"));
    assertThat(findings())
        .anyMatch(it -> it.check() == Check.BUCKET_POLICY && it.severity() == Severity.UNPROVEN);
  }

  @Test
  void policyOfAnotherOrganizationIsWrong() {
    organization = shown(new OrganizationId("o-zzzzzzzzzz"));
    assertThat(only(Severity.FAILURE).check()).isEqualTo(Check.BUCKET_POLICY);

    organization = Shown.unknown("organizations DescribeOrganization failed: no");
    assertThat(findings()).allMatch(it -> it.severity() == Severity.PROVEN);
  }

  @Test
  void policyThatNoDeclarationHasIsWrong() {
    policy = shown(PolicyDocument.parse(POLICY.json().replace(ORGANIZATION.text(), "o-*")));

    assertThat(only(Severity.FAILURE).check()).isEqualTo(Check.BUCKET_POLICY);
  }

  @Test
  void missingReplicaNamesReplicaRegions() {
    replicas.put("eu-west-1", new Answer(Answer.Kind.ABSENT, "kms DescribeKey failed: absent"));
    assertThat(only(Severity.FAILURE).remedy())
        .isEqualTo("Sessions in eu-west-1 are refused: add it to ReplicaRegions of Central.");

    replicas.put("eu-west-1", new Answer(Answer.Kind.UNKNOWN, "kms DescribeKey failed: no"));
    assertThat(only(Severity.UNPROVEN).check()).isEqualTo(Check.SESSION_KEY);
  }

  @Test
  void denialOfTheOnlookerSaysNothingOfTheThing() {
    Answer denied = new Answer(Answer.Kind.DENIED, "no");
    Answer byResource = new Answer(Answer.Kind.DENIED_BY_RESOURCE, "no");

    assertThat(denied.toAnOnlooker().kind()).isEqualTo(Answer.Kind.UNKNOWN);
    assertThat(byResource.toAnOnlooker()).isEqualTo(byResource);
  }
}
