package org.sessionlogging.fakes.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.fakes.facts.AwsUnderTest.refusal;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What a bucket holds: lists of it, and uploads that are not finished. */
abstract class ObjectFacts extends S3Facts {
  ObjectFacts(AwsUnderTest aws) {
    super(aws);
  }

  private void put(String key) {
    s3.putObject(it -> it.bucket(bucket).key(key), RequestBody.fromString("x"));
  }

  private List<S3Object> listed(String prefix, String after) {
    List<S3Object> all = new ArrayList<>();
    String[] token = new String[1];
    do {
      ListObjectsV2Response page =
          s3.listObjectsV2(
              it ->
                  it.bucket(bucket)
                      .expectedBucketOwner(aws.account())
                      .prefix(prefix)
                      .startAfter(after)
                      .maxKeys(2)
                      .continuationToken(token[0]));
      all.addAll(page.contents());
      token[0] = page.nextContinuationToken();
    } while (token[0] != null);
    return all;
  }

  @Test
  @Source(API + "API_ListObjectsV2.html: MaxKeys, StartAfter, ContinuationToken; in UTF-8 order")
  void objectsAreListedInTheOrderOfTheirKeysFromBehindOne() {
    create();
    for (String key : List.of("b/4.log", "b/1.log", "a/9.log", "b/3.log", "b/2.log", "c")) {
      put(key);
    }

    assertThat(listed("b/", "b/1.lo"))
        .extracting(S3Object::key)
        .containsExactly("b/1.log", "b/2.log", "b/3.log", "b/4.log");
    assertThat(listed("b/", "b/2.log"))
        .extracting(S3Object::key)
        .containsExactly("b/3.log", "b/4.log");
  }

  @Test
  @Source(API + "API_ListObjectsV2.html: no delete markers; API_DeleteObject.html")
  void whatIsDeletedIsNotListed() {
    create();
    s3.putBucketVersioning(
        it ->
            it.bucket(bucket)
                .versioningConfiguration(to -> to.status(BucketVersioningStatus.ENABLED)));
    put("gone");
    put("back");
    for (String key : List.of("gone", "back")) {
      assertThat(s3.deleteObject(it -> it.bucket(bucket).key(key)).versionId()).isNotNull();
    }
    put("back");

    assertThat(listed("", null)).extracting(S3Object::key).containsExactly("back");
  }

  @Test
  @Source(API + "API_CreateMultipartUpload.html; API_AbortMultipartUpload.html: NoSuchUpload")
  void uploadThatIsAbortedLeavesNothing() {
    create();
    CreateMultipartUploadResponse begun =
        s3.createMultipartUpload(it -> it.bucket(bucket).key("log").serverSideEncryption("AES256"));
    assertThat(begun.serverSideEncryptionAsString()).isEqualTo("AES256");

    abort(begun.uploadId());

    assertThat(
            s3.listMultipartUploads(it -> it.bucket(bucket).expectedBucketOwner(aws.account()))
                .uploads())
        .isEmpty();
    assertThat(listed("", null)).isEmpty();
    assertThat(refusal(() -> abort(begun.uploadId()))).isEqualTo("NoSuchUpload");
  }

  private void abort(String uploadId) {
    assertThat(s3.abortMultipartUpload(it -> it.bucket(bucket).key("log").uploadId(uploadId)))
        .isNotNull();
  }
}
