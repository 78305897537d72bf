package org.sessionlogging.central;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.central.ConvergenceTest.FULL;
import static org.sessionlogging.central.World.NAME;
import static org.sessionlogging.central.World.REGION;
import static org.sessionlogging.central.World.alias;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sessionlogging.fakes.Journal;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.cloudformation.Action;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.ProgressEvent;

class FaultTest {
  /** Two keys and a replica: a create of every kind of call. */
  private static final ResourceModel DECLARED =
      FULL.toBuilder().replicaRegions(Set.of("us-east-1")).build();

  /** The name of a bucket that is free answers HEAD with 404 whatever one may do. */
  private static final String HEAD = "s3 HeadBucket";

  static Stream<Arguments> callsOfEveryOperation() {
    return Stream.of(Action.values())
        .flatMap(
            action ->
                callsOf(action).stream()
                    .distinct()
                    .filter(call -> !call.equals(HEAD))
                    .map(call -> Arguments.of(action, call)));
  }

  private static List<String> callsOf(Action action) {
    World world = before(action);
    carryOut(world, action);
    return world.journal.calls();
  }

  private static World before(Action action) {
    World world = new World();
    if (action != Action.CREATE) {
      world.driver.create(DECLARED);
      world.journal.forget();
    }
    return world;
  }

  private static ProgressEvent<ResourceModel, CallbackContext> carryOut(
      World world, Action action) {
    return switch (action) {
      case CREATE -> world.driver.create(DECLARED);
      case READ -> world.driver.read(World.named(NAME));
      case UPDATE -> {
        Everything.drifts(world);
        yield world.driver.update(DECLARED, DECLARED);
      }
      case DELETE -> world.driver.delete(World.named(NAME));
      case LIST -> world.driver.list(null);
    };
  }

  @ParameterizedTest
  @MethodSource("callsOfEveryOperation")
  void denialOfAnyCallSurfacesWithPartOperationAndRemedy(Action action, String call) {
    World world = before(action);
    world.journal.failAlways(
        call, Journal.error(403, "AccessDeniedException", "User: arn is not authorized"));

    ProgressEvent<ResourceModel, CallbackContext> end = carryOut(world, action);

    assertThat(end.getErrorCode()).isEqualTo(HandlerErrorCode.AccessDenied);
    assertThat(end.getMessage())
        .matches("[a-z][A-Za-z0-9 -]+: .*")
        .contains(": " + call + " failed: User: arn is not authorized (AccessDeniedException")
        .contains("Allow the action");
  }

  static IntStream callsOfCreate() {
    return IntStream.range(0, callsOf(Action.CREATE).size());
  }

  static IntStream callsOfDelete() {
    return IntStream.range(0, callsOf(Action.DELETE).size());
  }

  private static AwsServiceException fatal() {
    return Journal.error(409, "Unlucky", "No.");
  }

  @ParameterizedTest
  @MethodSource("callsOfCreate")
  void rollbackOfACreateThatFailedAnywhereLeavesNothing(int index) {
    World world = before(Action.CREATE);
    world.journal.failAt(index, fatal());
    // The index lags just when it matters, and has caught up when the rollback comes.
    world.kms.indexed = false;

    ProgressEvent<ResourceModel, CallbackContext> end = carryOut(world, Action.CREATE);

    assertThat(end.getErrorCode()).isEqualTo(HandlerErrorCode.GeneralServiceException);
    world.journal.heal();
    world.kms.indexed = true;
    if (end.getResourceModel() == null) {
      assertThat(world.s3.buckets).isEmpty();
      assertThat(world.kms.keys).isEmpty();
    } else {
      assertThat(world.driver.delete(end.getResourceModel()).getErrorCode())
          .isIn(null, HandlerErrorCode.NotFound);
      DeleteTest.assertNothingIsLeftButWaitingKeys(world);
    }
  }

  @ParameterizedTest
  @MethodSource("callsOfCreate")
  void createOfWhichAnAnswerGetsLostEndsWellOrLeavesNothing(int index) {
    World world = before(Action.CREATE);
    world.journal.loseAnswerAt(index);

    ProgressEvent<ResourceModel, CallbackContext> end = carryOut(world, Action.CREATE);

    if (end.isSuccess()) {
      assertThat(end.getResourceModel().getSessionKeyArn()).isEqualTo(world.sessionKey().arn);
      assertThat(world.kms.keys).hasSize(3).noneMatch(key -> key.pendingDeletion());
      assertThat(world.driver.delete(World.named(NAME)).isSuccess()).isTrue();
    } else {
      assertThat(end.getErrorCode()).isEqualTo(HandlerErrorCode.NetworkFailure);
      assertThat(end.getResourceModel()).isNull();
    }
    DeleteTest.assertNothingIsLeftButWaitingKeys(world);
  }

  @ParameterizedTest
  @MethodSource("callsOfDelete")
  void deleteThatFailedAnywhereIsFinishedByTheNext(int index) {
    World world = before(Action.DELETE);
    world.journal.failAt(index, fatal());

    ProgressEvent<ResourceModel, CallbackContext> end = carryOut(world, Action.DELETE);

    assertThat(end.getErrorCode()).isEqualTo(HandlerErrorCode.GeneralServiceException);
    world.journal.heal();
    assertThat(carryOut(world, Action.DELETE).getErrorCode()).isIn(null, HandlerErrorCode.NotFound);
    DeleteTest.assertNothingIsLeftButWaitingKeys(world);
  }

  @ParameterizedTest
  @MethodSource("callsOfDelete")
  void deleteOfWhichAnAnswerGetsLostEndsWell(int index) {
    World world = before(Action.DELETE);
    world.journal.loseAnswerAt(index);

    assertThat(carryOut(world, Action.DELETE).isSuccess()).isTrue();

    DeleteTest.assertNothingIsLeftButWaitingKeys(world);
  }

  @ParameterizedTest
  @EnumSource(
      value = Action.class,
      names = {"UPDATE", "DELETE"})
  void everyCallThrottledOnceEndsInSuccess(Action action) {
    World world = before(action);
    callsOf(action).stream()
        .distinct()
        .forEach(
            call ->
                world.journal.failNext(
                    call, Journal.error(400, "ThrottlingException", "Rate exceeded")));

    assertThat(carryOut(world, action).getMessage()).isNull();
  }

  @Test
  void keyThatCantBeNamedIsGivenUpAtOnce() {
    World world = new World();
    world.kms.indexed = false;
    world.journal.failNext("kms CreateAlias", fatal());

    ProgressEvent<ResourceModel, CallbackContext> end = world.driver.create(DECLARED);

    assertThat(end.getMessage()).startsWith("bucket key: kms CreateAlias failed");
    assertThat(world.kms.keys)
        .singleElement()
        .satisfies(key -> assertThat(key.deletionWindow).contains(7));
  }

  @Test
  void keyThatCanNeitherBeNamedNorGivenUpIsFoundByTheRollback() {
    World world = new World();
    world.journal.failNext("kms CreateAlias", fatal());
    world.journal.failNext("kms ScheduleKeyDeletion", fatal());

    ProgressEvent<ResourceModel, CallbackContext> end = world.driver.create(DECLARED);

    assertThat(end.getMessage()).startsWith("bucket key: kms CreateAlias failed");
    assertThat(world.stayingKeys()).hasSize(1);
    world.driver.delete(end.getResourceModel());
    DeleteTest.assertNothingIsLeftButWaitingKeys(world);
  }

  @Test
  void keyMadeTwiceWhileTheIndexLagsIsDeletedWithTheOther() {
    World world = new World();
    world.kms.indexed = false;
    int creation = callsOf(Action.CREATE).indexOf("kms CreateKey");
    world.journal.loseAnswerAt(creation);

    assertThat(world.driver.create(DECLARED).isSuccess()).isTrue();
    assertThat(world.kms.keys).hasSize(4);

    world.kms.indexed = true;
    assertThat(world.driver.delete(World.named(NAME)).isSuccess()).isTrue();
    DeleteTest.assertNothingIsLeftButWaitingKeys(world);
  }

  @Test
  void keysOfADeleteThatWasCutOffAreTakenBackByACreateOfTheSameName() {
    World world = before(Action.DELETE);
    world.journal.failNext("kms DeleteAlias", fatal());
    carryOut(world, Action.DELETE);
    assertThat(world.stayingKeys()).isEmpty();

    assertThat(world.driver.create(DECLARED).getMessage()).isNull();

    assertThat(world.kms.keys).hasSize(3).noneMatch(key -> key.pendingDeletion());
    assertThat(world.kms.named(REGION, alias("bucket"))).isPresent();
  }
}
