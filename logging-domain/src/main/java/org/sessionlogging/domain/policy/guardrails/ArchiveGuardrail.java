package org.sessionlogging.domain.policy.guardrails;

import java.util.List;
import java.util.stream.Stream;
import org.sessionlogging.domain.policy.Statement;
import org.sessionlogging.domain.settings.KeyArn;
import org.sessionlogging.domain.settings.OrganizationId;
import org.sessionlogging.domain.settings.Place;

/**
 * What a resource control policy adds to the policies of bucket and keys: it stays when somebody
 * replaces these, and binds callers of every account, the log account's root user and the
 * management account included.
 */
record ArchiveGuardrail(
    Place place,
    String bucketName,
    OrganizationId organization,
    List<KeyArn> keys,
    Guarded guarded) {
  private static final List<String> DELETE_OR_LOOSEN_BUCKET =
      List.of(
          "s3:BypassGovernanceRetention",
          "s3:DeleteBucket",
          "s3:DeleteBucketPolicy",
          "s3:DeleteObject",
          "s3:DeleteObjectVersion",
          "s3:PutBucketAbac",
          "s3:PutBucketAcl",
          "s3:PutBucketLogging",
          "s3:PutBucketObjectLockConfiguration",
          "s3:PutBucketOwnershipControls",
          "s3:PutBucketPolicy",
          "s3:PutBucketPublicAccessBlock",
          "s3:PutBucketTagging",
          "s3:PutBucketVersioning",
          "s3:PutEncryptionConfiguration",
          "s3:PutLifecycleConfiguration",
          "s3:PutObjectLegalHold",
          "s3:PutObjectRetention",
          "s3:PutReplicationConfiguration",
          "s3:Replicate*",
          "s3:TagResource",
          "s3:UntagResource",
          "s3:UpdateObjectEncryption");

  // Aliases are asked for together with their keys (KMS developer guide, "Controlling access to
  // aliases"). kms:RetireGrant knows no resource control policy (KMS developer guide, "Resource
  // control policies in AWS KMS").
  private static final List<String> DELETE_OR_LOOSEN_KEYS =
      List.of(
          "kms:CreateAlias",
          "kms:CreateGrant",
          "kms:DeleteAlias",
          "kms:DeleteImportedKeyMaterial",
          "kms:DisableKey",
          "kms:DisableKeyRotation",
          "kms:PutKeyPolicy",
          "kms:ReplicateKey",
          "kms:ScheduleKeyDeletion",
          "kms:TagResource",
          "kms:UntagResource",
          "kms:UpdateAlias",
          "kms:UpdatePrimaryRegion");

  List<Statement> statements() {
    return List.of(
        // The form of AWS's own sample (KMS developer guide, "Resource control policies in AWS
        // KMS"): a service that works for itself has no organization.
        Statement.deny("OnlyOrganization")
            .everyone()
            .actions("s3:*", "kms:*")
            .resources(all())
            .when("StringNotEqualsIfExists", "aws:PrincipalOrgID", organization.text())
            .when("BoolIfExists", "aws:PrincipalIsAWSService", "false"),
        Statement.deny("OnlyTls")
            .everyone()
            .actions("s3:*")
            .resources(bucket())
            .when("Bool", "aws:SecureTransport", "false"),
        keep("KeepBucket").actions(DELETE_OR_LOOSEN_BUCKET).resources(bucket()),
        keep("KeepKeys").actions(DELETE_OR_LOOSEN_KEYS).resources(Guarded.array(keyArns())));
  }

  /** A role of that path in another account is no role of ours. */
  private Statement keep(String sid) {
    String ours = guarded.ourRoles(place.account());
    return guarded.except(Statement.deny(sid).everyone(), List.of(ours));
  }

  private String[] all() {
    return Guarded.array(Stream.concat(Stream.of(bucket()), keyArns()));
  }

  private String[] bucket() {
    String bucket = place.bucketArn(bucketName);
    return new String[] {bucket, bucket + "/*"};
  }

  private Stream<String> keyArns() {
    return keys.stream()
        .map(key -> key.multiRegion() ? key.inEveryRegion() : key.toString())
        .distinct();
  }
}
