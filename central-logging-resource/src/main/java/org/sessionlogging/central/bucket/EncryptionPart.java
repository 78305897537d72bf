package org.sessionlogging.central.bucket;

import java.util.List;
import java.util.Optional;
import org.sessionlogging.central.keys.LogKey;
import org.sessionlogging.kit.reconcile.Part;
import org.sessionlogging.kit.reconcile.Step;
import software.amazon.awssdk.services.s3.model.BlockedEncryptionTypes;
import software.amazon.awssdk.services.s3.model.EncryptionType;
import software.amazon.awssdk.services.s3.model.GetBucketEncryptionRequest;
import software.amazon.awssdk.services.s3.model.PutBucketEncryptionRequest;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionByDefault;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionConfiguration;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;

/**
 * The bucket's default encryption with Key 1.
 *
 * <p>The key stands there as an ARN, since the agent sends it on word for word and an id would be
 * looked up in the member's account. Bucket Keys are off: with them S3 sends the bucket's ARN as
 * encryption context, and the key policy could no longer confine an account to its own prefix.
 */
public final class EncryptionPart implements Part<ServerSideEncryptionRule> {
  private final LogBucket bucket;
  private final LogKey key;

  public EncryptionPart(LogBucket bucket, LogKey key) {
    this.bucket = bucket;
    this.key = key;
  }

  @Override
  public String name() {
    return "bucket encryption";
  }

  @Override
  public Optional<ServerSideEncryptionRule> live() {
    return bucket
        .aws()
        .find(
            GetBucketEncryptionRequest.builder()
                .bucket(bucket.name())
                .expectedBucketOwner(bucket.owner())
                .build(),
            bucket.s3()::getBucketEncryption,
            LogBucket.ABSENT,
            "ServerSideEncryptionConfigurationNotFoundError")
        .flatMap(it -> it.serverSideEncryptionConfiguration().rules().stream().findFirst());
  }

  @Override
  public ServerSideEncryptionRule desired() {
    return ServerSideEncryptionRule.builder()
        .applyServerSideEncryptionByDefault(
            ServerSideEncryptionByDefault.builder()
                .sseAlgorithm(ServerSideEncryption.AWS_KMS)
                .kmsMasterKeyID(key.arn().toString())
                .build())
        .bucketKeyEnabled(false)
        .blockedEncryptionTypes(
            BlockedEncryptionTypes.builder().encryptionType(EncryptionType.SSE_C).build())
        .build();
  }

  @Override
  public Step put(ServerSideEncryptionRule desired, Optional<ServerSideEncryptionRule> live) {
    bucket.call(
        PutBucketEncryptionRequest.builder()
            .bucket(bucket.name())
            .expectedBucketOwner(bucket.owner())
            .serverSideEncryptionConfiguration(
                ServerSideEncryptionConfiguration.builder().rules(List.of(desired)).build())
            .build(),
        bucket.s3()::putBucketEncryption);
    return Step.DONE;
  }
}
