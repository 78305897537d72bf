package org.sessionlogging.fakes.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.fakes.facts.AwsUnderTest.refusal;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.ObjectLockConfiguration;
import software.amazon.awssdk.services.s3.model.ObjectLockEnabled;
import software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode;
import software.amazon.awssdk.services.s3.model.Transition;
import software.amazon.awssdk.services.s3.model.TransitionStorageClass;

/** Object Lock, and rules that archive and delete. */
abstract class BucketRetentionFacts extends S3Facts {
  private static final ObjectLockConfiguration ON =
      ObjectLockConfiguration.builder().objectLockEnabled(ObjectLockEnabled.ENABLED).build();

  BucketRetentionFacts(AwsUnderTest aws) {
    super(aws);
  }

  private static ObjectLockConfiguration locked(ObjectLockRetentionMode mode, int days) {
    return ON.toBuilder().rule(it -> it.defaultRetention(to -> to.mode(mode).days(days))).build();
  }

  private ObjectLockConfiguration lock() {
    return s3.getObjectLockConfiguration(it -> it.bucket(bucket).expectedBucketOwner(aws.account()))
        .objectLockConfiguration();
  }

  private void lock(ObjectLockConfiguration configuration) {
    s3.putObjectLockConfiguration(
        it ->
            it.bucket(bucket)
                .expectedBucketOwner(aws.account())
                .objectLockConfiguration(configuration));
  }

  private void version(BucketVersioningStatus status) {
    s3.putBucketVersioning(
        it ->
            it.bucket(bucket)
                .expectedBucketOwner(aws.account())
                .versioningConfiguration(to -> to.status(status)));
  }

  @Test
  @Source(
      GUIDE
          + "object-lock-configure.html#object-lock-configure-existing-bucket; the codes:"
          + " https://github.com/versity/versitygw/issues/838 and getmoto/moto")
  void objectLockIsPutOnABucketThatIsThereAndVersioned() {
    create();
    assertThat(s3.putObject(it -> it.bucket(bucket).key("log"), RequestBody.fromString("x")))
        .isNotNull();
    assertThat(refusal(this::lock)).isEqualTo("ObjectLockConfigurationNotFoundError");
    assertThat(refusal(() -> lock(locked(ObjectLockRetentionMode.GOVERNANCE, 1))))
        .isEqualTo("InvalidBucketState");

    version(BucketVersioningStatus.ENABLED);
    lock(locked(ObjectLockRetentionMode.GOVERNANCE, 1));

    assertThat(lock()).isEqualTo(locked(ObjectLockRetentionMode.GOVERNANCE, 1));
  }

  @Test
  @Source(GUIDE + "object-lock-managing.html: versioning can't be suspended under Object Lock")
  void lockedBucketStaysVersioned() {
    create();
    version(BucketVersioningStatus.ENABLED);
    lock(ON);

    assertThat(refusal(() -> version(BucketVersioningStatus.SUSPENDED)))
        .isEqualTo("InvalidBucketState");
    version(BucketVersioningStatus.ENABLED);
    assertThat(lock()).isEqualTo(ON);
  }

  @Test
  @Source(
      GUIDE
          + "object-lock.html#object-lock-bucket-config: the default applies to new objects and can"
          + " be changed")
  void defaultRetentionCanBeChangedAndLeftOutInBothModes() {
    create();
    version(BucketVersioningStatus.ENABLED);

    for (ObjectLockConfiguration configuration :
        List.of(
            locked(ObjectLockRetentionMode.COMPLIANCE, 60),
            locked(ObjectLockRetentionMode.COMPLIANCE, 30),
            locked(ObjectLockRetentionMode.GOVERNANCE, 30),
            ON)) {
      lock(configuration);
      assertThat(lock()).isEqualTo(configuration);
    }
  }

  private static LifecycleRule.Builder rule(String id) {
    return LifecycleRule.builder().id(id).status(ExpirationStatus.ENABLED);
  }

  private static Transition toGlacier(int days) {
    return Transition.builder().days(days).storageClass(TransitionStorageClass.GLACIER).build();
  }

  @Test
  @Source(
      API
          + "API_LifecycleRuleFilter.html, API_Transition.html, API_LifecycleExpiration.html; "
          + GUIDE
          + "lifecycle-configuration-examples.html")
  void rulesThatArchiveAndDeleteAreHandedBackAsTheyWerePut() {
    create();
    List<LifecycleRule> rules =
        List.of(
            rule("large, of a prefix")
                .filter(it -> it.and(and -> and.prefix("logs/").objectSizeGreaterThan(1L)))
                .transitions(toGlacier(0))
                .build(),
            rule("large")
                .filter(it -> it.objectSizeGreaterThan(1L))
                .transitions(toGlacier(30))
                .build(),
            rule("old").filter(it -> it.prefix("logs/")).expiration(it -> it.days(400)).build(),
            rule("hidden")
                .filter(it -> it.prefix("logs/"))
                .noncurrentVersionExpiration(it -> it.noncurrentDays(30))
                .expiration(it -> it.expiredObjectDeleteMarker(true))
                .build());

    s3.putBucketLifecycleConfiguration(
        it ->
            it.bucket(bucket)
                .expectedBucketOwner(aws.account())
                .lifecycleConfiguration(to -> to.rules(rules)));

    assertThat(
            s3.getBucketLifecycleConfiguration(
                    it -> it.bucket(bucket).expectedBucketOwner(aws.account()))
                .rules())
        .containsExactlyElementsOf(rules);
  }

  @Test
  @Source(
      "https://github.com/hashicorp/terraform-provider-aws/issues/23299: Base level prefix cannot be used in"
          + " Lifecycle V2, prefixes are only supported in the Filter;"
          + " https://github.com/aws/aws-sdk-ruby/issues/1653, the other way round")
  @SuppressWarnings("deprecation") // Rules of before 2016 are of that form.
  void rulesWithAPrefixOfTheirOwnCantStandBesideThoseWithAFilter() {
    create();
    LifecycleRule old = rule("old").prefix("logs/").expiration(it -> it.days(400)).build();
    LifecycleRule other =
        rule("other").filter(it -> it.prefix("x/")).expiration(it -> it.days(4)).build();

    put(List.of(old));
    assertThat(refusal(() -> put(List.of(old, other)))).isEqualTo("InvalidRequest");
    put(List.of(old.toBuilder().prefix(null).filter(it -> it.prefix("logs/")).build(), other));
  }

  private void put(List<LifecycleRule> rules) {
    s3.putBucketLifecycleConfiguration(
        it ->
            it.bucket(bucket)
                .expectedBucketOwner(aws.account())
                .lifecycleConfiguration(to -> to.rules(rules)));
  }
}
