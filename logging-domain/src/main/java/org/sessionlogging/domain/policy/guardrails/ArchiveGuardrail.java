package org.sessionlogging.domain.policy.guardrails;

import java.util.List;
import java.util.stream.Stream;
import org.sessionlogging.domain.policy.BucketPolicy;
import org.sessionlogging.domain.policy.KeyPolicies;
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
  // In the bucket's policy some of it is refused to Central, too.
  private static final List<String> OF_BUCKET =
      List.of("s3:Replicate*", "s3:UpdateObjectEncryption");

  // A grant is use handed on. Material that is imported once more may come with its end (KMS API
  // reference, ImportKeyMaterial, ValidTo). Aliases are asked for together with their keys (KMS
  // developer guide, "Controlling access to aliases"). kms:RetireGrant knows no resource control
  // policy (the same guide, "Resource control policies in AWS KMS").
  private static final List<String> OF_KEYS =
      List.of(
          "kms:CreateAlias",
          "kms:CreateGrant",
          "kms:DeleteImportedKeyMaterial",
          "kms:ImportKeyMaterial",
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
        keep("KeepBucket", BucketPolicy.LOOSENING, OF_BUCKET).resources(bucket()),
        keep("KeepKeys", KeyPolicies.LOOSENING, OF_KEYS).resources(Guarded.array(keyArns())));
  }

  /** A role of that path in another account is no role of ours. */
  private Statement keep(String sid, List<String> loosening, List<String> more) {
    String ours = guarded.ourRoles(place.account());
    List<String> actions = Stream.concat(loosening.stream(), more.stream()).toList();
    return guarded.except(Statement.deny(sid).everyone(), List.of(ours)).actions(actions);
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
