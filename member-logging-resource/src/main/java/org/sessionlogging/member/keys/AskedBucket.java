package org.sessionlogging.member.keys;

import java.util.Optional;
import java.util.function.Function;
import org.sessionlogging.access.BucketRegion;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.aws.CallFailed;
import org.sessionlogging.domain.settings.DeclaredKeys;
import org.sessionlogging.domain.settings.KeyArn;
import org.sessionlogging.domain.settings.Place;
import org.sessionlogging.kit.reconcile.PartFailed;
import org.sessionlogging.kit.reconcile.Refused;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetBucketEncryptionRequest;
import software.amazon.awssdk.services.s3.model.GetBucketEncryptionResponse;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionByDefault;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;

/**
 * The central bucket, asked which key encrypts it: its policy lets the organization see that, as
 * the agent itself asks. Whose bucket it is nobody has told, so that no owner can be expected;
 * should it be a stranger's, the member's policy lets no log go there, as it wants the own
 * organization's.
 *
 * @param clients by Region
 */
record AskedBucket(Aws aws, Function<String, S3Client> clients, Place place, String bucketName) {

  /** The key, whose ARN the agent sends on as it is written there. */
  KeyArn key() {
    ServerSideEncryptionByDefault encryption =
        answer().serverSideEncryptionConfiguration().rules().stream()
            .findFirst()
            .map(ServerSideEncryptionRule::applyServerSideEncryptionByDefault)
            .orElseGet(() -> ServerSideEncryptionByDefault.builder().build());
    return Optional.ofNullable(encryption.kmsMasterKeyID())
        .flatMap(KeyArn::parse)
        .orElseThrow(() -> encryptedOtherwise(encryption));
  }

  private GetBucketEncryptionResponse answer() {
    try {
      return ask(place.region());
    } catch (CallFailed e) {
      throw e.isDenial() ? denied(e) : new PartFailed(DeclaredKeys.BUCKET_KEY, e);
    }
  }

  private GetBucketEncryptionResponse ask(String region) {
    try {
      return askIn(region);
    } catch (CallFailed e) {
      return askIn(BucketRegion.of(e).filter(other -> !other.equals(region)).orElseThrow(() -> e));
    }
  }

  private GetBucketEncryptionResponse askIn(String region) {
    return aws.call(
        clients.apply(region),
        GetBucketEncryptionRequest.builder().bucket(bucketName).build(),
        S3Client::getBucketEncryption);
  }

  private Refused encryptedOtherwise(ServerSideEncryptionByDefault encryption) {
    return Refused.invalid(
        "BucketKeyArn: bucket "
            + bucketName
            + " is encrypted by default with "
            + Optional.ofNullable(encryption.kmsMasterKeyID())
                .orElseGet(encryption::sseAlgorithmAsString)
            + ", which is not the ARN of a KMS key, and agents of other accounts can use nothing else. If Central has the"
            + " bucket, update it, which puts that right; while it declares OnExistingBucket: ADOPT, which keeps what was"
            + " found, give its output as BucketKeyArn here. If not, BucketName is to be Central's.");
  }

  private Refused denied(CallFailed e) {
    return Refused.deniedAsYet(
        "BucketKeyArn: "
            + e.operation()
            + " failed: "
            + e.reason()
            + ". "
            + e.denyingPolicy()
                .map(this::remedy)
                .orElseGet(() -> e.reason().startsWith("User: ") ? ALLOW : remedy()),
        AskedKeys.FRESH);
  }

  private static final String ALLOW =
      "Allow the action to the role that this operation runs under, and look for a denial in a service control policy, a"
          + " permissions boundary or the policy of the bucket.";

  /** S3 user guide, "Troubleshoot access denied (403 Forbidden) errors": the reason's own words. */
  private String remedy(String policy) {
    return policy.equals("resource-based policy")
        ? "The bucket is one of this organization, and its own policy does not let account "
            + place.account()
            + ". If Central has it: its OrganizationPaths leave the account out, or somebody has changed the policy, and an"
            + " update of Central puts it back. If not, BucketName is to be Central's."
        : "AWS says that this kind of policy denies: "
            + policy
            + ". Allow the action there, or except the role of this operation from it.";
  }

  private String remedy() {
    return "Outside of one organization S3 gives no reason. Either bucket "
        + bucketName
        + " is none of this organization's (no two accounts of AWS can have buckets of one name: see that BucketName is"
        + " Central's), or account "
        + place.account()
        + " is not in the organization of Central: see its OrganizationId, and whether the account has joined or left.";
  }
}
