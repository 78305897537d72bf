package org.sessionlogging.central.bucket;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sessionlogging.kit.reconcile.Part;
import org.sessionlogging.kit.reconcile.Step;
import software.amazon.awssdk.services.s3.model.AbortIncompleteMultipartUpload;
import software.amazon.awssdk.services.s3.model.BucketLifecycleConfiguration;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.GetBucketLifecycleConfigurationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketLifecycleConfigurationResponse;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.LifecycleRuleFilter;
import software.amazon.awssdk.services.s3.model.PutBucketLifecycleConfigurationRequest;

/**
 * The lifecycle rule that aborts unfinished uploads after 7 days; rules of other ids are somebody
 * else's and stay.
 */
public final class UnfinishedUploadsPart implements Part<LifecycleRule> {
  private static final String RULE_ID = "session-logging-unfinished-uploads";
  private static final int DAYS = 7;
  private static final LifecycleRuleFilter EVERYTHING =
      LifecycleRuleFilter.builder().prefix("").build();

  private final LogBucket bucket;

  public UnfinishedUploadsPart(LogBucket bucket) {
    this.bucket = bucket;
  }

  @Override
  public String name() {
    return "lifecycle of unfinished uploads";
  }

  @Override
  public Optional<LifecycleRule> live() {
    return configuration().rules().stream()
        .filter(rule -> RULE_ID.equals(rule.id()))
        .map(UnfinishedUploadsPart::inOneSpelling)
        .findFirst();
  }

  /** An empty filter means every object, as an empty prefix does. */
  private static LifecycleRule inOneSpelling(LifecycleRule rule) {
    return LifecycleRuleFilter.builder().build().equals(rule.filter())
        ? rule.toBuilder().filter(EVERYTHING).build()
        : rule;
  }

  private GetBucketLifecycleConfigurationResponse configuration() {
    return bucket
        .aws()
        .find(
            GetBucketLifecycleConfigurationRequest.builder()
                .bucket(bucket.name())
                .expectedBucketOwner(bucket.owner())
                .build(),
            bucket.s3()::getBucketLifecycleConfiguration,
            LogBucket.ABSENT,
            "NoSuchLifecycleConfiguration")
        .orElseGet(() -> GetBucketLifecycleConfigurationResponse.builder().build());
  }

  @Override
  public LifecycleRule desired() {
    return LifecycleRule.builder()
        .id(RULE_ID)
        .status(ExpirationStatus.ENABLED)
        .filter(EVERYTHING)
        .abortIncompleteMultipartUpload(
            AbortIncompleteMultipartUpload.builder().daysAfterInitiation(DAYS).build())
        .build();
  }

  @Override
  public Step put(LifecycleRule desired, Optional<LifecycleRule> live) {
    // The call replaces everything, so what is somebody else's goes in again.
    GetBucketLifecycleConfigurationResponse present = configuration();
    List<LifecycleRule> rules = new ArrayList<>(present.rules());
    rules.removeIf(rule -> RULE_ID.equals(rule.id()));
    rules.add(desired);
    bucket.call(
        PutBucketLifecycleConfigurationRequest.builder()
            .bucket(bucket.name())
            .expectedBucketOwner(bucket.owner())
            .transitionDefaultMinimumObjectSize(present.transitionDefaultMinimumObjectSize())
            .lifecycleConfiguration(BucketLifecycleConfiguration.builder().rules(rules).build())
            .build(),
        bucket.s3()::putBucketLifecycleConfiguration);
    return Step.DONE;
  }
}
