package org.sessionlogging.central;

import org.sessionlogging.kit.contract.Failures;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/** What S3, KMS and Organizations say, beyond what every service says. */
final class CentralFailures {
  static final Failures TABLE =
      Failures.OF_EVERY_SERVICE
          .with(
              HandlerErrorCode.AlreadyExists,
              "The name belongs to another account: give another BucketName.",
              "BucketAlreadyExists")
          .with(
              HandlerErrorCode.ResourceConflict,
              "Logs arrived meanwhile and nothing was changed: to keep it all, give the resource DeletionPolicy: Retain; to"
                  + " be rid of it, empty the bucket yourself, then delete again.",
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
              "KMS does not know the key or its Region: see whether every Region of ReplicaRegions is enabled in this"
                  + " account.",
              "NotFoundException",
              "UnsupportedOperationException",
              "OptInRequired")
          .withPassing(
              HandlerErrorCode.ResourceConflict,
              "Something else in this account made a bucket of this name at the same moment: give another BucketName, or"
                  + " look at that bucket.",
              // Also what a repeated CreateBucket says while the new bucket's tags can't be read
              // yet.
              "BucketAlreadyOwnedByYou")
          .withPassing(
              HandlerErrorCode.ResourceConflict,
              "Another operation on the same bucket or key is under way: start the operation again when it is over.",
              "OperationAborted",
              "ConflictException",
              "KMSInvalidStateException");

  private CentralFailures() {}
}
