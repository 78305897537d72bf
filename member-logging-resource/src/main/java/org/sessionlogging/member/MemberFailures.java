package org.sessionlogging.member;

import java.time.Duration;
import org.sessionlogging.kit.contract.Failures;
import org.sessionlogging.kit.contract.Patience;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/**
 * What SSM's documents and IAM's policies may answer. Source: the "Errors" sections of the API
 * references of the calls that this type makes.
 */
final class MemberFailures {
  /** What SSM and IAM take at most to show everywhere what was just made or changed. */
  private static final Duration FRESH = Duration.ofMinutes(2);

  static final Failures TABLE =
      Failures.OF_EVERY_SERVICE
          .withDenials(
              "Allow the action to the role that this operation runs under. \"Cannot be modified\" of a document is mostly a"
                  + " service control policy, or a missing ssm:UpdateDocument; look at permissions boundaries, too.")
          .with(
              HandlerErrorCode.InvalidCredentials,
              "A Region that is not enabled in this account knows none of its credentials: enable the Regions of the bucket and"
                  + " of its key (aws account enable-region), instances can't write there otherwise. If they are enabled: look"
                  + " at the trust policy of the role that this operation runs under.",
              "InvalidClientTokenId",
              "UnrecognizedClientException",
              "InvalidAccessKeyId",
              "InvalidToken")
          .with(
              HandlerErrorCode.ServiceLimitExceeded,
              "A document has at most 1,000 versions: list them (aws ssm list-document-versions), and delete old ones (aws ssm"
                  + " delete-document --document-version ...), but neither the one of PreviousDocumentVersion nor the last"
                  + " one before this resource's own: a delete brings back what they say.",
              "DocumentVersionLimitExceeded")
          .with(
              HandlerErrorCode.ServiceLimitExceeded,
              "SSM keeps 500 documents, and 64 KB and 50 tags in one: delete what is not needed, or ask for a higher quota.",
              "DocumentLimitExceeded",
              "MaxDocumentSizeExceeded",
              "TooManyTagsError")
          .with(
              HandlerErrorCode.ServiceLimitExceeded,
              "Parameter Store keeps 10,000 standard parameters: delete what is not needed, or ask for a higher quota. A"
                  + " parameter whose oldest version bears a label takes no new one: delete the parameter, this resource"
                  + " makes it anew.",
              "ParameterLimitExceeded",
              "ParameterMaxVersionLimitExceeded")
          .with(
              HandlerErrorCode.ResourceConflict,
              "Somebody has given the parameter another type or a pattern of its own: delete the parameter, then start the"
                  + " operation again; this resource makes it anew.",
              "HierarchyTypeMismatchException",
              "ParameterPatternMismatchException")
          .with(
              HandlerErrorCode.ServiceLimitExceeded,
              "A role takes 10 managed policies, an account 1,500 of them and 1,000 roles by default: detach or delete what is not"
                  + " needed, leave the role out of RoleNames, or ask for a higher IAM quota.",
              "LimitExceeded",
              "LimitExceededException")
          .withPassing(
              Patience.of(FRESH),
              HandlerErrorCode.InvalidRequest,
              "S3 knows no bucket of that name: see that BucketName is Central's, and that Central has made it.",
              "NoSuchBucket")
          .withPassing(
              Patience.of(FRESH),
              HandlerErrorCode.InvalidRequest,
              "Add this Region to Central's ReplicaRegions: in each of them an alias leads to the session key. None leads to a key"
                  + " of another account than the bucket key's, nor in a bucket that Central does not have: give SessionKeyArn.",
              "NotFoundException")
          .with(
              HandlerErrorCode.InvalidRequest,
              "Correct the preferences that are declared, or those that the document holds already.",
              "InvalidDocumentContent",
              "InvalidDocumentSchemaVersion")
          .withPassing(
              Patience.of(FRESH),
              HandlerErrorCode.ResourceConflict,
              "Somebody else works on the document at the same time: start the operation again.",
              "DocumentAlreadyExists",
              "InvalidDocument",
              "InvalidDocumentOperation",
              "InvalidDocumentVersion",
              "InvalidResourceId",
              "TooManyUpdates")
          .withPassing(
              Patience.of(FRESH),
              HandlerErrorCode.ResourceConflict,
              "Somebody else works on the role or the policy at the same time, or it is attached to something that RoleNames"
                  + " does not name: detach it there, then start the operation again.",
              "ConcurrentModification",
              "ConcurrentModificationException",
              "DeleteConflict",
              "DeleteConflictException",
              "EntityAlreadyExists",
              "EntityAlreadyExistsException",
              "EntityTemporarilyUnmodifiable",
              "NoSuchEntity");

  private MemberFailures() {}
}
