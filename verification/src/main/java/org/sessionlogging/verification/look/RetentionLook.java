package org.sessionlogging.verification.look;

import java.util.List;
import java.util.Optional;
import org.sessionlogging.domain.judgement.LogBucketFacts.Expiry;
import org.sessionlogging.domain.judgement.LogBucketFacts.Lock;
import org.sessionlogging.domain.judgement.LogBucketFacts.Retained;
import org.sessionlogging.domain.judgement.Shown;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.DefaultRetention;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.GetBucketLifecycleConfigurationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningRequest;
import software.amazon.awssdk.services.s3.model.GetObjectLockConfigurationRequest;
import software.amazon.awssdk.services.s3.model.LifecycleExpiration;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.LifecycleRuleFilter;
import software.amazon.awssdk.services.s3.model.NoncurrentVersionExpiration;
import software.amazon.awssdk.services.s3.model.ObjectLockRule;

/** How long the bucket keeps what is in it. */
record RetentionLook(SettingLook<S3Client> settings, String bucketName, String owner) {
  private static final int DAYS_OF_A_YEAR = 365;

  Shown<Boolean> versioned() {
    return settings.of(
        GetBucketVersioningRequest.builder().bucket(bucketName).expectedBucketOwner(owner).build(),
        S3Client::getBucketVersioning,
        it -> Optional.of(it.status() == BucketVersioningStatus.ENABLED));
  }

  Shown<Lock> objectLock() {
    return settings.of(
        GetObjectLockConfigurationRequest.builder()
            .bucket(bucketName)
            .expectedBucketOwner(owner)
            .build(),
        S3Client::getObjectLockConfiguration,
        it ->
            Optional.of(
                new Lock(
                    Optional.ofNullable(it.objectLockConfiguration().rule())
                        .map(ObjectLockRule::defaultRetention)
                        .map(RetentionLook::retained))),
        "ObjectLockConfigurationNotFoundError");
  }

  private static Retained retained(DefaultRetention it) {
    return new Retained(
        it.modeAsString(),
        Optional.ofNullable(it.days()).orElseGet(() -> it.years() * DAYS_OF_A_YEAR));
  }

  /** Of the rules that are on. */
  Shown<List<Expiry>> expiries() {
    return settings.of(
        GetBucketLifecycleConfigurationRequest.builder()
            .bucket(bucketName)
            .expectedBucketOwner(owner)
            .build(),
        S3Client::getBucketLifecycleConfiguration,
        it ->
            Optional.of(
                it.rules().stream()
                    .filter(rule -> rule.status() == ExpirationStatus.ENABLED)
                    .map(RetentionLook::expiry)
                    .toList()),
        "NoSuchLifecycleConfiguration");
  }

  private static Expiry expiry(LifecycleRule rule) {
    Optional<LifecycleExpiration> expiration = Optional.ofNullable(rule.expiration());
    return new Expiry(
        Optional.ofNullable(rule.id()).orElse("without an id"),
        prefix(rule),
        expiration.map(LifecycleExpiration::days),
        expiration.map(LifecycleExpiration::date),
        Optional.ofNullable(rule.noncurrentVersionExpiration())
            .map(NoncurrentVersionExpiration::noncurrentDays),
        rule.abortIncompleteMultipartUpload() != null && prefix(rule).isEmpty());
  }

  /** In the rule itself in its older form. */
  @SuppressWarnings("deprecation") // Buckets that are taken over may have such rules.
  private static String prefix(LifecycleRule rule) {
    Optional<LifecycleRuleFilter> filter = Optional.ofNullable(rule.filter());
    return filter
        .map(LifecycleRuleFilter::prefix)
        .or(() -> filter.map(LifecycleRuleFilter::and).map(it -> it.prefix()))
        .or(() -> Optional.ofNullable(rule.prefix()))
        .orElse("");
  }
}
