package org.sessionlogging.central.bucket;

import java.util.Optional;
import org.sessionlogging.kit.reconcile.Handle;
import org.sessionlogging.kit.reconcile.Step;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningRequest;
import software.amazon.awssdk.services.s3.model.PutBucketVersioningRequest;
import software.amazon.awssdk.services.s3.model.VersioningConfiguration;

/**
 * Whether the bucket keeps every version; a bucket that was never versioned and a suspended one are
 * the same to us.
 */
public record BucketVersioning(LogBucket bucket) implements Handle<Boolean> {

  @Override
  public String name() {
    return "bucket versioning";
  }

  @Override
  public Optional<Boolean> read() {
    return bucket
        .find(
            GetBucketVersioningRequest.builder()
                .bucket(bucket.name())
                .expectedBucketOwner(bucket.owner())
                .build(),
            S3Client::getBucketVersioning)
        .map(it -> it.status() == BucketVersioningStatus.ENABLED);
  }

  @Override
  public Step write(Boolean enabled, Optional<Boolean> live) {
    bucket.call(
        PutBucketVersioningRequest.builder()
            .bucket(bucket.name())
            .expectedBucketOwner(bucket.owner())
            .versioningConfiguration(
                VersioningConfiguration.builder()
                    .status(
                        enabled ? BucketVersioningStatus.ENABLED : BucketVersioningStatus.SUSPENDED)
                    .build())
            .build(),
        S3Client::putBucketVersioning);
    return Step.DONE;
  }
}
