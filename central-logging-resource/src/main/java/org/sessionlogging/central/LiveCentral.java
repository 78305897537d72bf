package org.sessionlogging.central;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.sessionlogging.central.bucket.BucketAccessLog;
import org.sessionlogging.central.bucket.BucketLifecycle;
import org.sessionlogging.central.bucket.BucketMarks;
import org.sessionlogging.central.bucket.BucketObjectLock;
import org.sessionlogging.central.bucket.BucketTags;
import org.sessionlogging.central.bucket.BucketVersioning;
import org.sessionlogging.central.bucket.EventBridgeDelivery;
import org.sessionlogging.central.bucket.FoundTags;
import org.sessionlogging.central.bucket.LogBucket;
import org.sessionlogging.central.bucket.LogRules;
import org.sessionlogging.central.bucket.RegionMarks;
import org.sessionlogging.central.keys.KeyMarks;
import org.sessionlogging.central.keys.KeyRotation;
import org.sessionlogging.central.keys.KeySetting;
import org.sessionlogging.central.keys.KeyTags;
import org.sessionlogging.central.keys.LogKeys;
import org.sessionlogging.central.keys.PrimaryKey;
import org.sessionlogging.domain.settings.KeyArn;
import org.sessionlogging.domain.settings.KeyPurpose;
import org.sessionlogging.domain.settings.KeySettings;
import org.sessionlogging.domain.settings.OnExistingBucket;
import software.amazon.awssdk.services.s3.model.BucketLoggingStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;

/**
 * The model as AWS holds it now, half made or half gone as it may be: what can't be told is absent.
 */
record LiveCentral(LogBucket bucket, LogKeys keys, LiveAccess access) {

  ResourceModel model() {
    ResourceModel told = access.model();
    Optional<RegionMarks> regions = access.marks().map(BucketMarks::regions);
    return told.toBuilder()
        .keyMode(keys.mode().name())
        .existingBucketKeyArn(keys.given().bucketKey().map(KeyArn::toString).orElse(null))
        .existingSessionKeyArn(keys.given().sessionKey().map(KeyArn::toString).orElse(null))
        .replicaRegions(
            regions
                .map(it -> it.replicas(keys.replicas().regions(), bucket.place().region()))
                .orElseGet(keys.replicas()::regions))
        .retiredRegions(regions.flatMap(RegionMarks::retired).orElse(null))
        .keyRotationPeriodInDays(ofAllKeys(LiveCentral::rotationPeriod).orElse(null))
        .keyDeletionWindowInDays(ofAllKeys(LiveCentral::deletionWindow).orElse(null))
        .onExistingBucket(
            access.marks().map(BucketMarks::onExisting).orElse(OnExistingBucket.FAIL).name())
        .justInTimeAccess(justInTimeAccess().orElse(null))
        .versioningEnabled(new BucketVersioning(bucket).read().orElse(null))
        .objectLock(objectLock())
        .lifecycleRules(lifecycleRules(new LogRules(Optional.ofNullable(told.getLogPrefix()))))
        .accessLog(accessLog())
        .eventBridgeEnabled(new EventBridgeDelivery(bucket).read().orElse(null))
        .tags(CentralMapper.tags(tagsOfUsers()))
        .bucketArn(bucket.place().bucketArn(bucket.name()))
        .bucketKeyArn(keys.arn(KeyPurpose.BUCKET).orElse(null))
        .sessionKeyArn(keys.arn(KeyPurpose.SESSION).orElse(null))
        .build();
  }

  private ObjectLock objectLock() {
    return new BucketObjectLock(bucket)
        .read()
        .flatMap(BucketObjectLock.State::retention)
        .map(it -> new ObjectLock(it.mode().name(), it.days()))
        .orElse(null);
  }

  private LifecycleRules lifecycleRules(LogRules rules) {
    List<LifecycleRule> live = new BucketLifecycle(bucket).read().orElse(List.of());
    LifecycleRules declared =
        LifecycleRules.builder()
            .transitionToGlacierInDays(rules.transitionToGlacierInDays(live).orElse(null))
            .expireInDays(rules.expireInDays(live).orElse(null))
            .noncurrentExpireInDays(rules.noncurrentExpireInDays(live).orElse(null))
            .build();
    return declared.equals(new LifecycleRules()) ? null : declared;
  }

  private AccessLog accessLog() {
    return new BucketAccessLog(bucket)
        .read()
        .map(BucketLoggingStatus::loggingEnabled)
        .map(
            it ->
                new AccessLog(
                    it.targetBucket(), it.targetPrefix().isEmpty() ? null : it.targetPrefix()))
        .orElse(null);
  }

  private Optional<Boolean> justInTimeAccess() {
    // A given key is not ours to tag.
    return keys.given(KeyPurpose.SESSION).isPresent()
        ? Optional.of(false)
        : new KeyTags(keys.own(KeyPurpose.SESSION))
            .read()
            .map(
                tags ->
                    KeySettings.JUST_IN_TIME_VALUE.equals(
                        tags.value().get(KeySettings.JUST_IN_TIME_TAG)));
  }

  /** Empty unless it is the same for each key. */
  private <T> Optional<T> ofAllKeys(Function<PrimaryKey, Optional<T>> setting) {
    List<Optional<T>> values = keys.primaries().stream().map(setting).distinct().toList();
    return values.size() == 1 ? values.get(0) : Optional.empty();
  }

  private static Optional<Integer> rotationPeriod(PrimaryKey key) {
    return new KeyRotation(key).read().map(KeySetting::value).filter(days -> days > 0);
  }

  private static Optional<Integer> deletionWindow(PrimaryKey key) {
    return new KeyTags(key).read().flatMap(tags -> KeyMarks.deletionWindow(tags.value()));
  }

  private SortedMap<String, String> tagsOfUsers() {
    return FoundTags.declaredIn(new BucketTags(bucket).read().orElseGet(TreeMap::new));
  }
}
