package org.sessionlogging.central.bucket;

import java.util.Optional;
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
  private static final String DELETED = "bucket deleted";

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
              + " deleted here. Nothing was changed. To be rid of them, empty the bucket yourself, which Object Lock"
              + " allows for each version once its retention has ended, then delete the stack again. To keep them, leave"
              + " bucket and keys as they are: when the stack is DELETE_FAILED, aws cloudformation delete-stack"
              + " --retain-resources LOGICAL_ID deletes it without them.");
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
   * Done only when the bucket is proven gone, because what encrypts its logs goes next: S3 has
   * deleted it for this operation, or shows none of this account however often it is looked for.
   *
   * @throws Refused while a bucket is there that nothing proves ours, or that holds anything
   */
  @Override
  public Step remove() {
    if (bucket().progress().noted(DELETED).isPresent()) {
      return Step.DONE;
    }
    boolean here = bucket().presence() == LogBucket.Presence.HERE;
    if (here && isOurs()) {
      refuseWhileItHoldsAnything();
      return delete();
    }
    Optional<Step> look = bucket().progress().lookAgain(name(), "the bucket, which may show late");
    if (look.isPresent()) {
      return look.get();
    }
    handle.proof().refuseMissing();
    return Step.DONE;
  }

  /** That S3 does not know it may mean that it does not know it yet. */
  private Step delete() {
    boolean deleted =
        bucket()
            .find(
                DeleteBucketRequest.builder()
                    .bucket(bucket().name())
                    .expectedBucketOwner(bucket().owner())
                    .build(),
                S3Client::deleteBucket)
            .isPresent();
    if (!deleted) {
      return Step.wait(5, "the bucket to be known everywhere");
    }
    bucket().progress().note(DELETED, "");
    return Step.DONE;
  }
}
