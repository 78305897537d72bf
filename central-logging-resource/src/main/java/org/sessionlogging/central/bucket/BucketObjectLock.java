package org.sessionlogging.central.bucket;

import java.util.Optional;
import org.sessionlogging.domain.settings.ObjectLock;
import org.sessionlogging.kit.reconcile.Handle;
import org.sessionlogging.kit.reconcile.Step;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DefaultRetention;
import software.amazon.awssdk.services.s3.model.GetObjectLockConfigurationRequest;
import software.amazon.awssdk.services.s3.model.ObjectLockConfiguration;
import software.amazon.awssdk.services.s3.model.ObjectLockEnabled;
import software.amazon.awssdk.services.s3.model.ObjectLockRule;
import software.amazon.awssdk.services.s3.model.PutObjectLockConfigurationRequest;

/**
 * Object Lock of the bucket. It is put on a bucket that is there, a new one too: one way for both,
 * and no log can arrive before it.
 */
public record BucketObjectLock(LogBucket bucket) implements Handle<BucketObjectLock.State> {
  private static final int DAYS_OF_A_YEAR = 365;

  /**
   * What S3 holds of it.
   *
   * @param on for ever, once it is
   * @param retention what new versions get; without one Object Lock does nothing by itself
   */
  public record State(boolean on, Optional<ObjectLock> retention) {
    static final State OFF = new State(false, Optional.empty());
  }

  @Override
  public String name() {
    return "object lock";
  }

  @Override
  public Optional<State> read() {
    return Optional.of(
        bucket
            .find(
                GetObjectLockConfigurationRequest.builder()
                    .bucket(bucket.name())
                    .expectedBucketOwner(bucket.owner())
                    .build(),
                S3Client::getObjectLockConfiguration,
                "ObjectLockConfigurationNotFoundError")
            .map(it -> new State(true, retention(it.objectLockConfiguration())))
            .orElse(State.OFF));
  }

  private static Optional<ObjectLock> retention(ObjectLockConfiguration configuration) {
    return Optional.ofNullable(configuration.rule())
        .map(ObjectLockRule::defaultRetention)
        .map(
            it ->
                new ObjectLock(
                    ObjectLock.Mode.valueOf(it.modeAsString()),
                    Optional.ofNullable(it.days()).orElseGet(() -> it.years() * DAYS_OF_A_YEAR)));
  }

  @Override
  public Step write(State state, Optional<State> live) {
    ObjectLockConfiguration.Builder configuration =
        ObjectLockConfiguration.builder().objectLockEnabled(ObjectLockEnabled.ENABLED);
    state
        .retention()
        .ifPresent(
            it ->
                configuration.rule(
                    ObjectLockRule.builder()
                        .defaultRetention(
                            DefaultRetention.builder()
                                .mode(it.mode().name())
                                .days(it.days())
                                .build())
                        .build()));
    bucket.call(
        PutObjectLockConfigurationRequest.builder()
            .bucket(bucket.name())
            .expectedBucketOwner(bucket.owner())
            .objectLockConfiguration(configuration.build())
            .build(),
        S3Client::putObjectLockConfiguration);
    return Step.DONE;
  }
}
