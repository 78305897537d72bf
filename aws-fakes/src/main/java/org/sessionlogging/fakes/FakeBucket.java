package org.sessionlogging.fakes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.s3.model.BlockedEncryptionTypes;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.EncryptionType;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.ObjectOwnership;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionByDefault;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;
import software.amazon.awssdk.services.s3.model.TransitionDefaultMinimumObjectSize;

/**
 * A bucket with the settings that it has from birth. Source: S3 user guide, "Default settings for
 * new S3 buckets FAQ", and facts: SSE-S3, SSE-C blocked, all public access blocks, bucket owner
 * enforced.
 */
public final class FakeBucket {
  public final String owner;
  public final String region;
  public final Setting<SortedMap<String, String>> tags;
  public final Setting<String> policy = new Setting<>(null);
  public final Setting<BucketVersioningStatus> versioning = new Setting<>(null);
  public final Setting<List<LifecycleRule>> lifecycle = new Setting<>(null);
  public final Setting<ObjectOwnership> ownership =
      new Setting<>(ObjectOwnership.BUCKET_OWNER_ENFORCED);
  public final Setting<PublicAccessBlockConfiguration> publicAccess =
      new Setting<>(
          PublicAccessBlockConfiguration.builder()
              .blockPublicAcls(true)
              .blockPublicPolicy(true)
              .ignorePublicAcls(true)
              .restrictPublicBuckets(true)
              .build());
  public final Setting<ServerSideEncryptionRule> encryption =
      new Setting<>(
          ServerSideEncryptionRule.builder()
              .applyServerSideEncryptionByDefault(
                  ServerSideEncryptionByDefault.builder()
                      .sseAlgorithm(ServerSideEncryption.AES256)
                      .build())
              .bucketKeyEnabled(false)
              .blockedEncryptionTypes(
                  BlockedEncryptionTypes.builder().encryptionType(EncryptionType.SSE_C).build())
              .build());

  public final List<String> versions = new ArrayList<>();
  public final List<String> deleteMarkers = new ArrayList<>();
  public final List<String> uploads = new ArrayList<>();
  public Optional<TransitionDefaultMinimumObjectSize> transitionMinimum = Optional.empty();

  /** Until a bucket just made can be read. */
  boolean hidden;

  public FakeBucket(String owner, String region, Map<String, String> tags) {
    this.owner = owner;
    this.region = region;
    this.tags = new Setting<>(tags.isEmpty() ? null : new TreeMap<>(tags));
  }
}
