package org.sessionlogging.domain.policy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What an action is about and which of the condition keys that we use it knows. Sources: Service
 * Authorization Reference, "Actions, resources, and condition keys for Amazon S3"
 * (list_amazons3.html) and "... for AWS Key Management Service"
 * (list_awskeymanagementservice.html); global keys apply to every action. Of an action that is not
 * listed here nothing is known, so no policy of bucket and keys may have it.
 */
record ServiceAuthorization(Kind kind, Set<String> keys) {
  enum Kind {
    BUCKET,
    OBJECT,
    KEY,
    OTHER;

    /** A key's policy is about that key alone, which it calls "*" (KMS guide, "Key policies"). */
    boolean isOf(String resource) {
      return switch (this) {
        case BUCKET -> resource.matches("arn:[a-z-]+:s3:::[^/]+");
        case OBJECT -> resource.matches("arn:[a-z-]+:s3:::[^/]+/.+");
        case KEY -> resource.equals("*");
        case OTHER -> false;
      };
    }
  }

  private static final String SSE = "s3:x-amz-server-side-encryption";
  private static final String KEY_ID = SSE + "-aws-kms-key-id";
  private static final Set<String> ENCRYPTION = Set.of(SSE, KEY_ID);
  private static final Set<String> WITH_CUSTOMER_KEYS =
      Set.of(SSE, KEY_ID, SSE + "-customer-algorithm");
  private static final Set<String> ACLS =
      Set.of(
          "s3:x-amz-acl",
          "s3:x-amz-grant-read",
          "s3:x-amz-grant-write",
          "s3:x-amz-grant-read-acp",
          "s3:x-amz-grant-write-acp",
          "s3:x-amz-grant-full-control");
  private static final Set<String> VIA = Set.of("kms:ViaService");
  private static final Set<String> VIA_AND_CONTEXT =
      Set.of(
          "kms:ViaService",
          "kms:EncryptionContext:aws:s3:arn",
          "kms:EncryptionContext:aws:ssm:SessionId",
          "kms:EncryptionContext:aws:ssm:TargetId");

  static final List<String> OBJECT_ACTIONS =
      List.of(
          "s3:PutObject",
          "s3:PutObjectAcl",
          "s3:PutObjectVersionAcl",
          "s3:AbortMultipartUpload",
          "s3:ReplicateObject",
          "s3:ReplicateDelete",
          "s3:ReplicateTags",
          "s3:ReplicateObjectAnnotation",
          "s3:UpdateObjectEncryption",
          "s3:GetObject",
          "s3:GetObjectVersion",
          "s3:GetObjectAcl",
          "s3:GetObjectAttributes",
          "s3:GetObjectVersionAttributes",
          "s3:GetObjectTagging",
          "s3:GetObjectVersionTagging",
          "s3:GetObjectVersionForReplication",
          "s3:GetObjectAnnotation",
          "s3:DeleteObject",
          "s3:DeleteObjectVersion",
          "s3:DeleteObjectTagging",
          "s3:PutObjectTagging",
          "s3:PutObjectRetention",
          "s3:PutObjectLegalHold",
          "s3:BypassGovernanceRetention",
          "s3:RestoreObject",
          "s3:ListMultipartUploadParts");
  static final List<String> BUCKET_ACTIONS =
      List.of(
          "s3:GetEncryptionConfiguration",
          "s3:PutEncryptionConfiguration",
          "s3:GetBucketLocation",
          "s3:GetBucketPolicy",
          "s3:ListBucket",
          "s3:ListBucketVersions",
          "s3:DeleteBucket",
          "s3:DeleteBucketPolicy",
          "s3:PutBucketAbac",
          "s3:PutBucketAcl",
          "s3:PutBucketLogging",
          "s3:PutBucketNotification",
          "s3:PutBucketObjectLockConfiguration",
          "s3:PutBucketOwnershipControls",
          "s3:PutBucketPolicy",
          "s3:PutBucketPublicAccessBlock",
          "s3:PutBucketRequestPayment",
          "s3:PutBucketTagging",
          "s3:PutBucketVersioning",
          "s3:PutInventoryConfiguration",
          "s3:PutLifecycleConfiguration",
          "s3:PutReplicationConfiguration",
          "s3:TagResource",
          "s3:UntagResource");
  static final List<String> USES_OF_KEYS =
      List.of(
          "kms:Decrypt",
          "kms:Encrypt",
          "kms:GenerateDataKey",
          "kms:GenerateDataKeyWithoutPlaintext",
          "kms:ReEncryptFrom",
          "kms:ReEncryptTo");
  static final List<String> ADMINISTRATION_OF_KEYS =
      List.of(
          "kms:CancelKeyDeletion",
          "kms:CreateAlias",
          "kms:CreateGrant",
          "kms:DeleteAlias",
          "kms:DescribeKey",
          "kms:DisableKey",
          "kms:DisableKeyRotation",
          "kms:EnableKey",
          "kms:EnableKeyRotation",
          "kms:GetKeyPolicy",
          "kms:GetKeyRotationStatus",
          "kms:ListGrants",
          "kms:ListResourceTags",
          "kms:PutKeyPolicy",
          "kms:ReplicateKey",
          "kms:RetireGrant",
          "kms:RevokeGrant",
          "kms:RotateKeyOnDemand",
          "kms:ScheduleKeyDeletion",
          "kms:SynchronizeMultiRegionKey",
          "kms:TagResource",
          "kms:UntagResource",
          "kms:UpdateAlias",
          "kms:UpdateKeyDescription",
          "kms:UpdatePrimaryRegion");

  // Keys of actions that are in guardrails alone ("AWS Identity and Access Management",
  // list_awsidentityandaccessmanagementiam.html; "AWS CloudFormation",
  // list_awscloudformation.html).
  private static final Map<String, Set<String>> KEYS_OF_OTHERS =
      Map.of(
          "iam:AttachRolePolicy", Set.of("iam:PolicyARN"),
          "iam:DetachRolePolicy", Set.of("iam:PolicyARN"),
          "cloudformation:CreateChangeSet", Set.of("cloudformation:ImportResourceTypes"));

  static ServiceAuthorization of(String action) {
    return find(action)
        .orElseGet(
            () ->
                new ServiceAuthorization(
                    Kind.OTHER, KEYS_OF_OTHERS.getOrDefault(action, Set.of())));
  }

  /** Known actions that a policy's action means, wildcards and all. */
  static List<String> meant(String action) {
    Pattern pattern =
        Pattern.compile(Pattern.quote(action).replace("*", "\\E.*\\Q"), Pattern.CASE_INSENSITIVE);
    return Stream.of(OBJECT_ACTIONS, BUCKET_ACTIONS, USES_OF_KEYS, ADMINISTRATION_OF_KEYS)
        .flatMap(List::stream)
        .filter(pattern.asMatchPredicate())
        .toList();
  }

  static Optional<ServiceAuthorization> find(String action) {
    if (BUCKET_ACTIONS.contains(action)) {
      return Optional.of(new ServiceAuthorization(Kind.BUCKET, Set.of()));
    }
    if (OBJECT_ACTIONS.contains(action)) {
      return Optional.of(new ServiceAuthorization(Kind.OBJECT, keysOfObjects(action)));
    }
    if (USES_OF_KEYS.contains(action)) {
      return Optional.of(new ServiceAuthorization(Kind.KEY, VIA_AND_CONTEXT));
    }
    return ADMINISTRATION_OF_KEYS.contains(action)
        ? Optional.of(new ServiceAuthorization(Kind.KEY, VIA))
        : Optional.empty();
  }

  /** Whether a request for the action can have the condition key. */
  boolean knows(String key) {
    return key.toLowerCase(Locale.ROOT).startsWith("aws:") || keys.contains(key);
  }

  private static Set<String> keysOfObjects(String action) {
    Set<String> keys = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    switch (action) {
      case "s3:PutObject" -> {
        keys.addAll(WITH_CUSTOMER_KEYS);
        keys.addAll(ACLS);
      }
      case "s3:PutObjectAcl", "s3:PutObjectVersionAcl" -> keys.addAll(ACLS);
      case "s3:ReplicateObject" -> keys.addAll(WITH_CUSTOMER_KEYS);
      case "s3:UpdateObjectEncryption" -> keys.addAll(ENCRYPTION);
      default -> {}
    }
    return keys;
  }
}
