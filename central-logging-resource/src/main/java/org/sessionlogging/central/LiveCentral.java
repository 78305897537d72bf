package org.sessionlogging.central;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.sessionlogging.central.bucket.BucketAccessLog;
import org.sessionlogging.central.bucket.BucketLifecycle;
import org.sessionlogging.central.bucket.BucketObjectLock;
import org.sessionlogging.central.bucket.BucketPolicySetting;
import org.sessionlogging.central.bucket.BucketTags;
import org.sessionlogging.central.bucket.BucketVersioning;
import org.sessionlogging.central.bucket.EventBridgeDelivery;
import org.sessionlogging.central.bucket.LogBucket;
import org.sessionlogging.central.bucket.LogRules;
import org.sessionlogging.central.keys.KeyMarks;
import org.sessionlogging.central.keys.KeyPolicy;
import org.sessionlogging.central.keys.KeyRotation;
import org.sessionlogging.central.keys.KeySetting;
import org.sessionlogging.central.keys.KeyTags;
import org.sessionlogging.central.keys.LogKey;
import org.sessionlogging.central.keys.LogKeys;
import org.sessionlogging.domain.policy.BucketPolicy;
import org.sessionlogging.domain.policy.KeyPolicies;
import org.sessionlogging.domain.policy.PolicyDocument;
import org.sessionlogging.domain.settings.KeySettings;
import org.sessionlogging.domain.settings.Tags;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.s3.model.BucketLoggingStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;

/**
 * The model as AWS holds it now, half made or half gone as it may be: what can't be told is absent.
 */
record LiveCentral(LogBucket bucket, LogKeys keys) {

  ResourceModel model() {
    Optional<PolicyDocument> policy = new BucketPolicySetting(bucket).read();
    Optional<BucketPolicy.Scope> scope =
        policy.flatMap(it -> BucketPolicy.scope(it, bucket.name()));
    return ResourceModel.builder()
        .bucketName(bucket.name())
        .organizationId(scope.flatMap(it -> it.organizationId()).orElse(null))
        .organizationPaths(list(scope.map(it -> it.organizationPaths())))
        .keyMode(keys.mode().name())
        .replicaRegions(keys.replicaRegions())
        .keyRotationPeriodInDays(rotationPeriod().orElse(null))
        .keyDeletionWindowInDays(deletionWindow().orElse(null))
        .accountPrefix(scope.map(it -> it.accountPrefix().name()).orElse(null))
        .logPrefix(scope.flatMap(it -> it.logPrefix()).orElse(null))
        .logReaderArns(list(policy.map(BucketPolicy::readers)))
        .logAdministratorArns(list(policy.map(BucketPolicy::administrators)))
        .keyAdministratorArns(list(policyOfKey().map(KeyPolicies::administrators)))
        .justInTimeAccess(justInTimeAccess().orElse(null))
        .versioningEnabled(new BucketVersioning(bucket).read().orElse(null))
        .objectLock(objectLock())
        .lifecycleRules(lifecycleRules(new LogRules(scope.flatMap(it -> it.logPrefix()))))
        .accessLog(accessLog())
        .eventBridgeEnabled(new EventBridgeDelivery(bucket).read().orElse(null))
        .tags(CentralMapper.tags(tagsOfUsers()))
        .bucketArn(bucket.place().bucketArn(bucket.name()))
        .bucketKeyArn(arn(keys.bucketKey()))
        .sessionKeyArn(arn(keys.sessionKey()))
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

  /** Where nobody is named there is no list. */
  private static Set<String> list(Optional<? extends Set<String>> live) {
    return live.<Set<String>>map(it -> it).filter(it -> !it.isEmpty()).orElse(null);
  }

  private Optional<PolicyDocument> policyOfKey() {
    return new KeyPolicy(keys.bucketKey()).read().map(KeySetting::value);
  }

  private Optional<Boolean> justInTimeAccess() {
    return new KeyTags(keys.sessionKey())
        .read()
        .map(
            tags ->
                KeySettings.JUST_IN_TIME_VALUE.equals(
                    tags.value().get(KeySettings.JUST_IN_TIME_TAG)));
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
    SortedMap<String, String> tags = new BucketTags(bucket).read().orElseGet(TreeMap::new);
    tags.keySet().removeIf(key -> !Tags.areOfUsers(key));
    return tags;
  }

  private static String arn(LogKey key) {
    return key.find().map(KeyMetadata::arn).orElse(null);
  }
}
