package org.sessionlogging.fakes.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.fakes.facts.AwsUnderTest.HERE;
import static org.sessionlogging.fakes.facts.AwsUnderTest.fresh;
import static org.sessionlogging.fakes.facts.AwsUnderTest.refusal;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.EncryptionType;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.model.TransitionDefaultMinimumObjectSize;

/** Settings of what a bucket keeps and how. */
abstract class BucketSettingFacts extends S3Facts {
  BucketSettingFacts(AwsUnderTest aws) {
    super(aws);
  }

  @Test
  @Source(GUIDE + "blocking-unblocking-s3-c-encryption-gpb.html: on for all new buckets")
  void newBucketBlocksCustomerProvidedKeys() {
    create();

    assertThat(encryption().blockedEncryptionTypes().encryptionType())
        .containsExactly(EncryptionType.SSE_C);
  }

  @Test
  @Source(API + "API_CreateBucketConfiguration.html, Tags")
  void tagsOfTheCreationAreThereFromBirth() {
    create();

    assertThat(tags()).containsExactly(Tag.builder().key("team").value("platform").build());
  }

  private List<Tag> tags() {
    return s3.getBucketTagging(it -> it.bucket(bucket).expectedBucketOwner(aws.account())).tagSet();
  }

  @Test
  @Source(API + "ErrorResponses.html, List of error codes")
  void absentSettingsHaveCodesOfTheirOwn() {
    assertThat(refusal(this::tags)).isEqualTo("NoSuchBucket");
    create();

    assertThat(
            refusal(
                () ->
                    s3.getBucketPolicy(it -> it.bucket(bucket).expectedBucketOwner(aws.account()))))
        .isEqualTo("NoSuchBucketPolicy");
    assertThat(
            refusal(
                () ->
                    s3.getBucketLifecycleConfiguration(
                        it -> it.bucket(bucket).expectedBucketOwner(aws.account()))))
        .isEqualTo("NoSuchLifecycleConfiguration");
    assertThat(versioning()).isNull();
    String untagged = fresh("facts-untagged");
    assertThat(
            s3.createBucket(
                    it ->
                        it.bucket(untagged)
                            .createBucketConfiguration(where -> where.locationConstraint(HERE)))
                .location())
        .isNotNull();
    assertThat(
            refusal(
                () ->
                    s3.getBucketTagging(
                        it -> it.bucket(untagged).expectedBucketOwner(aws.account()))))
        .isEqualTo("NoSuchTagSet");
  }

  private BucketVersioningStatus versioning() {
    return s3.getBucketVersioning(it -> it.bucket(bucket).expectedBucketOwner(aws.account()))
        .status();
  }

  @Test
  @Source(API + "API_PutBucketVersioning.html: enabled or suspended, never unversioned again")
  void versioningIsEnabledAndSuspended() {
    create();

    for (BucketVersioningStatus status :
        List.of(BucketVersioningStatus.ENABLED, BucketVersioningStatus.SUSPENDED)) {
      assertThat(
              s3.putBucketVersioning(
                      it ->
                          it.bucket(bucket)
                              .expectedBucketOwner(aws.account())
                              .versioningConfiguration(to -> to.status(status)))
                  .sdkHttpResponse())
          .satisfies(answer -> assertThat(versioning()).isEqualTo(status));
    }
  }

  @Test
  @Source(API + "API_PutBucketTagging.html: replaces the whole tag set")
  void taggingReplacesAllTags() {
    create();
    Tag other = Tag.builder().key("owner").value("").build();

    s3.putBucketTagging(
        it ->
            it.bucket(bucket).expectedBucketOwner(aws.account()).tagging(set -> set.tagSet(other)));

    assertThat(tags()).containsExactly(other);
  }

  @Test
  @Source(API + "API_ServerSideEncryptionRule.html, API_ServerSideEncryptionByDefault.html")
  void encryptionIsHandedBackAsItWasPut() {
    create();
    String key =
        "arn:aws:kms:" + HERE + ":" + aws.account() + ":key/11111111-2222-3333-4444-555555555555";
    ServerSideEncryptionRule rule =
        ServerSideEncryptionRule.builder()
            .applyServerSideEncryptionByDefault(
                it -> it.sseAlgorithm(ServerSideEncryption.AWS_KMS).kmsMasterKeyID(key))
            .bucketKeyEnabled(false)
            .blockedEncryptionTypes(it -> it.encryptionType(EncryptionType.SSE_C))
            .build();

    s3.putBucketEncryption(
        it ->
            it.bucket(bucket)
                .expectedBucketOwner(aws.account())
                .serverSideEncryptionConfiguration(to -> to.rules(rule)));

    assertThat(encryption()).isEqualTo(rule);
  }

  @Test
  @Source(
      API
          + "API_PutBucketLifecycleConfiguration.html: replaces; TransitionDefaultMinimumObjectSize"
          + " is all_storage_classes_128K unless given")
  void lifecycleIsReplacedAsAWhole() {
    create();
    put(rule("first"));

    put(rule("second"));

    assertThat(
            s3.getBucketLifecycleConfiguration(
                it -> it.bucket(bucket).expectedBucketOwner(aws.account())))
        .satisfies(
            it -> assertThat(it.rules()).extracting(LifecycleRule::id).containsExactly("second"),
            it ->
                assertThat(it.transitionDefaultMinimumObjectSize())
                    .isEqualTo(TransitionDefaultMinimumObjectSize.ALL_STORAGE_CLASSES_128_K));
  }

  @Test
  @Source(API + "API_DeleteBucketLifecycle.html: 204; NoSuchLifecycleConfiguration afterwards")
  void lifecycleIsDeletedAsAWholeHoweverOften() {
    create();
    put(rule("first"));

    for (int i = 0; i < 2; i++) {
      s3.deleteBucketLifecycle(it -> it.bucket(bucket).expectedBucketOwner(aws.account()));
    }

    assertThat(
            refusal(
                () ->
                    s3.getBucketLifecycleConfiguration(
                        it -> it.bucket(bucket).expectedBucketOwner(aws.account()))))
        .isEqualTo("NoSuchLifecycleConfiguration");
  }

  private void put(LifecycleRule rule) {
    s3.putBucketLifecycleConfiguration(
        it ->
            it.bucket(bucket)
                .expectedBucketOwner(aws.account())
                .lifecycleConfiguration(to -> to.rules(rule)));
  }

  private static LifecycleRule rule(String id) {
    return LifecycleRule.builder()
        .id(id)
        .status(ExpirationStatus.ENABLED)
        .filter(it -> it.prefix(""))
        .abortIncompleteMultipartUpload(it -> it.daysAfterInitiation(7))
        .build();
  }
}
