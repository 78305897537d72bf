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
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.ListBucketsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.paginators.ListObjectsV2Iterable;

/** Buckets: how they are made, found and deleted, and whose they are. */
abstract class BucketFacts extends S3Facts {
  BucketFacts(AwsUnderTest aws) {
    super(aws);
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
  @Source(API + "ErrorResponses.html, PermanentRedirect; API_HeadBucket.html, x-amz-bucket-region")
  void callsOfAnotherRegionAreSentThere() {
    create();
    S3Client elsewhere = aws.s3(aws.account(), THERE);

    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> elsewhere.getBucketEncryption(it -> it.bucket(bucket)),
            () -> aws.s3(aws.sibling(), THERE).getBucketEncryption(it -> it.bucket(bucket)),
            () ->
                elsewhere.putObject(
                    it -> it.bucket(bucket).key("log"), RequestBody.fromString("x")))) {
      AwsServiceException redirect = catchThrowableOfType(AwsServiceException.class, call);
      assertThat(redirect.statusCode()).isEqualTo(301);
      assertThat(
              redirect
                  .awsErrorDetails()
                  .sdkHttpResponse()
                  .firstMatchingHeader("x-amz-bucket-region"))
          .contains(HERE);
    }
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

  @Test
  @Source(API + "API_ListObjectsV2.html: Delimiter, Prefix, CommonPrefixes")
  void keysThatBeginAlikeAreListedAsOnePrefix() {
    create();
    for (String key : List.of("1/a", "1/b/c", "2/a", "z")) {
      s3.putObject(it -> it.bucket(bucket).key(key), RequestBody.fromString("x"));
    }

    ListObjectsV2Iterable all = listed("");
    assertThat(all.contents()).extracting(it -> it.key()).containsExactly("z");
    assertThat(all.commonPrefixes()).extracting(it -> it.prefix()).containsExactly("1/", "2/");
    assertThat(listed("1/").contents()).extracting(it -> it.key()).containsExactly("1/a");
    assertThat(listed("1/").commonPrefixes()).extracting(it -> it.prefix()).containsExactly("1/b/");
  }

  private ListObjectsV2Iterable listed(String prefix) {
    return s3.listObjectsV2Paginator(
        it -> it.bucket(bucket).expectedBucketOwner(aws.account()).prefix(prefix).delimiter("/"));
  }
}
