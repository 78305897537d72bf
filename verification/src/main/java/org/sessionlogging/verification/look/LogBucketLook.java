package org.sessionlogging.verification.look;

import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.domain.judgement.LogAccountFacts.Encryption;
import org.sessionlogging.domain.judgement.Shown;
import org.sessionlogging.domain.policy.PolicyDocument;
import org.sessionlogging.domain.settings.Tags;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.EncryptionType;
import software.amazon.awssdk.services.s3.model.GetBucketEncryptionRequest;
import software.amazon.awssdk.services.s3.model.GetBucketOwnershipControlsRequest;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyRequest;
import software.amazon.awssdk.services.s3.model.GetBucketTaggingRequest;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningRequest;
import software.amazon.awssdk.services.s3.model.GetPublicAccessBlockRequest;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;

/**
 * The settings of the log bucket, as its own account sees them.
 *
 * @param s3 of the bucket's Region
 * @param owner the account that has to own it
 */
record LogBucketLook(Aws aws, S3Client s3, String bucketName, String owner) {
  private static final String FORMER_ENCRYPTION = Tags.OURS + "former-encryption";

  Shown<Encryption> encryption() {
    return setting(
        GetBucketEncryptionRequest.builder().bucket(bucketName).expectedBucketOwner(owner).build(),
        S3Client::getBucketEncryption,
        it ->
            it.serverSideEncryptionConfiguration().rules().stream()
                .filter(rule -> rule.applyServerSideEncryptionByDefault() != null)
                .findFirst()
                .map(LogBucketLook::encryption),
        "ServerSideEncryptionConfigurationNotFoundError");
  }

  /** Bucket Keys are off unless S3 says that they are on (API reference). */
  private static Encryption encryption(ServerSideEncryptionRule rule) {
    return new Encryption(
        rule.applyServerSideEncryptionByDefault().sseAlgorithmAsString(),
        Optional.ofNullable(rule.applyServerSideEncryptionByDefault().kmsMasterKeyID()),
        Boolean.TRUE.equals(rule.bucketKeyEnabled()),
        rule.blockedEncryptionTypes() != null
            && rule.blockedEncryptionTypes().encryptionType().contains(EncryptionType.SSE_C));
  }

  Shown<Boolean> publicAccessBlocked() {
    return setting(
        GetPublicAccessBlockRequest.builder().bucket(bucketName).expectedBucketOwner(owner).build(),
        S3Client::getPublicAccessBlock,
        it -> Optional.of(it.publicAccessBlockConfiguration()).map(LogBucketLook::areAllOn),
        "NoSuchPublicAccessBlockConfiguration");
  }

  private static boolean areAllOn(PublicAccessBlockConfiguration blocks) {
    return blocks.equals(
        PublicAccessBlockConfiguration.builder()
            .blockPublicAcls(true)
            .blockPublicPolicy(true)
            .ignorePublicAcls(true)
            .restrictPublicBuckets(true)
            .build());
  }

  Shown<String> objectOwnership() {
    return setting(
        GetBucketOwnershipControlsRequest.builder()
            .bucket(bucketName)
            .expectedBucketOwner(owner)
            .build(),
        S3Client::getBucketOwnershipControls,
        it ->
            it.ownershipControls().rules().stream()
                .findFirst()
                .map(rule -> rule.objectOwnershipAsString()),
        "OwnershipControlsNotFoundError");
  }

  Shown<Boolean> versioned() {
    return setting(
        GetBucketVersioningRequest.builder().bucket(bucketName).expectedBucketOwner(owner).build(),
        S3Client::getBucketVersioning,
        it -> Optional.of(it.status() == BucketVersioningStatus.ENABLED));
  }

  Shown<PolicyDocument> policy() {
    return setting(
        GetBucketPolicyRequest.builder().bucket(bucketName).expectedBucketOwner(owner).build(),
        S3Client::getBucketPolicy,
        it -> Optional.of(PolicyDocument.parse(it.policy())),
        "NoSuchBucketPolicy");
  }

  /** As the tag of an adopted bucket has it (ADR 0011). */
  Optional<String> formerEncryption() {
    return setting(
            GetBucketTaggingRequest.builder().bucket(bucketName).expectedBucketOwner(owner).build(),
            S3Client::getBucketTagging,
            it ->
                it.tagSet().stream()
                    .filter(tag -> tag.key().equals(FORMER_ENCRYPTION))
                    .findFirst()
                    .map(tag -> tag.value()),
            "NoSuchTagSet")
        .value();
  }

  private <Q extends AwsRequest, R extends AwsResponse, T> Shown<T> setting(
      Q request,
      BiFunction<S3Client, Q, R> operation,
      Function<R, Optional<T>> said,
      String... absent) {
    return Asking.shown(() -> aws.find(s3, request, operation, absent).flatMap(said));
  }
}
