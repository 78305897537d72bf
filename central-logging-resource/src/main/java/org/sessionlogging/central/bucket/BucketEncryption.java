package org.sessionlogging.central.bucket;

import java.util.List;
import java.util.Optional;
import org.sessionlogging.domain.policy.UploadEncryption;
import org.sessionlogging.domain.settings.KeyArn;
import org.sessionlogging.kit.reconcile.Handle;
import org.sessionlogging.kit.reconcile.Step;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BlockedEncryptionTypes;
import software.amazon.awssdk.services.s3.model.EncryptionType;
import software.amazon.awssdk.services.s3.model.GetBucketEncryptionRequest;
import software.amazon.awssdk.services.s3.model.PutBucketEncryptionRequest;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionByDefault;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionConfiguration;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;

/**
 * The bucket's default encryption, by what it means: Bucket Keys are off unless S3 says that they
 * are on (API reference, ServerSideEncryptionRule).
 */
public record BucketEncryption(LogBucket bucket) implements Handle<ServerSideEncryptionRule> {
  private static final String WRITTEN = "bucket encryption written";

  /**
   * Encryption with a key of ours alone.
   *
   * <p>The key stands there as an ARN, since the agent sends it on word for word and an id would be
   * looked up in the member's account. Bucket Keys are off: with them S3 sends the bucket's ARN as
   * encryption context, and the key policy could no longer confine an account to its own prefix.
   */
  public static ServerSideEncryptionRule with(KeyArn key) {
    return ServerSideEncryptionRule.builder()
        .applyServerSideEncryptionByDefault(
            ServerSideEncryptionByDefault.builder()
                .sseAlgorithm(ServerSideEncryption.AWS_KMS)
                .kmsMasterKeyID(key.toString())
                .build())
        .bucketKeyEnabled(false)
        .blockedEncryptionTypes(
            BlockedEncryptionTypes.builder().encryptionType(EncryptionType.SSE_C).build())
        .build();
  }

  @Override
  public String name() {
    return "bucket encryption";
  }

  @Override
  public Optional<ServerSideEncryptionRule> read() {
    return bucket
        .find(
            GetBucketEncryptionRequest.builder()
                .bucket(bucket.name())
                .expectedBucketOwner(bucket.owner())
                .build(),
            S3Client::getBucketEncryption,
            "ServerSideEncryptionConfigurationNotFoundError")
        .flatMap(it -> it.serverSideEncryptionConfiguration().rules().stream().findFirst())
        .map(
            rule ->
                rule.toBuilder()
                    .bucketKeyEnabled(Boolean.TRUE.equals(rule.bucketKeyEnabled()))
                    .build());
  }

  /**
   * Whether this operation has written a rule of which S3 gives back all but the encryption types
   * that are blocked: where a partition does not know them yet, it never will.
   */
  boolean isAllThatShows(ServerSideEncryptionRule wanted, ServerSideEncryptionRule live) {
    return bucket.progress().noted(WRITTEN).isPresent()
        && live.blockedEncryptionTypes() == null
        && live.equals(
            wanted.toBuilder().blockedEncryptionTypes((BlockedEncryptionTypes) null).build());
  }

  /** ARN of the key that new objects are encrypted with; empty when it is none of KMS's. */
  public Optional<String> keyArn() {
    return read()
        .map(ServerSideEncryptionRule::applyServerSideEncryptionByDefault)
        .map(ServerSideEncryptionByDefault::kmsMasterKeyID);
  }

  /**
   * What uploads go on to name that began while the bucket said so: its key, or {@code aws:kms}
   * where it names none, or {@code AES256}; empty for what sessions are refused with.
   */
  public static Optional<String> named(ServerSideEncryptionRule rule) {
    ServerSideEncryptionByDefault wanted = rule.applyServerSideEncryptionByDefault();
    if (wanted == null) {
      return Optional.empty();
    }
    return switch (wanted.sseAlgorithm()) {
      case AES256 -> Optional.of(UploadEncryption.AES256);
      case AWS_KMS ->
          Optional.of(Optional.ofNullable(wanted.kmsMasterKeyID()).orElse(UploadEncryption.KMS));
      default -> Optional.empty();
    };
  }

  @Override
  public Step write(ServerSideEncryptionRule rule, Optional<ServerSideEncryptionRule> live) {
    bucket.call(
        PutBucketEncryptionRequest.builder()
            .bucket(bucket.name())
            .expectedBucketOwner(bucket.owner())
            .serverSideEncryptionConfiguration(
                ServerSideEncryptionConfiguration.builder().rules(List.of(rule)).build())
            .build(),
        S3Client::putBucketEncryption);
    bucket.progress().note(WRITTEN, "");
    return Step.DONE;
  }
}
