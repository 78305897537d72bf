package org.sessionlogging.central;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.central.ConvergenceTest.FULL;
import static org.sessionlogging.central.World.NAME;
import static org.sessionlogging.central.World.REGION;
import static org.sessionlogging.central.World.alias;

import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessionlogging.fakes.Meanwhile;
import org.sessionlogging.fakes.kms.FakeKey;
import org.sessionlogging.fakes.s3.FakeBucket;
import org.sessionlogging.fakes.store.AwsError;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.ProgressEvent;

class DeleteTest {
  private final World world = new World();

  static void assertNothingIsLeftButWaitingKeys(World world) {
    assertThat(world.s3.buckets).isEmpty();
    assertThat(world.kms.allAliases()).isEmpty();
    assertThat(world.kms.stayingKeys()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ONE_KEY", "TWO_KEYS"})
  void deleteByTheIdentifierAloneLeavesNothingButKeysThatWait(String mode) {
    world.driver.create(FULL.toBuilder().keyMode(mode).build());
    FakeKey bucketKey = world.bucketKey();
    FakeKey sessionKey = world.sessionKey();
    int linesBefore = world.driver.log().size();

    ProgressEvent<ResourceModel, CallbackContext> end = world.driver.delete(World.named(NAME));

    assertThat(end.getMessage()).isNull();
    assertThat(end.getResourceModel()).isNull();
    assertNothingIsLeftButWaitingKeys(world);
    assertThat(world.kms.keys).allSatisfy(key -> assertThat(key.deletionWindow).isEqualTo(14));
    assertThat(sessionKey.state).isIn(KeyState.PENDING_DELETION, KeyState.PENDING_REPLICA_DELETION);
    assertThat(bucketKey.pendingDeletion()).isTrue();
    // Nothing had to be tried again.
    assertThat(world.driver.log()).hasSize(linesBefore);
  }

  @Test
  void everyGrantGoesBeforeAnyKeyAndAliasesGoLast() {
    world.driver.create(FULL);
    world.journal.forget();

    world.driver.delete(World.named(NAME));

    assertThat(world.journal.writes())
        .containsExactly(
            "s3 DeleteBucket",
            "kms ScheduleKeyDeletion",
            "kms ScheduleKeyDeletion",
            "kms ScheduleKeyDeletion",
            "kms ScheduleKeyDeletion",
            "kms DeleteAlias",
            "kms DeleteAlias",
            "kms DeleteAlias",
            "kms DeleteAlias");
  }

  @Test
  void deletedTwiceIsNotFound() {
    world.driver.create(FULL);
    world.driver.delete(World.named(NAME));
    String picture = world.aws.picture();

    assertThat(world.driver.delete(World.named(NAME)).getErrorCode())
        .isEqualTo(HandlerErrorCode.NotFound);
    assertThat(world.driver.read(World.named(NAME)).getErrorCode())
        .isEqualTo(HandlerErrorCode.NotFound);
    assertThat(world.driver.update(FULL, FULL).getErrorCode()).isEqualTo(HandlerErrorCode.NotFound);
    assertThat(world.aws.picture()).isEqualTo(picture);
  }

  @Test
  void deleteThatWasCutOffAfterTheBucketIsFinishedByTheNext() {
    world.driver.create(FULL);
    world.journal.failNext("kms ScheduleKeyDeletion", AwsError.of(400, "Odd", "No."));
    assertThat(world.driver.delete(World.named(NAME)).isFailed()).isTrue();
    assertThat(world.s3.buckets).isEmpty();
    assertThat(world.driver.read(World.named(NAME)).getErrorCode())
        .isEqualTo(HandlerErrorCode.NotFound);

    assertThat(world.driver.delete(World.named(NAME)).isSuccess()).isTrue();

    assertNothingIsLeftButWaitingKeys(world);
  }

  @ParameterizedTest
  @CsvSource({"ONE_KEY, session", "ONE_KEY, bucket", "TWO_KEYS, session", "TWO_KEYS, bucket"})
  void keysThatLostTheirAliasesAreDeletedTooWithThoseOfTheReplicas(String mode, String purpose) {
    world.driver.create(FULL.toBuilder().keyMode(mode).build());
    world.kms.unname(REGION, alias(purpose));

    assertThat(world.driver.delete(World.named(NAME)).isSuccess()).isTrue();

    assertNothingIsLeftButWaitingKeys(world);
  }

  @Test
  void keysOfABucketThatWasDeletedByHandAreDeletedThoughAnotherAccountHasTheName() {
    world.driver.create(FULL);
    world.s3.buckets.remove(NAME);
    world.s3.add(NAME, "999988887777", REGION, Map.of());

    assertThat(world.driver.update(FULL, FULL).getErrorCode()).isEqualTo(HandlerErrorCode.NotFound);
    assertThat(world.driver.read(World.named(NAME)).getErrorCode())
        .isEqualTo(HandlerErrorCode.NotFound);
    assertThat(world.driver.delete(World.named(NAME)).getMessage()).isNull();

    assertThat(world.s3.buckets).containsOnlyKeys(NAME);
    assertThat(world.kms.allAliases()).isEmpty();
    assertThat(world.kms.stayingKeys()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ONE_KEY", "TWO_KEYS"})
  void deleteInTheRegionOfAReplicaFindsNothingAndLeavesItsAlias(String mode) {
    world.driver.create(FULL.toBuilder().keyMode(mode).build());
    String picture = world.aws.picture();

    ProgressEvent<ResourceModel, CallbackContext> end =
        world.driver("us-east-1", Map.of()).delete(World.named(NAME));

    assertThat(end.getErrorCode()).isEqualTo(HandlerErrorCode.NotFound);
    assertThat(world.aws.picture()).isEqualTo(picture);
  }

  @Test
  void keyThatSomebodyMovedTheAliasToIsNotDeleted() {
    world.driver.create(FULL);
    FakeKey ours = world.bucketKey();
    String foreign =
        world
            .kms(REGION)
            .createKey(it -> it.multiRegion(false).policy(ours.policy))
            .keyMetadata()
            .keyId();
    world.kms.name(REGION, alias("bucket"), foreign);

    assertThat(world.driver.delete(World.named(NAME)).isSuccess()).isTrue();

    assertThat(ours.pendingDeletion()).isTrue();
    assertThat(world.kms.stayingKeys()).extracting(FakeKey::id).containsExactly(foreign);
  }

  @Test
  void keyWithoutADeclaredWindowWaitsTheLongest() {
    world.driver.create(FULL);
    world.bucketKey().tags.put("session-logging:deletion-window", "3");
    world.sessionKey().tags.remove("session-logging:deletion-window");
    FakeKey bucketKey = world.bucketKey();
    FakeKey sessionKey = world.sessionKey();

    world.driver.delete(World.named(NAME));

    assertThat(bucketKey.deletionWindow).isEqualTo(30);
    assertThat(sessionKey.deletionWindow).isEqualTo(30);
  }

  static Stream<Arguments> contents() {
    return Stream.of(
        Arguments.argumentSet("a log", (Consumer<FakeBucket>) it -> it.add("1/a.log")),
        Arguments.argumentSet("a delete marker", (Consumer<FakeBucket>) it -> it.mark("1/a.log")),
        Arguments.argumentSet(
            "an unfinished upload", (Consumer<FakeBucket>) it -> it.uploads.add("1/a.log")));
  }

  @ParameterizedTest
  @MethodSource("contents")
  void bucketThatHoldsAnythingIsLeftAsItIs(Consumer<FakeBucket> content) {
    world.driver.create(FULL);
    content.accept(world.bucket());
    String picture = world.aws.picture();
    world.journal.forget();

    ProgressEvent<ResourceModel, CallbackContext> end = world.driver.delete(World.named(NAME));

    assertThat(end.getErrorCode()).isEqualTo(HandlerErrorCode.ResourceConflict);
    assertThat(end.getMessage()).contains(NAME, "holds logs", "delete-stack --retain-resources");
    assertThat(world.journal.writes()).isEmpty();
    assertThat(world.aws.picture()).isEqualTo(picture);
  }

  @Test
  void logThatArrivesAfterTheCheckKeepsItsBucketPolicyAndKeys() {
    world.driver.create(FULL);
    String picture = world.aws.picture();

    ProgressEvent<ResourceModel, CallbackContext> end =
        world
            .driver(Meanwhile.before("s3 DeleteBucket", () -> world.bucket().add("1/late.log")))
            .delete(World.named(NAME));

    assertThat(end.getErrorCode()).isEqualTo(HandlerErrorCode.ResourceConflict);
    assertThat(end.getMessage()).contains("BucketNotEmpty", "nothing was changed");
    assertThat(world.bucket().versions).containsValue("1/late.log");
    world.bucket().versions.clear();
    assertThat(world.aws.picture()).isEqualTo(picture);
  }

  @Test
  void sameNameCanBeCreatedAgainWithNewKeys() {
    world.driver.create(FULL);
    world.driver.delete(World.named(NAME));

    assertThat(world.driver.create(FULL).isSuccess()).isTrue();

    assertThat(world.kms.keys).hasSize(8);
    assertThat(world.kms.stayingKeys()).hasSize(4);
  }
}
