package org.sessionlogging.fakes.s3;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.sessionlogging.fakes.store.AwsError;
import org.sessionlogging.fakes.store.Page;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.BucketNamespace;
import software.amazon.awssdk.services.s3.model.CreateBucketConfiguration;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.CreateBucketResponse;
import software.amazon.awssdk.services.s3.model.DeleteBucketRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketResponse;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.ListBucketsRequest;
import software.amazon.awssdk.services.s3.model.ListBucketsResponse;
import software.amazon.awssdk.services.s3.model.Tag;

/** Making, finding and deleting buckets. */
interface BucketCalls extends S3Client {
  /** The most buckets of one answer (API reference, ListBuckets: MaxBuckets). */
  int MOST_BUCKETS = 10_000;

  Reach reach();

  /** API reference, HeadBucket: the status is all there is. */
  @Override
  default HeadBucketResponse headBucket(HeadBucketRequest request) {
    FakeBucket bucket =
        reach()
            .store()
            .look(
                request,
                request.bucket(),
                state -> Optional.ofNullable(state.buckets.get(request.bucket())))
            .orElseThrow(() -> AwsError.withoutBody(404));
    String expected = Optional.ofNullable(request.expectedBucketOwner()).orElse(bucket.owner);
    if (!bucket.owner.equals(reach().account()) || !bucket.owner.equals(expected)) {
      throw AwsError.withoutBody(403);
    }
    if (!bucket.region.equals(reach().region())) {
      throw AwsError.withoutBody(301);
    }
    return HeadBucketResponse.builder().bucketRegion(bucket.region).build();
  }

  /**
   * One's own bucket: 200 in us-east-1, BucketAlreadyOwnedByYou elsewhere; another account's:
   * BucketAlreadyExists (API reference, CreateBucket). A name that was deleted a moment ago:
   * OperationAborted (aws/aws-cli#2411 and #2593).
   */
  @Override
  default CreateBucketResponse createBucket(CreateBucketRequest request) {
    String name = request.bucket();
    boolean still =
        reach().store().look(request, name + " gone", state -> state.buckets.containsKey(name));
    if (still && !reach().store().present().buckets.containsKey(name)) {
      throw AwsError.of(409, "OperationAborted", "A conflicting operation is in progress.");
    }
    return reach()
        .store()
        .write(
            request,
            name,
            Set.of(),
            state -> {
              refuseTaken(state.buckets.get(name));
              refuseWrongPlace(request);
              state.buckets.computeIfAbsent(name, it -> made(configuration(request).tags()));
              return CreateBucketResponse.builder().location("/" + name).build();
            });
  }

  private void refuseTaken(FakeBucket present) {
    if (present != null && !present.owner.equals(reach().account())) {
      throw AwsError.of(409, "BucketAlreadyExists", "The requested bucket name is not available.");
    }
    if (present != null && !reach().region().equals("us-east-1")) {
      throw AwsError.of(409, "BucketAlreadyOwnedByYou", "You already own it.");
    }
  }

  /**
   * API reference, CreateBucketConfiguration: LocationConstraint; S3 user guide, "Namespaces for
   * general purpose buckets" (gpbucketnamespaces.html).
   */
  private void refuseWrongPlace(CreateBucketRequest request) {
    String region = reach().region();
    String constraint = configuration(request).locationConstraintAsString();
    String wanted = region.equals("us-east-1") ? null : region;
    if (wanted == null ? constraint != null : !wanted.equals(constraint)) {
      throw AwsError.of(400, "InvalidLocationConstraint", "The location constraint is not valid.");
    }
    boolean ofAccount = request.bucketNamespace() == BucketNamespace.ACCOUNT_REGIONAL;
    if (ofAccount != request.bucket().endsWith("-" + reach().account() + "-" + region + "-an")) {
      throw AwsError.of(400, "InvalidBucketName", "The name does not fit the namespace.");
    }
  }

  private static CreateBucketConfiguration configuration(CreateBucketRequest request) {
    return Optional.ofNullable(request.createBucketConfiguration())
        .orElseGet(() -> CreateBucketConfiguration.builder().build());
  }

  private FakeBucket made(List<Tag> tags) {
    Map<String, String> byKey = new TreeMap<>();
    tags.forEach(tag -> byKey.put(tag.key(), tag.value()));
    return new FakeBucket(reach().account(), reach().region(), byKey);
  }

  /**
   * Prefix, BucketRegion, MaxBuckets and ContinuationToken; with any of them the answer names each
   * bucket's Region (API reference, ListBuckets).
   */
  @Override
  default ListBucketsResponse listBuckets(ListBucketsRequest request) {
    return reach()
        .store()
        .look(
            request,
            reach().account(),
            state -> {
              Page<String> page =
                  Page.of(
                      names(state, request),
                      request.continuationToken(),
                      Optional.ofNullable(request.maxBuckets()).orElse(MOST_BUCKETS).intValue());
              return ListBucketsResponse.builder()
                  .buckets(
                      page.as(
                          it ->
                              Bucket.builder()
                                  .name(it)
                                  .bucketRegion(state.buckets.get(it).region)
                                  .build()))
                  .continuationToken(page.next())
                  .build();
            });
  }

  private List<String> names(S3State state, ListBucketsRequest request) {
    String prefix = Optional.ofNullable(request.prefix()).orElse("");
    return state.buckets.entrySet().stream()
        .filter(it -> it.getValue().owner.equals(reach().account()))
        .filter(it -> it.getKey().startsWith(prefix))
        .filter(
            it ->
                request.bucketRegion() == null
                    || it.getValue().region.equals(request.bucketRegion()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * Old versions and delete markers count (S3 user guide, "Deleting a general purpose bucket"),
   * unfinished uploads don't (ceph/ceph#15630, tried on S3).
   */
  @Override
  default DeleteBucketResponse deleteBucket(DeleteBucketRequest request) {
    return reach()
        .store()
        .write(
            request,
            request.bucket(),
            Set.of("NoSuchBucket"),
            state -> {
              FakeBucket bucket = reach().in(state, request, request.bucket());
              if (!bucket.versions.isEmpty() || !bucket.deleteMarkers.isEmpty()) {
                throw AwsError.of(
                    409,
                    "BucketNotEmpty",
                    "The bucket you tried to delete is not empty. You must delete all versions in the bucket.");
              }
              state.buckets.remove(request.bucket());
              return DeleteBucketResponse.builder().build();
            });
  }
}
