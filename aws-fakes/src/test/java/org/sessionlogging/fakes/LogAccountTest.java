package org.sessionlogging.fakes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sessionlogging.domain.policy.PolicyDocument;
import org.sessionlogging.domain.policy.Statement;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionByDefault;

/** The log account as Central leaves it, as the log account itself and a member see it. */
class LogAccountTest {
  private static final String HERE = "eu-west-1";
  private static final String THERE = "us-east-1";
  private static final String LOGS = "999988887777";
  private static final String MEMBER = "111122223333";
  private static final String BUCKET_KEY =
      "arn:aws:kms:eu-west-1:999988887777:key/11111111-2222-3333-4444-555555555555";
  private static final String SESSION_KEY =
      "arn:aws:kms:eu-west-1:999988887777:key/mrk-0123456789abcdef0123456789abcdef";

  private final FakeAws aws = new FakeAws(MEMBER);
  private final LogAccount logAccount = LogAccount.of("logs", BUCKET_KEY, SESSION_KEY);
  private final S3Client s3 = aws.s3(LOGS, HERE);

  LogAccountTest() {
    logAccount.put(aws, THERE);
  }

  private KeyMetadata key(String account, String region, String name) {
    return aws.kms(account, region)
        .describeKey(it -> it.keyId("arn:aws:kms:" + region + ":" + LOGS + ":" + name))
        .keyMetadata();
  }

  @Test
  void bucketIsVersionedAndEncryptedByItsKey() {
    ServerSideEncryptionByDefault encryption =
        s3.getBucketEncryption(it -> it.bucket("logs"))
            .serverSideEncryptionConfiguration()
            .rules()
            .get(0)
            .applyServerSideEncryptionByDefault();

    assertThat(encryption.sseAlgorithmAsString()).isEqualTo("aws:kms");
    assertThat(encryption.kmsMasterKeyID()).isEqualTo(BUCKET_KEY);
    assertThat(s3.getBucketVersioning(it -> it.bucket("logs")).status())
        .isEqualTo(BucketVersioningStatus.ENABLED);
    assertThat(s3.getBucketLifecycleConfiguration(it -> it.bucket("logs")).rules())
        .singleElement()
        .satisfies(
            it ->
                assertThat(it.abortIncompleteMultipartUpload().daysAfterInitiation()).isEqualTo(7));
  }

  @Test
  void bucketsPolicyGrantsToTheOrganizationAlone() {
    PolicyDocument policy =
        PolicyDocument.parse(s3.getBucketPolicy(it -> it.bucket("logs")).policy());

    assertThat(policy.statements())
        .filteredOn(it -> it.allows() && it.addressesEveryone())
        .isNotEmpty()
        .extracting(it -> it.conditionValues("aws:PrincipalOrgID"))
        .allSatisfy(it -> assertThat(it).containsExactly("o-abcdefghij"));
    assertThat(policy.statements()).anyMatch(it -> !it.allows());
  }

  @Test
  void keysAreRotatedAndNamedByTheirAliases() {
    KmsClient kms = aws.kms(LOGS, HERE);

    assertThat(key(LOGS, HERE, "alias/session-logging/logs/bucket").arn()).isEqualTo(BUCKET_KEY);
    assertThat(key(LOGS, HERE, logAccount.sessionAlias()).arn()).isEqualTo(SESSION_KEY);
    for (String arn : List.of(BUCKET_KEY, SESSION_KEY)) {
      assertThat(kms.getKeyRotationStatus(it -> it.keyId(arn)).rotationPeriodInDays())
          .isEqualTo(365);
      assertThat(kms.listResourceTags(it -> it.keyId(arn)).tags())
          .singleElement()
          .satisfies(
              it -> {
                assertThat(it.tagKey()).isEqualTo("session-logging:bucket");
                assertThat(it.tagValue()).isEqualTo("logs");
              });
    }
  }

  @Test
  void memberFindsTheSessionKeyInEachRegionThatHasAReplica() {
    assertThat(key(MEMBER, THERE, logAccount.sessionAlias()).arn())
        .isEqualTo(SESSION_KEY.replace(HERE, THERE));

    logAccount.replicate(aws, List.of("eu-north-1"));

    KeyMetadata replica = key(MEMBER, "eu-north-1", logAccount.sessionAlias());
    assertThat(replica.arn()).isEqualTo(SESSION_KEY.replace(HERE, "eu-north-1"));
    assertThat(replica.multiRegionConfiguration().primaryKey().region()).isEqualTo(HERE);
  }

  @Test
  void sessionKeyIsUsedForSessionsAlone() {
    PolicyDocument policy =
        PolicyDocument.parse(
            aws.kms(LOGS, HERE)
                .getKeyPolicy(it -> it.keyId(SESSION_KEY).policyName("default"))
                .policy());

    assertThat(policy.statements())
        .filteredOn(Statement::allows)
        .filteredOn(it -> it.actions().contains("kms:Decrypt"))
        .isNotEmpty()
        .allSatisfy(it -> assertThat(it.toString()).contains("kms:EncryptionContext"));
  }

  @Test
  void anotherBucketIsEncryptedAsSomebodyNamesIt() {
    LogAccount.encrypt(aws.s3().add("other", LOGS, HERE, Map.of()), "alias/aws/s3");

    assertThat(
            s3.getBucketEncryption(it -> it.bucket("other"))
                .serverSideEncryptionConfiguration()
                .rules()
                .get(0)
                .applyServerSideEncryptionByDefault()
                .kmsMasterKeyID())
        .isEqualTo("alias/aws/s3");
  }
}
