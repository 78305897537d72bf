package org.sessionlogging.domain.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.sessionlogging.domain.settings.ObjectLock.Mode.COMPLIANCE;
import static org.sessionlogging.domain.settings.ObjectLock.Mode.GOVERNANCE;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RetentionTest {

  private static LifecycleRules rules(Integer glacier, Integer expire, Integer noncurrent) {
    return new LifecycleRules(
        Optional.ofNullable(glacier), Optional.ofNullable(expire), Optional.ofNullable(noncurrent));
  }

  private static Retention locked(int days, LifecycleRules rules) {
    return new Retention(true, Optional.of(new ObjectLock(GOVERNANCE, days)), rules);
  }

  private static BucketSettings logging(String bucket, String prefix) {
    return new BucketSettings(
        "logs",
        new Retention(true, Optional.empty(), LifecycleRules.NONE),
        Optional.of(new AccessLog(bucket, Optional.of(prefix))),
        false);
  }

  private static Arguments refused(String message, Runnable settings) {
    return Arguments.of(message, settings);
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        refused("ObjectLock.Days is 0: give 1 to 36500", () -> new ObjectLock(COMPLIANCE, 0)),
        refused("ObjectLock.Days is 36501", () -> new ObjectLock(COMPLIANCE, 36_501)),
        refused("LifecycleRules.TransitionToGlacierInDays is -1", () -> rules(-1, null, null)),
        refused("LifecycleRules.ExpireInDays is 0", () -> rules(null, 0, null)),
        refused("LifecycleRules.NoncurrentExpireInDays is 0", () -> rules(null, null, 0)),
        refused(
            "LifecycleRules.TransitionToGlacierInDays is 30, when ExpireInDays, 30, is over",
            () -> rules(30, 30, null)),
        refused("LifecycleRules.TransitionToGlacierInDays is 31", () -> rules(31, 30, null)),
        refused(
            "VersioningEnabled is false, and ObjectLock locks versions",
            () ->
                new Retention(
                    false, Optional.of(new ObjectLock(GOVERNANCE, 1)), LifecycleRules.NONE)),
        refused(
            "LifecycleRules.NoncurrentExpireInDays is about old versions",
            () -> new Retention(false, Optional.empty(), rules(null, null, 1))),
        refused(
            "LifecycleRules.ExpireInDays is 364, and ObjectLock keeps every log for 365 days",
            () -> locked(365, rules(null, 364, 365))),
        refused(
            "LifecycleRules.NoncurrentExpireInDays is 364, and ObjectLock keeps",
            () -> locked(365, rules(null, null, 364))),
        refused("AccessLog.Bucket is the log bucket itself", () -> logging("logs", "s3/")),
        refused("AccessLog.Bucket is not a bucket name", () -> logging("arn:aws:s3:::x", "s3/")),
        refused("AccessLog.Prefix can't begin", () -> logging("access", "s3/*")));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void whatIsWrongByItselfIsRefused(String message, Runnable settings) {
    assertThatExceptionOfType(InvalidSettings.class)
        .isThrownBy(settings::run)
        .withMessageStartingWith(message);
  }

  @Test
  void boundsAreAllowed() {
    assertThat(locked(36_500, rules(0, 36_500, 1)).lifecycleRules().expireInDays())
        .contains(36_500);
    assertThat(rules(0, 1, 1).transitionToGlacierInDays()).contains(0);
    assertThat(logging("access.logs", "s3/central/").accessLog()).isPresent();
    assertThat(new Retention(false, Optional.empty(), rules(1, 2, null)).objectLock()).isEmpty();
    // A log that expires is an old version then, and not before.
    assertThat(locked(365, rules(null, 365, 1)).lifecycleRules().noncurrentExpireInDays())
        .contains(1);
  }

  @Test
  void complianceIsAPromiseThatOnlyGrows() {
    ObjectLock promise = new ObjectLock(COMPLIANCE, 30);

    assertThat(new ObjectLock(COMPLIANCE, 29).isLessThan(promise)).isTrue();
    assertThat(new ObjectLock(GOVERNANCE, 300).isLessThan(promise)).isTrue();
    assertThat(promise.isLessThan(promise)).isFalse();
    assertThat(new ObjectLock(COMPLIANCE, 31).isLessThan(promise)).isFalse();
    assertThat(new ObjectLock(GOVERNANCE, 1).isLessThan(new ObjectLock(GOVERNANCE, 30))).isFalse();
    assertThat(promise).hasToString("{Mode: COMPLIANCE, Days: 30}");
  }
}
