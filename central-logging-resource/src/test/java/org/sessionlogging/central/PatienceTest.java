package org.sessionlogging.central;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.central.ConvergenceTest.FULL;
import static org.sessionlogging.central.World.NAME;
import static org.sessionlogging.central.World.REGION;
import static org.sessionlogging.central.World.alias;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessionlogging.fakes.kms.FakeKey;
import org.sessionlogging.fakes.store.AwsError;
import org.sessionlogging.fakes.store.Lag;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.ProgressEvent;

/** What passes by itself is waited out for as long as AWS is known to take, and no longer. */
class PatienceTest {
  private final World world = new World();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3 PutBucketVersioning",
        "s3 PutBucketLifecycleConfiguration",
        "s3 PutBucketTagging",
        "s3 PutBucketEncryption",
        "s3 PutBucketPolicy",
        "s3 GetBucketTagging",
        "s3 HeadBucket"
      })
  void bucketThatNotEveryCallKnowsYetIsWaitedFor(String call) {
    world.aws.lag(Lag.of(call, Lag.MOST_LOOKS));

    assertThat(world.driver.create(FULL).getMessage()).isNull();

    world.aws.settle();
    assertThat(world.driver.update(FULL, FULL).getMessage()).isNull();
    assertThat(world.s3.buckets).hasSize(1);
    assertThat(world.kms.stayingKeys()).hasSize(4);
  }

  @ParameterizedTest
  @CsvSource({
    "s3 CreateBucket, 409, OperationAborted, 45, ResourceConflict",
    "s3 PutBucketPolicy, 404, NoSuchBucket, 5, ResourceConflict",
    "kms EnableKeyRotation, 400, NotFoundException, 5, InvalidRequest",
    "kms EnableKeyRotation, 400, KMSInvalidStateException, 20, ResourceConflict"
  })
  void whatNeverPassesFailsAfterItsOwnTime(
      String call, int status, String code, int minutes, HandlerErrorCode becomes) {
    world.journal.failAlways(call, AwsError.of(status, code, "Not now."));

    ProgressEvent<ResourceModel, CallbackContext> end = world.driver.create(FULL);

    assertThat(end.getErrorCode()).isEqualTo(becomes);
    assertThat(end.getMessage()).contains(code);
    assertThat(world.driver.secondsWaited()).isBetween(minutes * 60 - 40, minutes * 60 + 40);
  }

  @Test
  void bucketThatIsMadeByAnythingElseAtTheSameMomentIsNeverNamedAsOurs() {
    world.journal.failAlways("s3 CreateBucket", AwsError.of(409, "BucketAlreadyOwnedByYou", "No."));

    ProgressEvent<ResourceModel, CallbackContext> end = world.driver.create(FULL);

    assertThat(end.getErrorCode()).isEqualTo(HandlerErrorCode.AlreadyExists);
    assertThat(end.getResourceModel()).isNull();
  }

  @Test
  void refusedCreationOfTheBucketNamesNothingThatARollbackWouldDelete() {
    world.journal.failAlways("s3 CreateBucket", AwsError.of(403, "AccessDenied", "No."));

    ProgressEvent<ResourceModel, CallbackContext> end = world.driver.create(FULL);

    assertThat(end.getErrorCode()).isEqualTo(HandlerErrorCode.AccessDenied);
    assertThat(end.getResourceModel()).isNull();
  }

  @Test
  void keyThatSomebodyHasDeletedIsNotWaitedForByAnUpdateThatWroteNothing() {
    world.driver.create(FULL);
    int before = world.driver.secondsWaited();
    world.journal.failAlways("kms GetKeyPolicy", AwsError.of(400, "NotFoundException", "No key."));

    assertThat(world.driver.update(FULL, FULL).getErrorCode())
        .isEqualTo(HandlerErrorCode.InvalidRequest);

    assertThat(world.driver.secondsWaited()).isEqualTo(before);
  }

  @Test
  void deleteThatFindsNothingLooksFourTimesOverTwentySeconds() {
    assertThat(world.driver.delete(World.named(NAME)).getErrorCode())
        .isEqualTo(HandlerErrorCode.NotFound);

    assertThat(world.driver.invocations()).isEqualTo(4);
    assertThat(world.driver.secondsWaited()).isBetween(20, 30);
  }

  @Test
  void deleteThatComesRightAfterAnUnfinishedCreateFindsTheKeyThatShowsLate() {
    world.aws.lag(Lag.of("kms DescribeKey", 3).and("resourcegroupstaggingapi GetResources", 100));
    world.journal.failNext("kms EnableKeyRotation", AwsError.of(409, "Unlucky", "No."));
    ProgressEvent<ResourceModel, CallbackContext> end = world.driver.create(FULL);
    assertThat(end.isFailed()).isTrue();
    world.aws.lag(Lag.of("kms DescribeKey", 0));
    FakeKey key = world.bucketKey();
    world.kms.unname(REGION, alias("bucket"));
    world.aws.lag(Lag.of("kms DescribeKey", 3));
    world.kms(REGION).createAlias(it -> it.targetKeyId(key.id()).aliasName(alias("bucket")));

    assertThat(world.driver.delete(end.getResourceModel()).getMessage()).isNull();

    DeleteTest.assertNothingIsLeftButWaitingKeys(world);
  }

  @Test
  void deleteOfABucketThatOneCallDoesNotKnowYetKeepsTheKeysUntilItIsGone() {
    world.driver.create(FULL);
    world.journal.failNext("s3 DeleteBucket", AwsError.of(404, "NoSuchBucket", "Not yet."));
    world.journal.beforeEach(
        () -> {
          if (!world.s3.buckets.isEmpty()) {
            assertThat(world.kms.stayingKeys()).hasSize(4);
          }
        });

    assertThat(world.driver.delete(World.named(NAME)).getMessage()).isNull();

    DeleteTest.assertNothingIsLeftButWaitingKeys(world);
  }

  @Test
  void aliasThatDeleteAliasDoesNotFindYetIsNotTakenForGone() {
    world.driver.create(FULL);
    world.journal.failNext("kms DeleteAlias", AwsError.of(400, "NotFoundException", "Not yet."));

    assertThat(world.driver.delete(World.named(NAME)).getMessage()).isNull();

    DeleteTest.assertNothingIsLeftButWaitingKeys(world);
  }

  @Test
  void aliasThatUpdateAliasDoesNotFindYetIsNotTakenForGone() {
    world.driver.create(FULL);
    String own = world.bucketKey().id();
    world.kms.name(REGION, alias("bucket"), world.sessionKey().id());
    world.journal.failNext("kms UpdateAlias", AwsError.of(400, "NotFoundException", "Not yet."));

    assertThat(world.driver.update(FULL, FULL).getMessage()).isNull();

    assertThat(world.bucketKey().id()).isEqualTo(own);
  }

  @Test
  void replicaThatIsStillBeingMadeIsWaitedForByADelete() {
    world.driver.create(FULL);
    FakeKey late = world.replica("us-east-1");
    late.state = KeyState.CREATING;
    int[] calls = {0};
    world.journal.beforeEach(
        () -> {
          if (++calls[0] == 120) {
            late.state = KeyState.ENABLED;
          }
        });

    assertThat(world.driver.delete(World.named(NAME)).getMessage()).isNull();

    DeleteTest.assertNothingIsLeftButWaitingKeys(world);
  }
}
