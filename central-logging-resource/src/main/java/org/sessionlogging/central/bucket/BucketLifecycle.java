package org.sessionlogging.central.bucket;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sessionlogging.kit.reconcile.Handle;
import org.sessionlogging.kit.reconcile.Step;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketLifecycleConfiguration;
import software.amazon.awssdk.services.s3.model.DeleteBucketLifecycleRequest;
import software.amazon.awssdk.services.s3.model.GetBucketLifecycleConfigurationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketLifecycleConfigurationResponse;
import software.amazon.awssdk.services.s3.model.LifecycleExpiration;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.LifecycleRuleAndOperator;
import software.amazon.awssdk.services.s3.model.LifecycleRuleFilter;
import software.amazon.awssdk.services.s3.model.PutBucketLifecycleConfigurationRequest;

/** Our rules of the bucket's lifecycle, in the order of their ids; all others stay as they are. */
public record BucketLifecycle(LogBucket bucket) implements Handle<List<LifecycleRule>> {
  private static final LifecycleRuleFilter NO_FILTER = LifecycleRuleFilter.builder().build();

  @Override
  public String name() {
    return "lifecycle rules";
  }

  @Override
  public Optional<List<LifecycleRule>> read() {
    return Optional.of(
        LogRules.sorted(
            configuration().rules().stream()
                .filter(LogRules::isOurs)
                .map(BucketLifecycle::inOneSpelling)));
  }

  /** As it is written here, whatever S3 makes of it: no filter means every object. */
  private static LifecycleRule inOneSpelling(LifecycleRule rule) {
    LifecycleRule.Builder same = rule.toBuilder();
    LifecycleRuleFilter filter = rule.filter();
    if (NO_FILTER.equals(filter)) {
      same.filter(it -> it.prefix(""));
    } else if (filter != null && filter.and() != null && "".equals(filter.and().prefix())) {
      same.filter(withoutPrefix(filter));
    }
    LifecycleExpiration expiration = rule.expiration();
    if (expiration != null && Boolean.FALSE.equals(expiration.expiredObjectDeleteMarker())) {
      same.expiration(expiration.toBuilder().expiredObjectDeleteMarker(null).build());
    }
    return same.build();
  }

  /** A size with an empty prefix is a size alone. */
  private static LifecycleRuleFilter withoutPrefix(LifecycleRuleFilter filter) {
    LifecycleRuleAndOperator rest = filter.and().toBuilder().prefix(null).build();
    Long size = rest.objectSizeGreaterThan();
    return rest.equals(LifecycleRuleAndOperator.builder().objectSizeGreaterThan(size).build())
        ? LifecycleRuleFilter.builder().objectSizeGreaterThan(size).build()
        : filter;
  }

  private GetBucketLifecycleConfigurationResponse configuration() {
    return bucket
        .find(
            GetBucketLifecycleConfigurationRequest.builder()
                .bucket(bucket.name())
                .expectedBucketOwner(bucket.owner())
                .build(),
            S3Client::getBucketLifecycleConfiguration,
            "NoSuchLifecycleConfiguration")
        .orElseGet(() -> GetBucketLifecycleConfigurationResponse.builder().build());
  }

  @Override
  public Step write(List<LifecycleRule> ours, Optional<List<LifecycleRule>> live) {
    // The call replaces everything, so what is somebody else's goes in again.
    GetBucketLifecycleConfigurationResponse present = configuration();
    List<LifecycleRule> rules = new ArrayList<>(present.rules());
    rules.removeIf(LogRules::isOurs);
    rules.addAll(ours);
    put(rules, present);
    return Step.DONE;
  }

  /** Takes off our rules; false where there are none. S3 takes no configuration without a rule. */
  boolean takeOff() {
    GetBucketLifecycleConfigurationResponse present = configuration();
    List<LifecycleRule> others =
        present.rules().stream().filter(it -> !LogRules.isOurs(it)).toList();
    if (others.size() == present.rules().size()) {
      return false;
    }
    if (others.isEmpty()) {
      bucket.call(
          DeleteBucketLifecycleRequest.builder()
              .bucket(bucket.name())
              .expectedBucketOwner(bucket.owner())
              .build(),
          S3Client::deleteBucketLifecycle);
    } else {
      put(others, present);
    }
    return true;
  }

  /**
   * Beside rules with a filter, as ours are, S3 takes none of the older form, with a prefix of its
   * own (hashicorp/terraform-provider-aws#23299). In a filter it means the same.
   */
  @SuppressWarnings("deprecation") // Buckets that are taken over may have such rules.
  private static LifecycleRule byFilter(LifecycleRule rule) {
    return rule.prefix() == null
        ? rule
        : rule.toBuilder()
            .prefix(null)
            .filter(LifecycleRuleFilter.builder().prefix(rule.prefix()).build())
            .build();
  }

  private void put(List<LifecycleRule> rules, GetBucketLifecycleConfigurationResponse present) {
    bucket.call(
        PutBucketLifecycleConfigurationRequest.builder()
            .bucket(bucket.name())
            .expectedBucketOwner(bucket.owner())
            .transitionDefaultMinimumObjectSize(present.transitionDefaultMinimumObjectSize())
            .lifecycleConfiguration(
                BucketLifecycleConfiguration.builder()
                    .rules(rules.stream().map(BucketLifecycle::byFilter).toList())
                    .build())
            .build(),
        S3Client::putBucketLifecycleConfiguration);
  }
}
