package org.sessionlogging.central.bucket;

import java.util.Optional;
import org.sessionlogging.aws.Pages;
import org.sessionlogging.kit.reconcile.Handle;
import org.sessionlogging.kit.reconcile.Step;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListBucketsRequest;
import software.amazon.awssdk.services.s3.model.ListBucketsResponse;

/**
 * Whether S3 lists the bucket, which it may do late (S3 user guide, "Amazon S3 data consistency
 * model"): what was created has to be found by a list that follows (CloudFormation CLI user guide,
 * "Resource type handler contract").
 */
public record BucketListed(LogBucket bucket) implements Handle<Boolean> {

  @Override
  public String name() {
    return "bucket in the list of buckets";
  }

  @Override
  public Optional<Boolean> read() {
    return Optional.of(
        Pages.of(this::page, ListBucketsResponse::continuationToken)
            .flatMap(page -> page.buckets().stream())
            .anyMatch(it -> it.name().equals(bucket.name())));
  }

  /** Asked as {@link BucketListing} asks. */
  private ListBucketsResponse page(String token) {
    return bucket.call(
        ListBucketsRequest.builder()
            .bucketRegion(bucket.place().region())
            .prefix(bucket.name())
            .maxBuckets(1_000)
            .continuationToken(token)
            .build(),
        S3Client::listBuckets);
  }

  @Override
  public Step write(Boolean listed, Optional<Boolean> live) {
    return Step.wait(2, "the " + name());
  }
}
