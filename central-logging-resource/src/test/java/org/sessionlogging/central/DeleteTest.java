package org.sessionlogging.central;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.central.ConvergenceTest.FULL;
import static org.sessionlogging.central.World.NAME;
import static org.sessionlogging.central.World.REGION;
import static org.sessionlogging.central.World.alias;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.aws.CallFailed;
import org.sessionlogging.fakes.Meanwhile;
import org.sessionlogging.fakes.kms.FakeKey;
import org.sessionlogging.fakes.s3.FakeBucket;
import org.sessionlogging.fakes.store.AwsError;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
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

  /** What is found by a deletion that leaves nothing but keys that wait; another one is a line. */
  static Stream<Arguments> findings() {
    return Stream.of(
            finding("an empty bucket", w -> {}),
            finding("a bucket that was emptied", w -> filledAndEmptied(w.bucket())),
            finding("a bucket without its tags", w -> w.bucket().tags.clear()),
            finding("a bucket without its policy", w -> w.bucket().policy = null),
            finding("a bucket without its encryption", w -> w.bucket().encryption = null),
            finding("no bucket", w -> w.s3.buckets.clear()),
            finding("no bucket key", w -> destroy(w, w.bucketKey())),
            finding("no session key", w -> destroy(w, w.sessionKey())),
            finding("no key at all", w -> List.copyOf(w.kms.keys).forEach(it -> destroy(w, it))),
            finding("no replica in a Region", w -> destroy(w, w.replica("us-east-1"))),
            finding("a bucket key that waits", w -> schedule(w, w.bucketKey())),
            finding("a session key that waits", w -> schedule(w, w.sessionKey())),
            finding("a replica that waits", w -> schedule(w, w.replica("us-east-1"))),
            finding("keys that all wait", w -> w.kms.keys.forEach(it -> schedule(w, it))),
            finding("a disabled key", w -> w.bucketKey().state = KeyState.DISABLED),
            finding("no alias in the Region", w -> w.kms.aliases.remove(REGION)),
            finding("no alias of a replica", w -> w.kms.aliases.remove("us-east-1")),
            finding("no alias at all", w -> w.kms.aliases.clear()))
        .flatMap(
            finding ->
                Stream.of("ONE_KEY", "TWO_KEYS")
                    .map(
                        mode ->
                            Arguments.argumentSet(
                                finding.getKey() + ", " + mode, mode, finding.getValue())));
  }

  private static Map.Entry<String, Consumer<World>> finding(String name, Consumer<World> byHand) {
    return Map.entry(name, byHand);
  }

  private static void filledAndEmptied(FakeBucket bucket) {
    bucket.add("1/a.log");
    bucket.mark("1/a.log");
    emptied(bucket);
  }

  /**
   * What KMS does when the time of a key has come: a primary's comes after that of its replicas
   * (KMS developer guide, "Deleting multi-Region keys").
   */
  private static void destroy(World world, FakeKey key) {
    if (key.primary) {
      world.kms.replicas(key).forEach(replica -> destroy(world, replica));
    }
    world.kms.keys.remove(key);
    world.kms.aliasesOf(key.region()).values().removeIf(key.id()::equals);
  }

  private static void schedule(World world, FakeKey key) {
    world.kms(key.region()).scheduleKeyDeletion(it -> it.keyId(key.id()).pendingWindowInDays(14));
  }

  @ParameterizedTest
  @MethodSource("findings")
  void deleteByTheIdentifierAloneLeavesNothingButKeysThatWait(String mode, Consumer<World> byHand) {
    world.driver.create(FULL.toBuilder().keyMode(mode).build());
    byHand.accept(world);
    int keys = world.kms.keys.size();

    ProgressEvent<ResourceModel, CallbackContext> end = world.driver.delete(World.named(NAME));

    assertThat(end.getMessage()).isNull();
    assertThat(end.getResourceModel()).isNull();
    assertNothingIsLeftButWaitingKeys(world);
    assertThat(world.kms.keys)
        .hasSize(keys)
        .allSatisfy(key -> assertThat(key.deletionWindow).isEqualTo(14));
  }

  @Test
  void nothingHasToBeTriedAgain() {
    world.driver.create(FULL);
    int linesBefore = world.driver.log().size();

    world.driver.delete(World.named(NAME));

    assertThat(world.driver.log()).hasSize(linesBefore);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ONE_KEY", "TWO_KEYS"})
  void deleteThatStoppedAfterAnyWriteIsFinishedByTheNext(String mode) {
    for (int writes = 0; stopped(mode, writes); writes++) {
      // The next one stops a write later.
    }
  }

  /** Whether there was anything left to be done. */
  private static boolean stopped(String mode, int writes) {
    World world = new World();
    world.driver.create(FULL.toBuilder().keyMode(mode).build());

    ProgressEvent<ResourceModel, CallbackContext> stopped =
        world.driver(new StopsAfter(writes)).delete(World.named(NAME));
    if (stopped.isFailed()) {
      assertThat(world.driver.delete(World.named(NAME)).getMessage()).isNull();
    }

    assertNothingIsLeftButWaitingKeys(world);
    assertThat(world.kms.keys).hasSize(mode.equals("ONE_KEY") ? 3 : 4);
    assertThat(world.driver.delete(World.named(NAME)).getErrorCode())
        .isEqualTo(HandlerErrorCode.NotFound);
    return stopped.isFailed();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ONE_KEY", "TWO_KEYS"})
  void creationThatStoppedAfterAnyWriteIsDeletedAsAWhole(String mode) {
    for (int writes = 1; createdInPart(mode, writes); writes++) {
      // The next one stops a write later.
    }
  }

  private static boolean createdInPart(String mode, int writes) {
    World world = new World();
    ProgressEvent<ResourceModel, CallbackContext> stopped =
        world.driver(new StopsAfter(writes)).create(FULL.toBuilder().keyMode(mode).build());
    assertThat(stopped.getResourceModel()).isNotNull();

    assertThat(world.driver.delete(World.named(NAME)).getMessage()).isNull();

    assertNothingIsLeftButWaitingKeys(world);
    return stopped.isFailed();
  }

  /** AWS carries out so many writes, and refuses the next. */
  private static final class StopsAfter implements Aws.Transport {
    private int left;

    StopsAfter(int writes) {
      left = writes;
    }

    @Override
    public <Q extends AwsRequest, R extends AwsResponse> R send(
        Q request, Function<Q, R> operation) {
      if (!Aws.isRead(CallFailed.operationOf(request)) && left-- == 0) {
        throw AwsError.of(400, "Odd", "No.");
      }
      return operation.apply(request);
    }
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
        Arguments.argumentSet(
            "an old version under a delete marker",
            (Consumer<FakeBucket>)
                it -> {
                  it.add("1/a.log");
                  it.mark("1/a.log");
                }),
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

    emptied(world.bucket());
    assertThat(world.driver.delete(World.named(NAME)).getMessage()).isNull();
    assertNothingIsLeftButWaitingKeys(world);
  }

  private static void emptied(FakeBucket bucket) {
    bucket.versions.clear();
    bucket.deleteMarkers.clear();
    bucket.uploads.clear();
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
