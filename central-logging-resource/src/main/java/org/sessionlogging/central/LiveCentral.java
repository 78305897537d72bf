package org.sessionlogging.central;

import java.util.Optional;
import java.util.SortedMap;
import org.sessionlogging.central.bucket.BucketPolicyPart;
import org.sessionlogging.central.bucket.LogBucket;
import org.sessionlogging.central.bucket.VersioningPart;
import org.sessionlogging.central.keys.KeyRotationPart;
import org.sessionlogging.central.keys.LogKey;
import org.sessionlogging.central.keys.LogKeys;
import org.sessionlogging.domain.policy.BucketPolicy;
import org.sessionlogging.domain.settings.KeyMode;
import software.amazon.awssdk.services.kms.model.KeyMetadata;

/**
 * The model as AWS holds it now, half made or half gone as it may be: what can't be told is absent.
 */
record LiveCentral(LogBucket bucket, LogKeys keys, KeyMode mode) {

  ResourceModel model() {
    SortedMap<String, String> tags = bucket.tags();
    tags.keySet().removeIf(key -> Tags.ofAws(key) || Tags.ofOurs(key));
    Optional<BucketPolicy.Scope> scope =
        BucketPolicyPart.policy(bucket).flatMap(it -> BucketPolicy.scope(it, bucket.name()));
    return ResourceModel.builder()
        .bucketName(bucket.name())
        .organizationId(scope.flatMap(it -> it.organizationId()).orElse(null))
        .keyMode(mode.name())
        .replicaRegions(keys.regionsWithLiveReplica())
        .keyRotationPeriodInDays(KeyRotationPart.period(keys.bucketKey()).orElse(null))
        .keyDeletionWindowInDays(keys.bucketKey().deletionWindow().orElse(null))
        .accountPrefix(scope.map(it -> it.accountPrefix().name()).orElse(null))
        .logPrefix(scope.flatMap(it -> it.logPrefix()).orElse(null))
        .versioningEnabled(VersioningPart.enabled(bucket).orElse(null))
        .tags(CentralMapper.tags(tags))
        .bucketArn(bucket.place().bucketArn(bucket.name()))
        .bucketKeyArn(arn(keys.bucketKey()))
        .sessionKeyArn(arn(keys.sessionKey()))
        .build();
  }

  private static String arn(LogKey key) {
    return key.find().map(KeyMetadata::arn).orElse(null);
  }
}
