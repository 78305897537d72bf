package org.sessionlogging.central;

import java.time.Duration;
import org.sessionlogging.kit.contract.Failures;
import org.sessionlogging.kit.contract.Patience;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/** What S3, KMS and Organizations say, beyond what every service says. */
final class CentralFailures {
  /** What S3 and KMS take at most to show everywhere what was just made or changed. */
  private static final Duration FRESH = Duration.ofMinutes(5);

  static final Failures TABLE =
      Failures.OF_EVERY_SERVICE
          .with(
              HandlerErrorCode.AlreadyExists,
              "The name belongs to another account: give another BucketName.",
              "BucketAlreadyExists")
          .with(
              HandlerErrorCode.ResourceConflict,
              "Logs arrived meanwhile and nothing was changed: to be rid of them, empty the bucket yourself, then delete"
                  + " again; to keep them, delete the stack with --retain-resources.",
              "BucketNotEmpty")
          .with(
              HandlerErrorCode.ResourceConflict,
              "Something else made it at the same moment: look at it, then start the operation again.",
              "AlreadyExistsException")
          .with(
              HandlerErrorCode.ServiceLimitExceeded,
              "Ask for a higher quota, or make room, in the log account.",
              "TooManyBuckets",
              "LimitExceededException")
          .with(
              HandlerErrorCode.InvalidRequest,
              "Correct the tag that the message names.",
              "InvalidTag",
              "TagException")
          .with(
              HandlerErrorCode.InvalidRequest,
              "Choose a BucketName that S3 allows.",
              "InvalidBucketName")
          .with(
              HandlerErrorCode.InvalidRequest,
              "The bucket's tags are kept by attribute-based access control, which refuses this call: switch it off for"
                  + " this bucket.",
              "MethodNotAllowed")
          .with(
              HandlerErrorCode.InvalidRequest,
              "See whether every Region of ReplicaRegions is enabled in this account.",
              "UnsupportedOperationException",
              "OptInRequired")
          .withPassing(
              Patience.afterOwnWrites(FRESH),
              HandlerErrorCode.InvalidRequest,
              "KMS does not know the key: see whether it was deleted meanwhile, then start the operation again.",
              "NotFoundException")
          .withPassing(
              Patience.afterOwnWrites(FRESH),
              HandlerErrorCode.ResourceConflict,
              "S3 does not know the bucket: see whether it was deleted meanwhile, then start the operation again.",
              "NoSuchBucket",
              "404")
          .withPassing(
              Patience.of(FRESH),
              HandlerErrorCode.ResourceConflict,
              "Something else in this account made a bucket of this name at the same moment: give another BucketName, or"
                  + " look at that bucket.",
              // Also what a repeated CreateBucket says while the new bucket's tags can't be read
              // yet.
              "BucketAlreadyOwnedByYou")
          .withPassing(
              // A name that was deleted shortly before is given out again only after a while.
              Patience.of(Duration.ofMinutes(45)),
              HandlerErrorCode.ResourceConflict,
              "Another operation on the same bucket is under way: start the operation again when it is over.",
              "OperationAborted")
          .withPassing(
              Patience.of(FRESH),
              HandlerErrorCode.ResourceConflict,
              "Another operation on the same key is under way: start the operation again when it is over.",
              "ConflictException",
              "DisabledException",
              "KMSInvalidStateException");

  private CentralFailures() {}
}
