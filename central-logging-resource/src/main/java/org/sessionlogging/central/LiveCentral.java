package org.sessionlogging.central;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.sessionlogging.central.bucket.BucketMarks;
import org.sessionlogging.central.bucket.BucketPolicySetting;
import org.sessionlogging.central.bucket.BucketTags;
import org.sessionlogging.central.bucket.BucketVersioning;
import org.sessionlogging.central.bucket.FoundTags;
import org.sessionlogging.central.bucket.LogBucket;
import org.sessionlogging.central.keys.KeyMarks;
import org.sessionlogging.central.keys.KeyRotation;
import org.sessionlogging.central.keys.KeySetting;
import org.sessionlogging.central.keys.KeyTags;
import org.sessionlogging.central.keys.LogKey;
import org.sessionlogging.central.keys.LogKeys;
import org.sessionlogging.domain.policy.BucketPolicy;
import org.sessionlogging.domain.settings.OnExistingBucket;
import software.amazon.awssdk.services.kms.model.KeyMetadata;

/**
 * The model as AWS holds it now, half made or half gone as it may be: what can't be told is absent.
 */
record LiveCentral(LogBucket bucket, LogKeys keys) {

  ResourceModel model() {
    Optional<BucketPolicy.Scope> scope =
        new BucketPolicySetting(bucket).read().flatMap(it -> BucketPolicy.scope(it, bucket.name()));
    return ResourceModel.builder()
        .bucketName(bucket.name())
        .organizationId(scope.flatMap(it -> it.organizationId()).orElse(null))
        .keyMode(keys.mode().name())
        .replicaRegions(keys.replicaRegions())
        .keyRotationPeriodInDays(rotationPeriod().orElse(null))
        .keyDeletionWindowInDays(deletionWindow().orElse(null))
        .accountPrefix(scope.map(it -> it.accountPrefix().name()).orElse(null))
        .logPrefix(scope.flatMap(it -> it.logPrefix()).orElse(null))
        .onExistingBucket(
            new BucketTags(bucket)
                .read()
                .flatMap(BucketMarks::of)
                .map(BucketMarks::onExisting)
                .orElse(OnExistingBucket.FAIL)
                .name())
        .versioningEnabled(new BucketVersioning(bucket).read().orElse(null))
        .tags(CentralMapper.tags(tagsOfUsers()))
        .bucketArn(bucket.place().bucketArn(bucket.name()))
        .bucketKeyArn(arn(keys.bucketKey()))
        .sessionKeyArn(arn(keys.sessionKey()))
        .build();
  }

  private Optional<Integer> rotationPeriod() {
    return new KeyRotation(keys.bucketKey()).read().map(KeySetting::value).filter(days -> days > 0);
  }

  private Optional<Integer> deletionWindow() {
    return new KeyTags(keys.bucketKey())
        .read()
        .flatMap(tags -> KeyMarks.deletionWindow(tags.value()));
  }

  private SortedMap<String, String> tagsOfUsers() {
    return FoundTags.declaredIn(new BucketTags(bucket).read().orElseGet(TreeMap::new));
  }

  private static String arn(LogKey key) {
    return key.find().map(KeyMetadata::arn).orElse(null);
  }
}
