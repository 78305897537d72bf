package org.sessionlogging.central;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.central.ConvergenceTest.FULL;
import static org.sessionlogging.central.World.NAME;
import static org.sessionlogging.central.World.REGION;
import static org.sessionlogging.central.World.alias;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sessionlogging.fakes.kms.FakeKey;
import org.sessionlogging.fakes.store.AwsError;
import org.sessionlogging.fakes.store.Lag;
import software.amazon.cloudformation.proxy.ProgressEvent;

/** CreateKey knows no idempotency token, and a key that nothing leads to costs money for ever. */
class KeyBirthTest {
  /** Two keys and a replica. */
  private static final ResourceModel DECLARED =
      FULL.toBuilder().replicaRegions(Set.of("us-east-1")).build();

  private static final Lag UNINDEXED = Lag.of("resourcegroupstaggingapi GetResources", 1_000);

  @Test
  void keyThatCantBeNamedIsGivenUpAtOnce() {
    World world = new World();
    world.aws.lag(UNINDEXED);
    world.journal.failNext("kms CreateAlias", AwsError.of(409, "Unlucky", "No."));

    ProgressEvent<ResourceModel, CallbackContext> end = world.driver.create(DECLARED);

    assertThat(end.getMessage()).startsWith("bucket key: kms CreateAlias failed");
    assertThat(world.kms.keys)
        .singleElement()
        .satisfies(key -> assertThat(key.deletionWindow).isEqualTo(7));
  }

  @Test
  void keyThatCanNeitherBeNamedNorGivenUpIsFoundByTheRollback() {
    World world = new World();
    world.journal.failNext("kms CreateAlias", AwsError.of(409, "Unlucky", "No."));
    world.journal.failNext("kms ScheduleKeyDeletion", AwsError.of(409, "Unlucky", "No."));

    ProgressEvent<ResourceModel, CallbackContext> end = world.driver.create(DECLARED);

    assertThat(end.getMessage()).startsWith("bucket key: kms CreateAlias failed");
    assertThat(world.kms.stayingKeys()).hasSize(1);
    world.driver.delete(end.getResourceModel());
    DeleteTest.assertNothingIsLeftButWaitingKeys(world);
  }

  @Test
  void keyWhoseAnswerGotLostIsFoundByTheIndexAndNotMadeAgain() {
    for (int lag : new int[] {0, 1, 8}) {
      World world = new World();
      world.aws.lag(Lag.of("resourcegroupstaggingapi GetResources", lag));
      world.journal.loseNextAnswer("kms CreateKey");

      assertThat(world.driver.create(DECLARED).getMessage()).isNull();

      assertThat(world.kms.keys).hasSize(3).noneMatch(FakeKey::pendingDeletion);
    }
  }

  @Test
  void ofTwoKeysWithoutAnAliasTheOneThatEncryptsTheBucketStaysInUse() {
    World world = new World();
    assertThat(world.driver.create(DECLARED).getMessage()).isNull();
    FakeKey used = world.bucketKey();
    String stray = World.foreignKey(world, REGION);
    FakeKey other = world.kms.key(REGION, stray).orElseThrow();
    other.tags.putAll(used.tags);
    world.kms.keys.remove(other);
    world.kms.keys.add(0, other);
    world.kms.unname(REGION, alias("bucket"));

    assertThat(world.driver.update(DECLARED, DECLARED).getMessage()).isNull();

    assertThat(world.bucketKey()).isSameAs(used);
    assertThat(world.bucket().encryption.applyServerSideEncryptionByDefault().kmsMasterKeyID())
        .isEqualTo(used.arn);
    assertThat(world.kms.stayingKeys()).hasSize(4);
  }

  @Test
  void keyThatWasMadeTwiceAllTheSameIsScheduledOnceTheIndexKnowsIt() {
    World world = new World();
    // The creation has given up waiting for the index, and goes on for a while.
    world.aws.lag(
        Lag.of("resourcegroupstaggingapi GetResources", 26).and("kms EnableKeyRotation", 12));
    world.journal.loseNextAnswer("kms CreateKey");

    assertThat(world.driver.create(DECLARED).getMessage()).isNull();

    assertThat(world.kms.keys).hasSize(4);
    assertThat(world.kms.stayingKeys()).hasSize(3).contains(world.bucketKey());
    assertThat(world.bucket().encryption.applyServerSideEncryptionByDefault().kmsMasterKeyID())
        .isEqualTo(world.bucketKey().arn);
  }

  @Test
  void ofTwoKeysWhoseAnswersBothGotLostOneStays() {
    World world = new World();
    world.aws.lag(
        Lag.of("resourcegroupstaggingapi GetResources", 26).and("kms EnableKeyRotation", 12));
    world.journal.loseNextAnswer("kms CreateKey");
    world.journal.beforeEach(
        () -> {
          if (world.kms.keys.size() == 1) {
            world.journal.loseNextAnswer("kms CreateKey");
          }
        });

    assertThat(world.driver.create(DECLARED).getMessage()).isNull();

    world.aws.settle();
    assertThat(world.kms.stayingKeys()).hasSize(3).contains(world.bucketKey());
  }

  @Test
  void refusedCreateKeyIsNotWaitedFor() {
    World world = new World();
    world.journal.failNext("kms CreateKey", AwsError.of(400, "ThrottlingException", "Slower."));

    assertThat(world.driver.create(DECLARED).getMessage()).isNull();

    assertThat(world.driver.secondsWaited()).isLessThan(30);
    assertThat(world.kms.keys).hasSize(3);
  }

  @Test
  void keyMadeTwiceWhileTheIndexLagsIsDeletedWithTheOther() {
    World world = new World();
    world.aws.lag(UNINDEXED);
    world.journal.loseNextAnswer("kms CreateKey");

    assertThat(world.driver.create(DECLARED).isSuccess()).isTrue();
    assertThat(world.kms.keys).hasSize(4);

    world.aws.settle();
    assertThat(world.driver.delete(World.named(NAME)).isSuccess()).isTrue();
    DeleteTest.assertNothingIsLeftButWaitingKeys(world);
  }

  @Test
  void keysOfADeleteThatWasCutOffAreTakenBackByACreateOfTheSameName() {
    World world = new World();
    world.driver.create(DECLARED);
    world.journal.failNext("kms DeleteAlias", AwsError.of(409, "Unlucky", "No."));
    world.driver.delete(World.named(NAME));
    assertThat(world.kms.stayingKeys()).isEmpty();

    assertThat(world.driver.create(DECLARED).getMessage()).isNull();

    assertThat(world.kms.keys).hasSize(3).noneMatch(FakeKey::pendingDeletion);
    assertThat(world.kms.named(REGION, alias("bucket"))).isPresent();
  }
}
