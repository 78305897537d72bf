package org.sessionlogging.central.bucket;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.sessionlogging.domain.settings.Tags;
import org.sessionlogging.kit.reconcile.Removal;
import org.sessionlogging.kit.reconcile.Step;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteBucketLifecycleRequest;
import software.amazon.awssdk.services.s3.model.GetBucketLifecycleConfigurationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketLifecycleConfigurationResponse;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.PutBucketLifecycleConfigurationRequest;

/**
 * Gives a bucket back: takes off our lifecycle rules, then our tags, which are the proof. All that
 * protects what is in it stays.
 */
public record BucketRelease(LogBucket bucket) implements Removal {
  @Override
  public String name() {
    return "bucket";
  }

  /** Whether there is anything to give back. */
  public boolean isHere() {
    return bucket.presence() == LogBucket.Presence.HERE;
  }

  /** Done once the tags are seen to be gone. */
  @Override
  public Step remove() {
    boolean hadRules = takeOffRules();
    boolean hadTags = takeOffTags();
    return hadRules || hadTags
        ? Step.handBack("the bucket to show that it was given back")
        : Step.DONE;
  }

  private boolean takeOffRules() {
    Optional<GetBucketLifecycleConfigurationResponse> live =
        bucket.find(
            GetBucketLifecycleConfigurationRequest.builder()
                .bucket(bucket.name())
                .expectedBucketOwner(bucket.owner())
                .build(),
            S3Client::getBucketLifecycleConfiguration,
            "NoSuchLifecycleConfiguration");
    List<LifecycleRule> rules = live.map(it -> it.rules()).orElseGet(List::of);
    List<LifecycleRule> others = rules.stream().filter(it -> !LogRules.isOurs(it)).toList();
    if (others.size() == rules.size()) {
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
      bucket.call(
          PutBucketLifecycleConfigurationRequest.builder()
              .bucket(bucket.name())
              .expectedBucketOwner(bucket.owner())
              .transitionDefaultMinimumObjectSize(
                  live.orElseThrow().transitionDefaultMinimumObjectSize())
              .lifecycleConfiguration(it -> it.rules(others))
              .build(),
          S3Client::putBucketLifecycleConfiguration);
    }
    return true;
  }

  private boolean takeOffTags() {
    BucketTags handle = new BucketTags(bucket);
    SortedMap<String, String> others = new TreeMap<>(handle.read().orElseGet(TreeMap::new));
    if (!others.keySet().removeIf(Tags::areOurs)) {
      return false;
    }
    handle.put(others);
    return true;
  }
}
