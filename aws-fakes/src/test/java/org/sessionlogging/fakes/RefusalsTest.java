package org.sessionlogging.fakes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessionlogging.fakes.iam.FakePolicy;
import org.sessionlogging.fakes.kms.FakeKey;
import org.sessionlogging.fakes.s3.FakeBucket;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.ssm.SsmClient;

/** What services say when something is absent, foreign, in use or too much. */
class RefusalsTest {
  private static final String ACCOUNT = "111122223333";
  private static final String HERE = "eu-west-1";
  private static final String THERE = "us-east-1";
  private static final String POLICY = "arn:aws:iam::111122223333:policy/p";

  private final FakeAws aws = new FakeAws(ACCOUNT);
  private final S3Client s3 = aws.s3(HERE);
  private final KmsClient kms = aws.kms(HERE);
  private final SsmClient ssm = aws.ssm(HERE);
  private final IamClient iam = aws.iam(HERE);

  private static String refusal(ThrowingCallable call) {
    return catchThrowableOfType(AwsServiceException.class, call).awsErrorDetails().errorCode();
  }

  @Test
  void settingsThatSomebodyTookAwayAreAbsent() {
    FakeBucket bucket = aws.s3().add("logs", ACCOUNT, HERE, Map.of());
    bucket.encryption = null;
    bucket.publicAccess = null;
    bucket.ownership = null;

    assertThat(refusal(() -> s3.getBucketEncryption(it -> it.bucket("logs"))))
        .isEqualTo("ServerSideEncryptionConfigurationNotFoundError");
    assertThat(refusal(() -> s3.getPublicAccessBlock(it -> it.bucket("logs"))))
        .isEqualTo("NoSuchPublicAccessBlockConfiguration");
    assertThat(refusal(() -> s3.getBucketOwnershipControls(it -> it.bucket("logs"))))
        .isEqualTo("OwnershipControlsNotFoundError");
  }

  @Test
  void tagsOfAwsStayOnABucket() {
    aws.s3().add("logs", ACCOUNT, HERE, Map.of("aws:backup:source", "vault"));
    Tag own = Tag.builder().key("team").value("platform").build();
    Tag ofAws = Tag.builder().key("aws:backup:source").value("vault").build();

    assertThat(
            refusal(
                () -> s3.putBucketTagging(it -> it.bucket("logs").tagging(to -> to.tagSet(own)))))
        .isEqualTo("InvalidTag");
    s3.putBucketTagging(it -> it.bucket("logs").tagging(to -> to.tagSet(own, ofAws)));
    assertThat(aws.s3().buckets.get("logs").tags).containsOnlyKeys("team", "aws:backup:source");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void openPolicyIsRefusedWhereItIsBlocked(boolean blocked) {
    FakeBucket bucket = aws.s3().add("logs", ACCOUNT, HERE, Map.of());
    bucket.publicAccess = bucket.publicAccess.toBuilder().blockPublicPolicy(blocked).build();
    String open =
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\","
            + "\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::logs/*\"}]}";

    AwsServiceException refusal =
        catchThrowableOfType(
            AwsServiceException.class,
            () -> s3.putBucketPolicy(it -> it.bucket("logs").policy(open)));

    assertThat(refusal == null).isEqualTo(!blocked);
    assertThat(bucket.policy == null).isEqualTo(blocked);
  }

  // KMS developer guide, "Key policy lockout safety check".
  @ParameterizedTest
  @ValueSource(strings = {"role/handlers", "role/*", "root"})
  void keyPolicyThatDeniesItsCallerTheNextOneIsMalformed(String excepted) {
    String account = "arn:aws:iam::" + ACCOUNT + ":";
    String policy =
        "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"%sroot\"},\"Action\":\"kms:PutKeyPolicy\","
                .formatted(account)
            + "\"Resource\":\"*\"},{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"kms:PutKeyPolicy\",\"Resource\":\"*\","
            + "\"Condition\":{\"ArnNotLike\":{\"aws:PrincipalArn\":\"%s\"}}}]}"
                .formatted(account + excepted);

    aws.sts(HERE).principal = account + "role/handlers";
    if (excepted.equals("root")) {
      assertThat(refusal(() -> aws.kms(HERE).createKey(it -> it.policy(policy))))
          .isEqualTo("MalformedPolicyDocumentException");
    } else {
      assertThat(aws.kms(HERE).createKey(it -> it.policy(policy)).keyMetadata()).isNotNull();
    }
  }

  @Test
  void policyThatSaysNothingIsMalformed() {
    aws.s3().add("logs", ACCOUNT, HERE, Map.of());

    assertThat(
            refusal(
                () ->
                    s3.putBucketPolicy(
                        it ->
                            it.bucket("logs")
                                .policy("{\"Version\":\"2012-10-17\",\"Statement\":[]}"))))
        .isEqualTo("MalformedPolicy");
  }

  @Test
  void bucketOfAnotherAccountIsDenied() {
    aws.s3().add("theirs", "999988887777", HERE, Map.of());

    assertThat(refusal(() -> s3.getBucketPolicy(it -> it.bucket("theirs"))))
        .isEqualTo("AccessDenied");
    assertThat(s3.listBuckets(it -> {}).buckets()).isEmpty();
  }

  /** S3 user guide, bucket-owner-condition.html; IAM user guide, aws:PrincipalOrgPaths. */
  @Test
  void encryptionOfAnotherAccountsBucketShowsToTheOwnPartOfTheOrganization() {
    FakeBucket theirs = aws.s3().add("theirs", "999988887777", HERE, Map.of());
    theirs.policy = narrowed("o-abcdefghij/r-root/ou-root-members/*");

    assertThat(s3.getBucketEncryption(it -> it.bucket("theirs"))).isNotNull();
    assertThat(
            refusal(
                () ->
                    s3.getBucketEncryption(
                        it -> it.bucket("theirs").expectedBucketOwner("444455556666"))))
        .isEqualTo("AccessDenied");

    theirs.policy = narrowed("o-abcdefghij/r-root/ou-root-others/*");
    assertThat(refusal(() -> s3.getBucketEncryption(it -> it.bucket("theirs"))))
        .isEqualTo("AccessDenied");
    theirs.policy = narrowed("*").replace("999988887777", ACCOUNT);
    assertThat(refusal(() -> s3.getBucketEncryption(it -> it.bucket("theirs"))))
        .isEqualTo("AccessDenied");
  }

  private static String narrowed(String path) {
    return """
        {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": "*", "Action": "s3:Get*",
         "Resource": "*", "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-abcdefghij"},
         "StringNotEquals": {"aws:PrincipalAccount": "999988887777"},
         "ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "%s"}}}}
        """
        .formatted(path);
  }

  @Test
  void deletionFromAnUnversionedBucketLeavesNoMarker() {
    FakeBucket bucket = aws.s3().add("logs", ACCOUNT, HERE, Map.of());
    bucket.add("1.log");

    s3.deleteObject(it -> it.bucket("logs").key("1.log"));

    assertThat(bucket.versions).isEmpty();
    assertThat(bucket.deleteMarkers).isEmpty();
  }

  private FakeKey key(boolean multiRegion) {
    String statement =
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":"
            + "\"arn:aws:iam::111122223333:root\"},\"Action\":\"kms:PutKeyPolicy\",\"Resource\":\"*\"}]}";
    String id =
        kms.createKey(it -> it.multiRegion(multiRegion).policy(statement)).keyMetadata().keyId();
    return aws.kms().key(HERE, id).orElseThrow();
  }

  @Test
  void keyThatIsCreatingTakesSettingsAndNoMore() {
    FakeKey key = key(true);
    key.state = KeyState.CREATING;

    kms.createAlias(it -> it.aliasName("alias/a").targetKeyId(key.id()));
    assertThat(refusal(() -> kms.enableKey(it -> it.keyId(key.id()))))
        .isEqualTo("KMSInvalidStateException");
    assertThat(
            refusal(() -> kms.scheduleKeyDeletion(it -> it.keyId(key.id()).pendingWindowInDays(7))))
        .isEqualTo("KMSInvalidStateException");
  }

  @Test
  void rotationHasARangeAndAnAliasThatIsNotThereIsNotMoved() {
    FakeKey key = key(false);

    assertThat(
            refusal(
                () -> kms.enableKeyRotation(it -> it.keyId(key.id()).rotationPeriodInDays(2561))))
        .isEqualTo("ValidationException");
    assertThat(refusal(() -> kms.updateAlias(it -> it.aliasName("alias/a").targetKeyId(key.id()))))
        .isEqualTo("NotFoundException");
    assertThat(refusal(() -> kms.describeKey(it -> it.keyId("alias/a"))))
        .isEqualTo("NotFoundException");
  }

  @Test
  void stayingKeysAreThoseThatDoNotWaitForTheirDeletion() {
    FakeKey staying = key(false);
    FakeKey going = key(true);
    aws.kms().name(HERE, "alias/a", staying.id());
    kms.scheduleKeyDeletion(it -> it.keyId(going.id()).pendingWindowInDays(7));

    assertThat(aws.kms().stayingKeys()).containsExactly(staying);
    assertThat(aws.kms().allAliases()).containsExactly("alias/a");
    assertThat(staying).hasToString(HERE + " " + staying.id() + " Enabled");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Effect\":\"Deny\",\"Principal\":{\"AWS\":\"arn:aws:iam::111122223333:root\"},\"Action\":\"kms:PutKeyPolicy\",\"Resource\":\"*\"}",
        "{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::999988887777:root\"},\"Action\":\"kms:PutKeyPolicy\",\"Resource\":\"*\"}",
        "{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::111122223333:root\"},\"Action\":\"kms:PutKeyPolicy\",\"Resource\":\"*\",\"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"true\"}}}"
      })
  void keyPolicyThatMayLockOutIsMalformed(String statement) {
    String policy = "{\"Version\":\"2012-10-17\",\"Statement\":[" + statement + "]}";

    assertThat(refusal(() -> kms.createKey(it -> it.policy(policy))))
        .isEqualTo("MalformedPolicyDocumentException");
  }

  @Test
  void documentsTakeNoTagOfAwsAndNoneThatIsTooLong() {
    aws.ssm().add(HERE, "Preferences", "{}");

    for (Map.Entry<String, String> tag :
        Map.of("aws:x", "y", "k".repeat(129), "y", "x", "v".repeat(257)).entrySet()) {
      assertThat(
              refusal(
                  () ->
                      ssm.addTagsToResource(
                          it ->
                              it.resourceId("Preferences")
                                  .tags(
                                      software.amazon.awssdk.services.ssm.model.Tag.builder()
                                          .key(tag.getKey())
                                          .value(tag.getValue())
                                          .build()))))
          .isEqualTo("ValidationException");
    }
  }

  @Test
  void documentIsThereInItsOwnRegionAlone() {
    aws.ssm().add(THERE, "Preferences", "{}");

    assertThat(refusal(() -> ssm.getDocument(it -> it.name("Preferences"))))
        .isEqualTo("InvalidDocument");
    assertThat(aws.ssm(THERE).getDocument(it -> it.name("Preferences")).content()).isEqualTo("{}");
  }

  @Test
  void policyOfAUserOrAGroupIsInUse() {
    FakePolicy policy = aws.iam().policy(POLICY, "{}");
    policy.users.add("alice");
    assertThat(refusal(() -> iam.deletePolicy(it -> it.policyArn(POLICY))))
        .isEqualTo("DeleteConflict");
    policy.users.clear();
    policy.groups.add("operators");

    assertThat(refusal(() -> iam.deletePolicy(it -> it.policyArn(POLICY))))
        .isEqualTo("DeleteConflict");
    assertThat(iam.listEntitiesForPolicy(it -> it.policyArn(POLICY)).policyGroups()).hasSize(1);
    assertThat(policy.text()).isEqualTo("{}");
  }

  @Test
  void versionsAndRolesThatAreNotThereAreNoSuchEntity() {
    aws.iam().policy(POLICY, "{}");
    iam.createRole(it -> it.roleName("app"));

    assertThat(refusal(() -> iam.getPolicyVersion(it -> it.policyArn(POLICY).versionId("v7"))))
        .isEqualTo("NoSuchEntity");
    assertThat(refusal(() -> iam.deletePolicyVersion(it -> it.policyArn(POLICY).versionId("v7"))))
        .isEqualTo("NoSuchEntity");
    assertThat(refusal(() -> iam.createRole(it -> it.roleName("app"))))
        .isEqualTo("EntityAlreadyExists");
  }

  @Test
  void policyTagsHaveLengths() {
    aws.iam().policy(POLICY, "{}");

    Stream.of(List.of("k".repeat(129), "v"), List.of("k", "v".repeat(257)))
        .forEach(
            tag ->
                assertThat(
                        refusal(
                            () ->
                                iam.tagPolicy(
                                    it ->
                                        it.policyArn(POLICY)
                                            .tags(
                                                software.amazon.awssdk.services.iam.model.Tag
                                                    .builder()
                                                    .key(tag.get(0))
                                                    .value(tag.get(1))
                                                    .build()))))
                    .isEqualTo("ValidationError"));
  }

  @Test
  void accountOutsideAnyOrganizationIsToldSo() {
    aws.organizations(HERE).id = Optional.empty();

    assertThat(refusal(() -> aws.organizations(HERE).describeOrganization()))
        .isEqualTo("AWSOrganizationsNotInUseException");
  }

  @Test
  void roleThatLetsNobodyInIsNotAssumed() {
    assertThat(
            refusal(
                () ->
                    aws.sts(HERE)
                        .assumeRole(
                            it ->
                                it.roleArn("arn:aws:iam::444455556666:role/Auditor")
                                    .roleSessionName("session"))))
        .isEqualTo("AccessDenied");
  }
}
