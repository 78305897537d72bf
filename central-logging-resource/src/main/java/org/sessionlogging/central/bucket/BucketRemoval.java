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
public record BucketRemoval(LogBucket bucket) implements Removal {

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
              + bucket.name()
              + ": it holds logs (old versions, delete markers and unfinished uploads count), and they are never"
              + " deleted here. Nothing was changed. To keep it all, give the resource DeletionPolicy: Retain; to be rid of"
              + " it, empty the bucket yourself, then delete again.");
    }
  }

  private boolean isOurs() {
    return new Bucket(bucket).read().isPresent();
  }

  private boolean holdsAnything() {
    ListObjectVersionsResponse versions =
        bucket.call(
            ListObjectVersionsRequest.builder()
                .bucket(bucket.name())
                .expectedBucketOwner(bucket.owner())
                .maxKeys(1)
                .build(),
            S3Client::listObjectVersions);
    return !versions.versions().isEmpty()
        || !versions.deleteMarkers().isEmpty()
        || !bucket
            .call(
                ListMultipartUploadsRequest.builder()
                    .bucket(bucket.name())
                    .expectedBucketOwner(bucket.owner())
                    .maxUploads(1)
                    .build(),
                S3Client::listMultipartUploads)
            .uploads()
            .isEmpty();
  }

  @Override
  public Step remove() {
    if (isOurs()) {
      bucket.find(
          DeleteBucketRequest.builder()
              .bucket(bucket.name())
              .expectedBucketOwner(bucket.owner())
              .build(),
          S3Client::deleteBucket);
    }
    return Step.DONE;
  }
}
