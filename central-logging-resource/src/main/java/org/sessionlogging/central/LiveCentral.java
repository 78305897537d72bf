package org.sessionlogging.central;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.sessionlogging.central.bucket.BucketPolicySetting;
import org.sessionlogging.central.bucket.BucketTags;
import org.sessionlogging.central.bucket.BucketVersioning;
import org.sessionlogging.central.bucket.LogBucket;
import org.sessionlogging.central.keys.KeyMarks;
import org.sessionlogging.central.keys.KeyRotation;
import org.sessionlogging.central.keys.KeySetting;
import org.sessionlogging.central.keys.KeyTags;
import org.sessionlogging.central.keys.LogKeys;
import org.sessionlogging.central.keys.PrimaryKey;
import org.sessionlogging.domain.policy.BucketPolicy;
import org.sessionlogging.domain.settings.KeyArn;
import org.sessionlogging.domain.settings.KeyPurpose;
import org.sessionlogging.domain.settings.Tags;

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
        .existingBucketKeyArn(keys.given().bucketKey().map(KeyArn::toString).orElse(null))
        .existingSessionKeyArn(keys.given().sessionKey().map(KeyArn::toString).orElse(null))
        .replicaRegions(keys.replicaRegions())
        .keyRotationPeriodInDays(rotationPeriod().orElse(null))
        .keyDeletionWindowInDays(deletionWindow().orElse(null))
        .accountPrefix(scope.map(it -> it.accountPrefix().name()).orElse(null))
        .logPrefix(scope.flatMap(it -> it.logPrefix()).orElse(null))
        .versioningEnabled(new BucketVersioning(bucket).read().orElse(null))
        .tags(CentralMapper.tags(tagsOfUsers()))
        .bucketArn(bucket.place().bucketArn(bucket.name()))
        .bucketKeyArn(keys.arn(KeyPurpose.BUCKET).orElse(null))
        .sessionKeyArn(keys.arn(KeyPurpose.SESSION).orElse(null))
        .build();
  }

  private Optional<Integer> rotationPeriod() {
    return ownKey()
        .flatMap(key -> new KeyRotation(key).read())
        .map(KeySetting::value)
        .filter(days -> days > 0);
  }

  private Optional<Integer> deletionWindow() {
    return ownKey()
        .flatMap(key -> new KeyTags(key).read())
        .flatMap(tags -> KeyMarks.deletionWindow(tags.value()));
  }

  private SortedMap<String, String> tagsOfUsers() {
    SortedMap<String, String> tags = new BucketTags(bucket).read().orElseGet(TreeMap::new);
    tags.keySet().removeIf(key -> !Tags.areOfUsers(key));
    return tags;
  }

  /** The key of whose settings the others have the same; there is none beside given ones. */
  private Optional<PrimaryKey> ownKey() {
    return keys.primaries().stream().findFirst();
  }
}
