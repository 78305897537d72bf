package org.sessionlogging.central.bucket;

import org.sessionlogging.kit.reconcile.Removal;
import org.sessionlogging.kit.reconcile.Step;
import software.amazon.awssdk.services.s3.model.DeleteBucketRequest;

/**
 * Deletes the bucket, and its policy with it. S3 itself refuses while a log is in it, so a log that
 * arrives after the bucket was seen empty is not lost, and finds its policy and key as they were.
 */
public final class BucketRemoval implements Removal {
  private final LogBucket bucket;

  public BucketRemoval(LogBucket bucket) {
    this.bucket = bucket;
  }

  @Override
  public String name() {
    return "bucket";
  }

  @Override
  public Step remove() {
    if (bucket.ours()) {
      bucket
          .aws()
          .find(
              DeleteBucketRequest.builder()
                  .bucket(bucket.name())
                  .expectedBucketOwner(bucket.owner())
                  .build(),
              bucket.s3()::deleteBucket,
              LogBucket.ABSENT);
    }
    return Step.DONE;
  }
}
