package org.sessionlogging.central;

import java.time.Duration;
import org.sessionlogging.kit.contract.Failures;
import org.sessionlogging.kit.contract.Patience;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/** What S3, KMS and Organizations say, beyond what every service says. */
final class CentralFailures {
  /** What S3 and KMS take at most to show everywhere what was just made or changed. */
  private static final Duration FRESH = Duration.ofMinutes(5);

  /**
   * What versioning takes at most to be on everywhere (S3 user guide, manage-versioning-examples:
   * 15 minutes).
   */
  private static final Duration VERSIONING = Duration.ofMinutes(20);

  /** What IAM takes at most to show a role that was made a moment ago (IAM user guide). */
  private static final Duration ROLE = Duration.ofMinutes(2);

  /** What a replica takes at most to be made (hashicorp/terraform-provider-aws#49917). */
  private static final Duration REPLICA = Duration.ofMinutes(20);

  /** What a deleted bucket's name takes at most to be free (aws/aws-cli#2411, #2593). */
  private static final Duration NAME = Duration.ofMinutes(45);

  static final Failures TABLE =
      Failures.OF_EVERY_SERVICE
          .withDenials(
              "Allow the action to the role that this operation runs under, and look for a denial in a service control"
                  + " policy, a permissions boundary or the policy of the resource itself: with LogAdministratorArns or"
                  + " KeyAdministratorArns that denies it to every role that is neither named there nor below the path"
                  + " /session-logging/.")
          .with(
              HandlerErrorCode.AlreadyExists,
              "The name belongs to another account: give another BucketName.",
              "BucketAlreadyExists")
          .with(
              HandlerErrorCode.ResourceConflict,
              "A log arrived meanwhile and nothing was changed. To be rid of it, empty the bucket yourself.",
              "BucketNotEmpty")
          .with(
              HandlerErrorCode.ResourceConflict,
              "Something else made it at the same moment: see what it is for.",
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
              HandlerErrorCode.ResourceConflict,
              "The bucket's ACL grants others access: take the grants off (PutBucketAcl).",
              "InvalidBucketAclWithObjectOwnership")
          .with(
              HandlerErrorCode.InvalidRequest,
              "Choose a BucketName that S3 allows.",
              "InvalidBucketName")
          .with(
              HandlerErrorCode.InvalidRequest,
              "The bucket's tags are kept by attribute-based access control, which refuses this call: switch it off for"
                  + " this bucket (PutBucketAbac).",
              "MethodNotAllowed",
              "405")
          .with(
              HandlerErrorCode.InvalidRequest,
              "The bucket of this name is in another Region: give another BucketName, or declare it there.",
              "PermanentRedirect",
              "301")
          .with(
              HandlerErrorCode.InvalidRequest,
              "S3 gives no reason here: aws s3api get-bucket-location says where the bucket is, aws sts"
                  + " get-caller-identity whether the credentials are valid.",
              "400")
          .with(
              HandlerErrorCode.InvalidRequest,
              "See whether every Region of ReplicaRegions is enabled in this account.",
              "UnsupportedOperationException",
              "OptInRequired")
          .withPassing(
              Patience.afterOwnWrites(FRESH),
              HandlerErrorCode.InvalidRequest,
              "KMS does not know the key or the alias: see in CloudTrail whether somebody has deleted it meanwhile.",
              "NotFoundException")
          .withPassing(
              Patience.afterOwnWrites(FRESH),
              HandlerErrorCode.ResourceConflict,
              "S3 does not know the bucket: see in CloudTrail whether somebody has deleted it meanwhile.",
              "NoSuchBucket",
              "404")
          .withPassing(
              Patience.of(ROLE),
              HandlerErrorCode.ResourceConflict,
              "IAM does not know the role that this operation runs under: see in CloudTrail whether somebody has deleted it"
                  + " meanwhile.",
              "NoSuchEntity")
          .withPassing(
              // Also what a repeated CreateBucket says while the new bucket's tags can't be read
              // yet.
              Patience.of(FRESH),
              HandlerErrorCode.AlreadyExists,
              "Something else in this account made a bucket of this name at the same moment: give another BucketName.",
              "BucketAlreadyOwnedByYou")
          .withPassing(
              Patience.of(NAME),
              HandlerErrorCode.ResourceConflict,
              "Another operation on the same bucket is under way, or its name was deleted a moment ago: wait an hour, or"
                  + " give another BucketName.",
              "OperationAborted")
          .withPassing(
              Patience.afterOwnWrites(VERSIONING),
              HandlerErrorCode.InvalidRequest,
              "Versioning and Object Lock do not fit together: aws s3api get-bucket-versioning and"
                  + " get-object-lock-configuration say what the bucket has.",
              "InvalidBucketState")
          .withPassing(
              // What was found right may not be seen everywhere yet.
              Patience.of(FRESH),
              HandlerErrorCode.InvalidRequest,
              "S3 does not take the bucket of AccessLog: look at its Region and its policy.",
              "InvalidTargetBucketForLogging",
              "CrossLocationLoggingProhibited")
          .withPassing(
              Patience.of(REPLICA),
              HandlerErrorCode.ResourceConflict,
              "The key is not in a state for that: aws kms describe-key says in which one, and whether somebody else is at"
                  + " work on it.",
              "ConflictException",
              "DisabledException",
              "KMSInvalidStateException");

  private CentralFailures() {}
}
