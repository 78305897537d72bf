package org.sessionlogging.fakes.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.sessionlogging.fakes.facts.AwsUnderTest.HERE;
import static org.sessionlogging.fakes.facts.AwsUnderTest.THERE;
import static org.sessionlogging.fakes.facts.AwsUnderTest.fresh;
import static org.sessionlogging.fakes.facts.AwsUnderTest.refusal;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketNamespace;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.EncryptionType;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.ListBucketsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ObjectOwnership;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.model.TransitionDefaultMinimumObjectSize;

/** Buckets. */
abstract class S3Facts {
  private static final String API = "https://docs.aws.amazon.com/AmazonS3/latest/API/";
  private static final String GUIDE = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/";

  private final AwsUnderTest aws;
  private final S3Client s3;
  private final String bucket = fresh("facts-bucket");

  S3Facts(AwsUnderTest aws) {
    this.aws = aws;
    this.s3 = aws.s3(aws.account(), HERE);
  }

  private CreateBucketRequest.Builder named(String name) {
    return CreateBucketRequest.builder()
        .bucket(name)
        .createBucketConfiguration(
            it ->
                it.locationConstraint(HERE)
                    .tags(Tag.builder().key("team").value("platform").build()));
  }

  private void create() {
    assertThat(s3.createBucket(named(bucket).build()).location()).isNotNull();
  }

  private ServerSideEncryptionRule encryption() {
    return s3.getBucketEncryption(it -> it.bucket(bucket).expectedBucketOwner(aws.account()))
        .serverSideEncryptionConfiguration()
        .rules()
        .get(0);
  }

  @Test
  @Source(GUIDE + "create-bucket-faq.html, default-bucket-encryption.html")
  void newBucketIsEncryptedPrivateAndWithoutAcls() {
    create();

    assertThat(encryption().applyServerSideEncryptionByDefault().sseAlgorithm())
        .isEqualTo(ServerSideEncryption.AES256);
    assertThat(
            s3.getPublicAccessBlock(it -> it.bucket(bucket).expectedBucketOwner(aws.account()))
                .publicAccessBlockConfiguration())
        .isEqualTo(
            PublicAccessBlockConfiguration.builder()
                .blockPublicAcls(true)
                .blockPublicPolicy(true)
                .ignorePublicAcls(true)
                .restrictPublicBuckets(true)
                .build());
    assertThat(
            s3.getBucketOwnershipControls(
                    it -> it.bucket(bucket).expectedBucketOwner(aws.account()))
                .ownershipControls()
                .rules()
                .get(0)
                .objectOwnership())
        .isEqualTo(ObjectOwnership.BUCKET_OWNER_ENFORCED);
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
  @Source(API + "API_CreateBucket.html, BucketAlreadyOwnedByYou")
  void creationOfOnesOwnBucketIsRefusedButInTheOldestRegion() {
    create();
    assertThat(refusal(() -> s3.createBucket(named(bucket).build())))
        .isEqualTo("BucketAlreadyOwnedByYou");

    S3Client oldest = aws.s3(aws.account(), THERE);
    CreateBucketRequest again =
        CreateBucketRequest.builder()
            .bucket(fresh("facts-oldest"))
            .createBucketConfiguration(
                it -> it.tags(Tag.builder().key("team").value("platform").build()))
            .build();
    assertThat(oldest.createBucket(again).location()).isNotNull();
    assertThat(oldest.createBucket(again).location()).isNotNull();
  }

  @Test
  @Source(API + "API_CreateBucket.html, BucketAlreadyExists")
  void nameOfAnotherAccountsBucketIsTaken() {
    create();

    assertThat(refusal(() -> aws.s3(aws.stranger(), HERE).createBucket(named(bucket).build())))
        .isEqualTo("BucketAlreadyExists");
  }

  @Test
  @Source(API + "API_CreateBucket.html, LocationConstraint; API_CreateBucketConfiguration.html")
  void locationConstraintIsTheRegionOfTheRequest() {
    assertThat(
            refusal(
                () ->
                    s3.createBucket(
                        it ->
                            it.bucket(bucket)
                                .createBucketConfiguration(
                                    where -> where.locationConstraint("eu-central-1")))))
        .isIn("IllegalLocationConstraintException", "InvalidLocationConstraint");
  }

  @Test
  @Source(GUIDE + "gpbucketnamespaces.html, account regional namespace")
  void namesOfTheAccountsOwnNamespaceWantItNamed() {
    String own = fresh("facts") + "-" + aws.account() + "-" + HERE + "-an";

    assertThat(refusal(() -> s3.createBucket(named(own).build()))).isEqualTo("InvalidBucketName");
    assertThat(
            s3.createBucket(named(own).bucketNamespace(BucketNamespace.ACCOUNT_REGIONAL).build())
                .location())
        .isNotNull();
  }

  @Test
  @Source(API + "API_HeadBucket.html: no body, so the status is all there is")
  void headTellsAFreeNameAForeignBucketAndAnotherRegion() {
    assertThat(headStatus(s3, aws.account())).isEqualTo(404);
    create();
    assertThat(head(s3, aws.account()).bucketRegion()).isEqualTo(HERE);

    assertThat(headStatus(aws.s3(aws.stranger(), HERE), aws.stranger())).isEqualTo(403);
    assertThat(headStatus(aws.s3(aws.account(), THERE), aws.account())).isIn(301, 400);
  }

  private int headStatus(S3Client client, String owner) {
    AwsServiceException refusal =
        catchThrowableOfType(AwsServiceException.class, () -> head(client, owner));
    return refusal == null ? 200 : refusal.statusCode();
  }

  private HeadBucketResponse head(S3Client client, String owner) {
    return client.headBucket(it -> it.bucket(bucket).expectedBucketOwner(owner));
  }

  @Test
  @Source(API + "ErrorResponses.html, PermanentRedirect")
  void callsOfAnotherRegionAreSentThere() {
    create();
    S3Client elsewhere = aws.s3(aws.account(), THERE);

    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> elsewhere.getBucketEncryption(it -> it.bucket(bucket)),
            () ->
                elsewhere.putObject(
                    it -> it.bucket(bucket).key("log"), RequestBody.fromString("x")))) {
      assertThat(catchThrowableOfType(AwsServiceException.class, call).statusCode()).isEqualTo(301);
    }
  }

  @Test
  @Source(GUIDE + "bucket-owner-condition.html: 403 when the owner is another one")
  void ownerThatIsNotTheExpectedOneIsDenied() {
    create();

    assertThat(
            refusal(
                () ->
                    s3.getBucketPolicy(
                        it -> it.bucket(bucket).expectedBucketOwner(aws.stranger()))))
        .isEqualTo("AccessDenied");
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

  private void putPolicy(String principal, String condition, String resource) {
    String policy =
        """
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": %s,
         "Action": "s3:PutObject", "Resource": "%s", "Condition": {%s}}]}
        """
            .formatted(principal, resource, condition);
    s3.putBucketPolicy(it -> it.bucket(bucket).expectedBucketOwner(aws.account()).policy(policy));
  }

  @Test
  @Source(
      GUIDE
          + "access-control-block-public-access.html, The meaning of \"public\":"
          + " a fixed aws:PrincipalOrgID is not public")
  void publicPolicyIsRefusedAndOneForAnOrganizationIsNot() {
    create();
    String objects = "arn:aws:s3:::" + bucket + "/*";

    assertThat(refusal(() -> putPolicy("\"*\"", "", objects))).isEqualTo("AccessDenied");
    putPolicy(
        "{\"AWS\": \"*\"}",
        "\"StringEquals\": {\"aws:PrincipalOrgID\": \"o-1234567890\"}",
        objects);
    assertThat(
            s3.getBucketPolicy(it -> it.bucket(bucket).expectedBucketOwner(aws.account())).policy())
        .contains("o-1234567890");
  }

  @Test
  @Source("https://repost.aws/knowledge-center/s3-bucket-policy-resource-errors")
  void policyNamesTheBucketsOwnResourcesOnly() {
    create();

    assertThat(
            refusal(
                () ->
                    putPolicy(
                        "{\"AWS\": \"arn:aws:iam::" + aws.account() + ":root\"}",
                        "",
                        "arn:aws:s3:::another/*")))
        .isEqualTo("MalformedPolicy");
  }

  @Test
  @Source(
      API
          + "API_ListBuckets.html: MaxBuckets, ContinuationToken, Prefix, BucketRegion, and Bucket's own")
  void bucketsArePagedAndFiltered() {
    for (int i = 0; i < 3; i++) {
      String name = bucket + "-" + i;
      assertThat(s3.createBucket(named(name).build()).location()).isNotNull();
    }

    ListBucketsResponse first =
        s3.listBuckets(it -> it.prefix(bucket).bucketRegion(HERE).maxBuckets(2));
    assertThat(first.buckets())
        .extracting(it -> it.name())
        .containsExactly(bucket + "-0", bucket + "-1");
    assertThat(first.buckets()).extracting(it -> it.bucketRegion()).containsOnly(HERE);
    ListBucketsResponse second =
        s3.listBuckets(
            it ->
                it.prefix(bucket)
                    .bucketRegion(HERE)
                    .maxBuckets(2)
                    .continuationToken(first.continuationToken()));
    assertThat(second.buckets()).extracting(it -> it.name()).containsExactly(bucket + "-2");
    assertThat(second.continuationToken()).isNull();
    assertThat(s3.listBuckets(it -> it.prefix(bucket).bucketRegion(THERE)).buckets()).isEmpty();
  }

  @Test
  @Source(API + "API_DeleteBucket.html: all objects, versions and delete markers must go first")
  void bucketWithAnOldVersionOrADeleteMarkerIsNotEmpty() {
    create();
    s3.putBucketVersioning(
        it ->
            it.bucket(bucket)
                .versioningConfiguration(to -> to.status(BucketVersioningStatus.ENABLED)));
    String version =
        s3.putObject(it -> it.bucket(bucket).key("log"), RequestBody.fromString("x")).versionId();
    String marker = s3.deleteObject(it -> it.bucket(bucket).key("log")).versionId();

    ListObjectVersionsResponse held =
        s3.listObjectVersions(it -> it.bucket(bucket).expectedBucketOwner(aws.account()));
    assertThat(held.versions()).hasSize(1);
    assertThat(held.deleteMarkers()).hasSize(1);
    assertThat(refusal(this::delete)).isEqualTo("BucketNotEmpty");
    s3.deleteObject(it -> it.bucket(bucket).key("log").versionId(version));
    assertThat(refusal(this::delete)).isEqualTo("BucketNotEmpty");
    s3.deleteObject(it -> it.bucket(bucket).key("log").versionId(marker));
    delete();
    assertThat(headStatus(s3, aws.account())).isEqualTo(404);
  }

  private void delete() {
    s3.deleteBucket(it -> it.bucket(bucket).expectedBucketOwner(aws.account()));
  }

  @Test
  @Source("https://github.com/ceph/ceph/pull/15630: tried on S3")
  void unfinishedUploadsDoNotKeepABucket() {
    create();
    s3.createMultipartUpload(it -> it.bucket(bucket).key("log"));

    assertThat(
            s3.listMultipartUploads(it -> it.bucket(bucket).expectedBucketOwner(aws.account()))
                .uploads())
        .hasSize(1);
    delete();
    assertThat(headStatus(s3, aws.account())).isEqualTo(404);
  }
}
