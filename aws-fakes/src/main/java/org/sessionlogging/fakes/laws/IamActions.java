package org.sessionlogging.fakes.laws;

import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The IAM actions that calls need. Source of the names and of what is implied: Service
 * Authorization Reference, "Actions, resources, and condition keys" of each service.
 */
public final class IamActions {

  /** Operations whose action has another name. */
  private static final Map<String, String> OTHER_NAMES =
      Map.ofEntries(
          Map.entry("s3 HeadBucket", "s3:ListBucket"),
          Map.entry("s3 ListBuckets", "s3:ListAllMyBuckets"),
          Map.entry("s3 ListMultipartUploads", "s3:ListBucketMultipartUploads"),
          Map.entry("s3 ListObjectVersions", "s3:ListBucketVersions"),
          Map.entry("s3 ListObjectsV2", "s3:ListBucket"),
          Map.entry("s3 DeleteBucketLifecycle", "s3:PutLifecycleConfiguration"),
          Map.entry("s3 GetBucketEncryption", "s3:GetEncryptionConfiguration"),
          Map.entry("s3 PutBucketEncryption", "s3:PutEncryptionConfiguration"),
          Map.entry("s3 GetBucketLifecycleConfiguration", "s3:GetLifecycleConfiguration"),
          Map.entry("s3 PutBucketLifecycleConfiguration", "s3:PutLifecycleConfiguration"),
          Map.entry("s3 GetBucketNotificationConfiguration", "s3:GetBucketNotification"),
          Map.entry("s3 GetBucketReplication", "s3:GetReplicationConfiguration"),
          Map.entry("s3 PutBucketNotificationConfiguration", "s3:PutBucketNotification"),
          Map.entry("s3 GetObjectLockConfiguration", "s3:GetBucketObjectLockConfiguration"),
          Map.entry("s3 PutObjectLockConfiguration", "s3:PutBucketObjectLockConfiguration"),
          Map.entry("s3 GetPublicAccessBlock", "s3:GetBucketPublicAccessBlock"),
          Map.entry("s3 PutPublicAccessBlock", "s3:PutBucketPublicAccessBlock"),
          Map.entry("resourcegroupstaggingapi GetResources", "tag:GetResources"));

  /**
   * Actions that a call needs beside its own. More sources: API reference of CreateBucket
   * ("Permissions": object ownership, tags), of CreateKey ("Required permissions"; the
   * service-linked role: KMS developer guide, "Authorizing AWS KMS to synchronize multi-Region
   * keys"), of ReplicateKey ("Required permissions"), of CreateDocument, PutParameter and
   * CreatePolicy (Tags), of CreateRole (Tags); the role that a service is to have: Systems Manager
   * user guide, "Managing EC2 instances automatically with Default Host Management Configuration".
   */
  private static final Map<String, Set<String>> IMPLIED =
      Map.of(
          "s3 CreateBucket", Set.of("s3:PutBucketOwnershipControls", "s3:TagResource"),
          "kms CreateKey", Set.of("iam:CreateServiceLinkedRole", "kms:TagResource"),
          "kms ReplicateKey", Set.of("kms:CreateKey", "kms:TagResource"),
          "ssm CreateDocument", Set.of("ssm:AddTagsToResource"),
          "ssm PutParameter", Set.of("ssm:AddTagsToResource"),
          "ssm UpdateServiceSetting", Set.of("iam:PassRole"),
          "iam CreatePolicy", Set.of("iam:TagPolicy"),
          "iam CreateRole", Set.of("iam:TagRole"));

  private IamActions() {}

  /** What a principal that makes these calls has to be allowed. */
  public static SortedSet<String> of(Iterable<String> calls) {
    SortedSet<String> actions = new TreeSet<>();
    for (String call : calls) {
      actions.add(OTHER_NAMES.getOrDefault(call, call.replace(' ', ':')));
      actions.addAll(IMPLIED.getOrDefault(call, Set.of()));
    }
    return actions;
  }
}
