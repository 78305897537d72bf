package org.sessionlogging.central.bucket;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sessionlogging.kit.reconcile.Handle;
import org.sessionlogging.kit.reconcile.Step;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.AbortIncompleteMultipartUpload;
import software.amazon.awssdk.services.s3.model.BucketLifecycleConfiguration;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.GetBucketLifecycleConfigurationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketLifecycleConfigurationResponse;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.LifecycleRuleFilter;
import software.amazon.awssdk.services.s3.model.PutBucketLifecycleConfigurationRequest;

/** The lifecycle rule for unfinished uploads; rules of other ids are somebody else's and stay. */
public record UnfinishedUploads(LogBucket bucket) implements Handle<LifecycleRule> {
  private static final String RULE_ID = "session-logging-unfinished-uploads";
  private static final LifecycleRuleFilter EVERYTHING =
      LifecycleRuleFilter.builder().prefix("").build();

  /** They are aborted after so many days. */
  public static LifecycleRule abortedAfter(int days) {
    return LifecycleRule.builder()
        .id(RULE_ID)
        .status(ExpirationStatus.ENABLED)
        .filter(EVERYTHING)
        .abortIncompleteMultipartUpload(
            AbortIncompleteMultipartUpload.builder().daysAfterInitiation(days).build())
        .build();
  }

  @Override
  public String name() {
    return "lifecycle of unfinished uploads";
  }

  @Override
  public Optional<LifecycleRule> read() {
    return configuration().rules().stream()
        .filter(rule -> RULE_ID.equals(rule.id()))
        .map(UnfinishedUploads::inOneSpelling)
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
  public Step write(LifecycleRule rule, Optional<LifecycleRule> live) {
    // The call replaces everything, so what is somebody else's goes in again.
    GetBucketLifecycleConfigurationResponse present = configuration();
    List<LifecycleRule> rules = new ArrayList<>(present.rules());
    rules.removeIf(it -> RULE_ID.equals(it.id()));
    rules.add(rule);
    bucket.call(
        PutBucketLifecycleConfigurationRequest.builder()
            .bucket(bucket.name())
            .expectedBucketOwner(bucket.owner())
            .transitionDefaultMinimumObjectSize(present.transitionDefaultMinimumObjectSize())
            .lifecycleConfiguration(BucketLifecycleConfiguration.builder().rules(rules).build())
            .build(),
        S3Client::putBucketLifecycleConfiguration);
    return Step.DONE;
  }
}
