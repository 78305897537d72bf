package org.sessionlogging.central;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.sessionlogging.central.ResourceModel.ResourceModelBuilder;
import org.sessionlogging.central.bucket.BucketMarks;
import org.sessionlogging.central.bucket.BucketPolicySetting;
import org.sessionlogging.central.bucket.BucketTags;
import org.sessionlogging.central.bucket.BucketVersioning;
import org.sessionlogging.central.bucket.LogBucket;
import org.sessionlogging.central.keys.KeyMarks;
import org.sessionlogging.central.keys.KeyRotation;
import org.sessionlogging.central.keys.KeySetting;
import org.sessionlogging.central.keys.KeyTags;
import org.sessionlogging.central.keys.LogKey;
import org.sessionlogging.central.keys.LogKeys;
import org.sessionlogging.central.keys.PrimaryKey;
import org.sessionlogging.domain.policy.BucketPolicy;
import org.sessionlogging.domain.policy.PolicyDocument;
import org.sessionlogging.domain.settings.CentralLogging;
import org.sessionlogging.domain.settings.InvalidSettings;
import org.sessionlogging.domain.settings.KeyArn;
import org.sessionlogging.domain.settings.Tags;
import org.sessionlogging.kit.contract.Invocation;
import software.amazon.awssdk.services.kms.model.KeyMetadata;

/**
 * The model as AWS holds it now, half made or half gone as it may be: what can't be told is absent.
 *
 * @param marks what is known of the bucket beside its settings
 */
record LiveCentral(
    LogBucket bucket, Optional<BucketMarks> marks, LogKeys keys, Invocation invocation) {

  ResourceModel model() {
    return access()
        .keyMode(keys.mode().name())
        .replicaRegions(keys.replicaRegions())
        .keyRotationPeriodInDays(ofAllKeys(LiveCentral::rotationPeriod).orElse(null))
        .keyDeletionWindowInDays(ofAllKeys(LiveCentral::deletionWindow).orElse(null))
        .versioningEnabled(new BucketVersioning(bucket).read().orElse(null))
        .tags(CentralMapper.tags(tagsOfUsers()))
        .bucketArn(bucket.place().bucketArn(bucket.name()))
        .bucketKeyArn(arn(keys.bucketKey()))
        .sessionKeyArn(arn(keys.sessionKey()))
        .build();
  }

  /**
   * Who may do what, as far as the policy carries it out as a whole: were one statement more or
   * less in it, nobody could say that accounts are confined to their prefixes. So a policy that was
   * loosened by hand shows as drift. LogPrefix is what it was at the bucket's birth, whatever the
   * policy says: were it to drift, a drift-aware change set would replace the bucket.
   */
  private ResourceModelBuilder access() {
    Optional<PolicyDocument> policy = new BucketPolicySetting(bucket).read();
    Optional<BucketPolicy.Scope> scope =
        policy.flatMap(it -> BucketPolicy.scope(it, bucket.name()));
    ResourceModel identified =
        ResourceModel.builder()
            .bucketName(bucket.name())
            .logPrefix(
                marks
                    .flatMap(BucketMarks::logPrefix)
                    .or(() -> scope.flatMap(it -> it.logPrefix()))
                    .orElse(null))
            .build();
    ResourceModel told =
        identified.toBuilder()
            .organizationId(scope.flatMap(it -> it.organizationId()).orElse(null))
            .accountPrefix(scope.map(it -> it.accountPrefix().name()).orElse(null))
            .build();
    return (policy.equals(policyOf(told)) ? told : identified).toBuilder();
  }

  /** The policy that a declaration of that would be carried out with. */
  private Optional<PolicyDocument> policyOf(ResourceModel told) {
    try {
      CentralLogging logging = CentralMapper.settings(told, invocation);
      return logging
          .access()
          .organizationId()
          .flatMap(
              organization ->
                  Optional.ofNullable(arn(keys.bucketKey()))
                      .flatMap(KeyArn::parse)
                      .map(key -> BucketPolicy.of(logging, organization, key)));
    } catch (InvalidSettings e) {
      return Optional.empty();
    }
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
    SortedMap<String, String> tags = new BucketTags(bucket).read().orElseGet(TreeMap::new);
    tags.keySet().removeIf(key -> !Tags.areOfUsers(key));
    return tags;
  }

  private static String arn(LogKey key) {
    return key.find().map(KeyMetadata::arn).orElse(null);
  }
}
