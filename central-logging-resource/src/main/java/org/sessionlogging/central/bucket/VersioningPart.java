package org.sessionlogging.central.bucket;

import java.util.Optional;
import org.sessionlogging.kit.reconcile.Part;
import org.sessionlogging.kit.reconcile.Step;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningRequest;
import software.amazon.awssdk.services.s3.model.PutBucketVersioningRequest;
import software.amazon.awssdk.services.s3.model.VersioningConfiguration;

/**
 * Whether the bucket keeps every version; a bucket that was never versioned and a suspended one are
 * the same to us.
 */
public final class VersioningPart implements Part<Boolean> {
  private final LogBucket bucket;
  private final boolean enabled;

  public VersioningPart(LogBucket bucket, boolean enabled) {
    this.bucket = bucket;
    this.enabled = enabled;
  }

  @Override
  public String name() {
    return "bucket versioning";
  }

  @Override
  public Optional<Boolean> live() {
    return enabled(bucket);
  }

  /** Empty when there is no bucket. */
  public static Optional<Boolean> enabled(LogBucket bucket) {
    return bucket
        .aws()
        .find(
            GetBucketVersioningRequest.builder()
                .bucket(bucket.name())
                .expectedBucketOwner(bucket.owner())
                .build(),
            bucket.s3()::getBucketVersioning,
            LogBucket.ABSENT)
        .map(it -> it.status() == BucketVersioningStatus.ENABLED);
  }

  @Override
  public Boolean desired() {
    return enabled;
  }

  @Override
  public Step put(Boolean desired, Optional<Boolean> live) {
    bucket.call(
        PutBucketVersioningRequest.builder()
            .bucket(bucket.name())
            .expectedBucketOwner(bucket.owner())
            .versioningConfiguration(
                VersioningConfiguration.builder()
                    .status(
                        desired ? BucketVersioningStatus.ENABLED : BucketVersioningStatus.SUSPENDED)
                    .build())
            .build(),
        bucket.s3()::putBucketVersioning);
    return Step.DONE;
  }
}
