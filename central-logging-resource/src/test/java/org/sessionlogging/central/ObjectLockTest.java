package org.sessionlogging.central;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.central.ConvergenceTest.FULL;
import static org.sessionlogging.central.World.NAME;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ObjectLockConfiguration;
import software.amazon.awssdk.services.s3.model.ObjectLockEnabled;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.ProgressEvent;

/** What Object Lock keeps from being changed. */
class ObjectLockTest {
  private final World world = new World();

  private static ResourceModel locked(String mode, int days) {
    return FULL.toBuilder().objectLock(new ObjectLock(mode, days)).build();
  }

  private void assertRefused(ResourceModel before, ResourceModel declared, String... message) {
    String picture = world.aws.picture();
    world.journal.forget();

    ProgressEvent<ResourceModel, CallbackContext> end = world.driver.update(before, declared);

    assertThat(end.getErrorCode()).as(end.getMessage()).isEqualTo(HandlerErrorCode.InvalidRequest);
    assertThat(end.getMessage()).contains(message).contains("Nothing was changed.");
    assertThat(world.journal.writes()).isEmpty();
    assertThat(world.aws.picture()).isEqualTo(picture);
  }

  @ParameterizedTest
  @CsvSource({"COMPLIANCE, 29", "GOVERNANCE, 30", "GOVERNANCE, 300"})
  void complianceIsNotCutShort(String mode, int days) {
    world.driver.create(locked("COMPLIANCE", 30));

    assertRefused(
        locked("COMPLIANCE", 30),
        locked(mode, days),
        "ObjectLock {Mode: " + mode + ", Days: " + days + "} is less than",
        "which is {Mode: COMPLIANCE, Days: 30}",
        "Declare COMPLIANCE with 30 Days or more");
  }

  @ParameterizedTest
  @CsvSource({
    "COMPLIANCE, 30, COMPLIANCE, 31",
    "GOVERNANCE, 30, GOVERNANCE, 1",
    "GOVERNANCE, 30, GOVERNANCE, 60",
    "GOVERNANCE, 30, COMPLIANCE, 1"
  })
  void whatBindsNobodyOrMoreIsChangedInPlace(String mode, int days, String other, int otherDays) {
    ResourceModel changed = locked(other, otherDays);
    world.driver.create(locked(mode, days));

    assertThat(world.driver.update(locked(mode, days), changed).getMessage()).isNull();

    assertThat(world.driver.read(World.named(NAME)).getResourceModel().getObjectLock())
        .isEqualTo(changed.getObjectLock());
  }

  @ParameterizedTest
  @CsvSource({"COMPLIANCE", "GOVERNANCE"})
  void lockIsNotTakenOff(String mode) {
    world.driver.create(locked(mode, 30));

    assertRefused(
        locked(mode, 30),
        FULL,
        "ObjectLock is not declared, but the bucket has {Mode: " + mode + ", Days: 30}",
        "declare it as it is");
  }

  @Test
  void lockIsPutOnABucketThatHoldsLogs() {
    ResourceModel unversioned = FULL.toBuilder().versioningEnabled(false).build();
    world.driver.create(unversioned);
    world.bucket().add("111122223333/eu-west-1/a.log");

    assertThat(world.driver.update(unversioned, locked("COMPLIANCE", 1)).getMessage()).isNull();

    assertThat(world.bucket().versioning).isEqualTo(BucketVersioningStatus.ENABLED);
    assertThat(world.bucket().objectLock.rule().defaultRetention().days()).isEqualTo(1);
  }

  @Test
  void versioningIsNotSuspendedUnderALockThatSomebodyElsePutThere() {
    world.driver.create(FULL);
    lockWithoutRetention();
    assertThat(world.driver.read(World.named(NAME)).getResourceModel().getObjectLock()).isNull();

    assertRefused(
        FULL,
        FULL.toBuilder().versioningEnabled(false).build(),
        "VersioningEnabled is false, but S3 does not suspend versioning of a bucket with Object Lock");
    assertThat(world.driver.update(FULL, FULL).getMessage()).isNull();
    assertThat(world.bucket().objectLock.rule()).isNull();
  }

  private void lockWithoutRetention() {
    world.bucket().objectLock =
        ObjectLockConfiguration.builder().objectLockEnabled(ObjectLockEnabled.ENABLED).build();
  }

  @Test
  void yearsAreDaysToo() {
    world.driver.create(locked("COMPLIANCE", 730));
    world.bucket().objectLock =
        world.bucket().objectLock.toBuilder()
            .rule(it -> it.defaultRetention(to -> to.mode("COMPLIANCE").years(2)))
            .build();
    world.journal.forget();

    assertThat(world.driver.update(FULL, locked("COMPLIANCE", 730)).getMessage()).isNull();

    assertThat(world.journal.writes()).isEmpty();
  }

  @Test
  void rollbackOfAnUpdateThatLockedLeavesNoRetentionBehindAndVersioningOn() {
    ResourceModel unversioned = FULL.toBuilder().versioningEnabled(false).build();
    world.driver.create(unversioned);
    world.driver.update(unversioned, locked("COMPLIANCE", 30));

    assertThat(world.rollback().update(locked("COMPLIANCE", 30), unversioned).getMessage())
        .isNull();

    assertThat(world.bucket().objectLock.rule()).isNull();
    assertThat(world.bucket().versioning).isEqualTo(BucketVersioningStatus.ENABLED);
    ResourceModel read = world.driver.read(World.named(NAME)).getResourceModel();
    assertThat(read.getObjectLock()).isNull();
    assertThat(read.getVersioningEnabled()).isTrue();
  }

  @Test
  void rollbackOfAnUpdateThatMadeItLongerMakesItShorter() {
    world.driver.create(locked("COMPLIANCE", 30));
    world.driver.update(locked("COMPLIANCE", 30), locked("COMPLIANCE", 60));

    assertThat(
            world
                .rollback()
                .update(locked("COMPLIANCE", 60), locked("COMPLIANCE", 30))
                .getMessage())
        .isNull();

    assertThat(world.bucket().objectLock.rule().defaultRetention().days()).isEqualTo(30);
  }
}
