package org.sessionlogging.central.bucket;

import org.sessionlogging.kit.reconcile.Refused;
import org.sessionlogging.kit.reconcile.Removal;
import org.sessionlogging.kit.reconcile.Step;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteBucketRequest;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;

/**
 * Deletes the bucket, and its policy with it. S3 itself refuses while a log is in it, so a log that
 * arrives after the bucket was seen empty is not lost, and finds its policy and key as they were.
 */
public record BucketRemoval(Bucket handle) implements Removal {

  @Override
  public String name() {
    return "bucket";
  }

  /**
   * Changes nothing.
   *
   * @throws Refused while anything is in the bucket
   */
  public void refuseWhileItHoldsAnything() {
    if (isOurs() && holdsAnything()) {
      throw Refused.conflict(
          "bucket "
              + bucket().name()
              + ": it holds logs (old versions, delete markers and unfinished uploads count), and they are never"
              + " deleted here. Nothing was changed. To be rid of them, empty the bucket yourself, then delete again; to keep"
              + " them, delete the stack with --retain-resources, which leaves bucket and keys as they are.");
    }
  }

  private boolean isOurs() {
    return handle.read().isPresent();
  }

  private LogBucket bucket() {
    return handle.bucket();
  }

  private boolean holdsAnything() {
    ListObjectVersionsResponse versions =
        bucket()
            .call(
                ListObjectVersionsRequest.builder()
                    .bucket(bucket().name())
                    .expectedBucketOwner(bucket().owner())
                    .maxKeys(1)
                    .build(),
                S3Client::listObjectVersions);
    return !versions.versions().isEmpty()
        || !versions.deleteMarkers().isEmpty()
        || !bucket()
            .call(
                ListMultipartUploadsRequest.builder()
                    .bucket(bucket().name())
                    .expectedBucketOwner(bucket().owner())
                    .maxUploads(1)
                    .build(),
                S3Client::listMultipartUploads)
            .uploads()
            .isEmpty();
  }

  /**
   * Done only when the bucket is proven gone: what encrypts its logs goes next.
   *
   * @throws Refused while a bucket is there that nothing proves ours
   */
  @Override
  public Step remove() {
    handle.refuseUnproven();
    if (isOurs()) {
      bucket()
          .find(
              DeleteBucketRequest.builder()
                  .bucket(bucket().name())
                  .expectedBucketOwner(bucket().owner())
                  .build(),
              S3Client::deleteBucket);
    }
    return Step.DONE;
  }
}
