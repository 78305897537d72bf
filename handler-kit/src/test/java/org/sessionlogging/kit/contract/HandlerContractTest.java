package org.sessionlogging.kit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.fakes.Driver;
import org.sessionlogging.fakes.Journal;
import org.sessionlogging.fakes.VirtualTime;
import org.sessionlogging.fakes.store.AwsError;
import org.sessionlogging.kit.Thing;
import org.sessionlogging.kit.ThingType;
import org.sessionlogging.kit.Things;
import org.sessionlogging.kit.reconcile.Progress;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.cloudformation.Action;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.ProgressEvent;
import software.amazon.cloudformation.proxy.ResourceHandlerRequest;

class HandlerContractTest {
  private static final Thing BALL = new Thing("ball", "ROUND", 3, true, null);
  private static final Thing BALL_READ = new Thing("ball", "ROUND", 3, true, "arn:thing/ball");

  private static final String TIME_IS_OVER =
      "the resource as a whole: sessionlogging Get failed: The time of this invocation is over. "
          + Failures.UNREACHABLE.remedy();

  private final Things things = new Things();
  private final ThingType type = new ThingType(things);
  private final Journal journal = new Journal();
  private final VirtualTime time = new VirtualTime();
  private final Driver<Thing, Progress> driver =
      new Driver<>(
          new HandlerContract<>(
                  type,
                  Progress::new,
                  Clock.of(time::milliseconds, time::pause),
                  transport -> new Aws(transport, Runnable::run))
              ::handle,
          journal,
          new TypeReference<Progress>() {},
          ResourceHandlerRequest.<Thing>builder()
              .awsPartition("aws")
              .awsAccountId("111122223333")
              .region("eu-west-1")
              .build());

  @Test
  void createMakesWhatIsDeclaredAndAnswersWhatIsLive() {
    ProgressEvent<Thing, Progress> end = driver.create(BALL);

    assertThat(end.isSuccess()).isTrue();
    assertThat(end.getResourceModel()).isEqualTo(BALL_READ);
    assertThat(things.held)
        .containsExactly(
            Map.entry(
                "ball", new TreeMap<>(Map.of("Kind", "ROUND", "Size", "3", "Shiny", "true"))));
    assertThat(journal.writes())
        .containsExactly("sessionlogging Create", "sessionlogging Put", "sessionlogging Put");
    assertThat(driver.log()).containsExactly("thing: made", "the Size: made", "the Shiny: made");
  }

  @Test
  void createHandsBackOnceAbsenceIsSeenAndAgainRightAfterTheRoot() {
    ProgressEvent<Thing, Progress> seen = driver.once(Action.CREATE, BALL, null, null);
    assertThat(seen.isInProgress()).isTrue();
    assertThat(seen.getCallbackDelaySeconds()).isZero();
    assertThat(seen.getResourceModel().name()).isEqualTo("ball");
    assertThat(things.held).isEmpty();

    ProgressEvent<Thing, Progress> made =
        driver.once(Action.CREATE, BALL, null, seen.getCallbackContext());
    assertThat(made.isInProgress()).isTrue();
    assertThat(things.held.get("ball")).isEqualTo(Map.of("Kind", "ROUND"));
    assertThat(made.getCallbackContext().noted("made")).contains("ball");
  }

  @Test
  void identifierHasADefault() {
    assertThat(driver.create(new Thing(null, null, null, null, null)).getResourceModel().name())
        .isEqualTo("thing");
  }

  @Test
  void createOfWhatExistsIsRefusedWithoutAModelAndTouchesNothing() {
    driver.create(BALL);
    journal.forget();

    ProgressEvent<Thing, Progress> again = driver.create(BALL.sized(5));

    assertThat(again.getErrorCode()).isEqualTo(HandlerErrorCode.AlreadyExists);
    assertThat(again.getResourceModel()).isNull();
    assertThat(journal.writes()).isEmpty();
    assertThat(things.held.get("ball")).containsEntry("Size", "3");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void createThatIsDeliveredTwiceGoesOnAndSucceeds(int invocationsOfTheFirst) {
    Progress context = null;
    for (int invocation = 0; invocation < invocationsOfTheFirst; invocation++) {
      context = driver.once(Action.CREATE, BALL, null, context).getCallbackContext();
    }

    ProgressEvent<Thing, Progress> second = driver.once(Action.CREATE, BALL, null, null);
    while (second.isInProgress()) {
      second = driver.once(Action.CREATE, BALL, null, second.getCallbackContext());
    }

    assertThat(second.getResourceModel()).isEqualTo(BALL_READ);
    assertThat(driver.once(Action.CREATE, BALL, null, context).isFailed()).isFalse();
    assertThat(journal.writes()).filteredOn("sessionlogging Create"::equals).hasSize(1);
  }

  @Test
  void createThatLostTheRaceLeavesTheWinnersAlone() {
    ProgressEvent<Thing, Progress> free = driver.once(Action.CREATE, BALL, null, null);
    driver.create(BALL);
    journal.forget();

    ProgressEvent<Thing, Progress> end =
        driver.once(Action.CREATE, BALL.sized(5), null, free.getCallbackContext());

    assertThat(end.getErrorCode()).isEqualTo(HandlerErrorCode.AlreadyExists);
    assertThat(end.getResourceModel()).isNull();
    assertThat(journal.writes()).isEmpty();
  }

  @Test
  void failureAfterSomethingMayExistCarriesTheModelSoThatItIsRolledBack() {
    journal.failNext("sessionlogging Put", AwsError.of(400, "Odd", "No."));

    ProgressEvent<Thing, Progress> end = driver.create(BALL);

    assertThat(end.getErrorCode()).isEqualTo(HandlerErrorCode.GeneralServiceException);
    assertThat(end.getResourceModel().name()).isEqualTo("ball");
    assertThat(driver.delete(end.getResourceModel()).isSuccess()).isTrue();
    assertThat(things.held).isEmpty();
  }

  @Test
  void failureBeforeAnythingWasWrittenCarriesNoModel() {
    ProgressEvent<Thing, Progress> begun = driver.once(Action.CREATE, BALL, null, null);
    assertThat(begun.isInProgress()).isTrue();
    things.held.put("ball", new TreeMap<>(Map.of("Kind", "ROUND")));
    journal.failNext("sessionlogging Get", AwsError.of(400, "Odd", "No."));

    ProgressEvent<Thing, Progress> end =
        driver.once(Action.CREATE, BALL, null, begun.getCallbackContext());

    assertThat(end.getErrorCode()).isEqualTo(HandlerErrorCode.GeneralServiceException);
    assertThat(end.getResourceModel()).isNull();
  }

  @Test
  void failureWhoseEveryWriteWasRefusedCarriesNoModel() {
    journal.failNext("sessionlogging Create", AwsError.of(403, "AccessDenied", "No."));

    ProgressEvent<Thing, Progress> end = driver.create(BALL);

    assertThat(end.getErrorCode()).isEqualTo(HandlerErrorCode.AccessDenied);
    assertThat(end.getResourceModel()).isNull();
  }

  @Test
  void failureAfterAnEarlierDeliveryHasWrittenCarriesTheModel() {
    ProgressEvent<Thing, Progress> begun = driver.once(Action.CREATE, BALL, null, null);
    driver.once(Action.CREATE, BALL, null, begun.getCallbackContext());
    assertThat(things.held).containsKey("ball");
    journal.failNext("sessionlogging Put", AwsError.of(403, "AccessDenied", "No."));

    // Its answer never came, so that CloudFormation invokes again with what it has.
    ProgressEvent<Thing, Progress> end =
        driver.once(Action.CREATE, BALL, null, begun.getCallbackContext());

    assertThat(end.getErrorCode()).isEqualTo(HandlerErrorCode.AccessDenied);
    assertThat(end.getResourceModel()).isNotNull();
  }

  @Test
  void invalidDeclarationIsRefusedBeforeTheFirstCall() {
    ProgressEvent<Thing, Progress> end = driver.create(BALL.sized(13));

    assertThat(end.getErrorCode()).isEqualTo(HandlerErrorCode.InvalidRequest);
    assertThat(end.getMessage()).isEqualTo("Size is 13: give 1 to 9.");
    assertThat(end.getResourceModel()).isNull();
    assertThat(journal.calls()).isEmpty();
  }

  @Test
  void refusalWhileTheResourceIsNamedIsAFailureLikeAnyOther() {
    type.refused = "ball";

    ProgressEvent<Thing, Progress> end = driver.create(BALL);

    assertThat(end.getErrorCode()).isEqualTo(HandlerErrorCode.InvalidRequest);
    assertThat(end.getMessage()).isEqualTo("Name is refused: choose another.");
  }

  @Test
  void faultOfTheTypeIsAnInternalFailureThatIsLogged() {
    things.held.put("ball", new TreeMap<>(Map.of("Kind", "ROUND", "Size", "many")));

    ProgressEvent<Thing, Progress> end = driver.read(BALL);

    assertThat(end.getErrorCode()).isEqualTo(HandlerErrorCode.InternalFailure);
    assertThat(end.getMessage()).startsWith("A fault in this resource type: ").contains("many");
    assertThat(driver.log()).anyMatch(line -> line.contains("many"));
  }

  @ParameterizedTest
  @EnumSource(
      value = Action.class,
      names = {"READ", "UPDATE"})
  void whatIsAbsentIsNotFound(Action action) {
    ProgressEvent<Thing, Progress> end = driver.once(action, BALL, BALL, null);

    assertThat(end.getErrorCode()).isEqualTo(HandlerErrorCode.NotFound);
    assertThat(end.getResourceModel()).isNull();
    assertThat(journal.writes()).isEmpty();
    assertThat(things.held).isEmpty();
  }

  @Test
  void deleteLooksAgainBeforeItSaysThatThereIsNothing() {
    ProgressEvent<Thing, Progress> end = driver.delete(BALL);

    assertThat(end.getErrorCode()).isEqualTo(HandlerErrorCode.NotFound);
    assertThat(end.getResourceModel()).isNull();
    assertThat(journal.calls()).hasSize(4);
    assertThat(driver.secondsWaited()).isEqualTo(21);
  }

  @Test
  void whatShowsLateIsDeleted() {
    ProgressEvent<Thing, Progress> looked = driver.once(Action.DELETE, BALL, null, null);
    assertThat(looked.isInProgress()).isTrue();
    driver.create(BALL);

    ProgressEvent<Thing, Progress> end =
        driver.once(Action.DELETE, BALL, null, looked.getCallbackContext());

    assertThat(end.isFailed()).isFalse();
    assertThat(things.held).isEmpty();
  }

  @Test
  void throttledFirstPassOfACreateIsTriedAgainWithinTheInvocation() {
    journal.failNext("sessionlogging Get", AwsError.of(503, "SlowDown", "Slow down"));

    ProgressEvent<Thing, Progress> first = driver.once(Action.CREATE, BALL, null, null);

    assertThat(first.isInProgress()).isTrue();
    assertThat(time.milliseconds()).isEqualTo(3_000);
  }

  @Test
  void invocationHandsBackBeforeItsTimeIsOver() {
    driver.create(BALL);
    things.held.get("ball").put("Size", "9");
    journal.beforeEach(() -> time.pass(40_000));

    ProgressEvent<Thing, Progress> handedBack = driver.once(Action.UPDATE, BALL, BALL, null);

    assertThat(handedBack.isInProgress()).isTrue();
    assertThat(things.held.get("ball")).containsEntry("Size", "9");
  }

  @Test
  void deleteHandsBackBeforeItsTimeIsOver() {
    driver.create(BALL);
    journal.beforeEach(() -> time.pass(40_000));

    ProgressEvent<Thing, Progress> handedBack = driver.once(Action.DELETE, BALL, null, null);

    assertThat(handedBack.isInProgress()).isTrue();
    assertThat(things.held).containsKey("ball");
  }

  @ParameterizedTest
  @CsvSource({"READ, 26, true", "READ, 24, false", "UPDATE, 51, true", "UPDATE, 49, false"})
  void noCallBeginsWhenCloudFormationIsAboutToStopWaiting(
      Action action, int seconds, boolean tooLate) {
    driver.create(BALL);
    journal.beforeEach(() -> time.pass(seconds * 1_000L));

    ProgressEvent<Thing, Progress> event = driver.once(action, BALL, BALL, null);

    assertThat(driver.log().contains(TIME_IS_OVER) || TIME_IS_OVER.equals(event.getMessage()))
        .isEqualTo(tooLate);
  }

  @Test
  void successWaitsForOutputsThatShowLate() {
    driver.create(BALL);
    things.nameless = 3;

    ProgressEvent<Thing, Progress> end = driver.update(BALL, BALL);

    assertThat(end.getResourceModel()).isEqualTo(BALL_READ);
    assertThat(things.nameless).isZero();
  }

  @Test
  void outputThatNeverShowsIsNoSuccess() {
    things.nameless = Integer.MAX_VALUE;

    ProgressEvent<Thing, Progress> end = driver.create(BALL);

    assertThat(end.getErrorCode()).isEqualTo(HandlerErrorCode.NotStabilized);
    assertThat(end.getMessage()).startsWith("Gave up waiting for Arn to show. ");
  }

  @Test
  void whatToDoNextCanBeDoneInThatVeryState() {
    assertThat(WhatNext.after(Action.CREATE)).contains("ROLLBACK_COMPLETE");
    assertThat(WhatNext.after(Action.UPDATE)).contains("continue-update-rollback");
    assertThat(WhatNext.after(Action.DELETE)).contains("delete-stack --retain-resources");
    assertThat(WhatNext.after(Action.READ)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "aws, amazonaws.com",
    "aws-cn, amazonaws.com.cn",
    "aws-us-gov, amazonaws.com",
    "aws-eusc, amazonaws.eu",
    "aws-iso-b, sc2s.sgov.gov"
  })
  void hostsOfAPartitionEndAsTheSdkKnows(String partition, String ending) {
    ResourceHandlerRequest<Thing> request =
        ResourceHandlerRequest.<Thing>builder()
            .awsPartition(partition)
            .awsAccountId("111122223333")
            .region("xx-new-1")
            .build();

    Invocation invocation = Invocation.of(request, null, new Progress(), line -> {});

    assertThat(invocation.<List<String>>place(List::of))
        .containsExactly(partition, "111122223333", "xx-new-1", ending);
  }

  @Test
  void systemTagsOfTheStackAreNobodysToSet() {
    ResourceHandlerRequest<Thing> request =
        ResourceHandlerRequest.<Thing>builder()
            .desiredResourceTags(
                Map.of("aws:cloudformation:stack-name", "logging", "team", "red", "AWS:no", "x"))
            .build();

    Invocation invocation = Invocation.of(request, null, new Progress(), line -> {});

    assertThat(invocation.stackTags()).isEqualTo(Map.of("team", "red", "AWS:no", "x"));
  }

  @Test
  void updateWritesWhatDiffersAndNothingElse() {
    driver.create(BALL);
    journal.forget();

    assertThat(driver.update(BALL, BALL.sized(5)).getResourceModel()).isEqualTo(BALL_READ.sized(5));
    assertThat(journal.writes()).containsExactly("sessionlogging Put");
  }

  @Test
  void secondUpdateWritesNothing() {
    driver.create(BALL);
    journal.forget();

    assertThat(driver.update(BALL, BALL).getResourceModel()).isEqualTo(BALL_READ);
    assertThat(journal.writes()).isEmpty();
    assertThat(driver.secondsWaited()).isEqualTo(4);
  }

  @Test
  void updateRepairsDrift() {
    driver.create(BALL);
    things.held.get("ball").put("Size", "9");

    driver.update(BALL, BALL);

    assertThat(things.held.get("ball")).containsEntry("Size", "3");
  }

  @Test
  void changeOfWhatIsSetAtCreationIsRefused() {
    driver.create(BALL);
    journal.forget();

    ProgressEvent<Thing, Progress> end = driver.update(BALL, BALL.ofKind("SQUARE"));

    assertThat(end.getErrorCode()).isEqualTo(HandlerErrorCode.NotUpdatable);
    assertThat(end.getMessage()).contains("[ball, ROUND] to [ball, SQUARE]");
    assertThat(journal.writes()).isEmpty();
    assertThat(things.held.get("ball")).containsEntry("Kind", "ROUND");
  }

  @Test
  void rollbackOfARefusedChangeIsNotRefused() {
    driver.create(BALL);

    // CloudFormation names what was refused as the previous state.
    assertThat(driver.update(BALL.ofKind("SQUARE"), BALL).isSuccess()).isTrue();
    assertThat(things.held.get("ball")).containsEntry("Kind", "ROUND");
  }

  @Test
  void deleteGoesOnUntilNothingIsLeft() {
    driver.create(BALL);

    ProgressEvent<Thing, Progress> end = driver.delete(Thing.named("ball"));

    assertThat(end.isSuccess()).isTrue();
    assertThat(end.getResourceModel()).isNull();
    assertThat(things.held).isEmpty();
    assertThat(driver.delete(Thing.named("ball")).getErrorCode())
        .isEqualTo(HandlerErrorCode.NotFound);
  }

  @Test
  void refusedDeleteTouchesNothing() {
    driver.create(BALL);
    things.held.get("ball").put("Contents", "air");
    journal.forget();

    ProgressEvent<Thing, Progress> end = driver.delete(BALL);

    assertThat(end.getErrorCode()).isEqualTo(HandlerErrorCode.ResourceConflict);
    assertThat(journal.writes()).isEmpty();
    assertThat(things.held).containsKey("ball");
  }

  @Test
  void passingFailureIsTriedAgain() {
    for (String call : new String[] {"sessionlogging Create", "sessionlogging Put"}) {
      journal.failNext(call, AwsError.of(400, "ThrottlingException", "Rate exceeded"));
    }

    assertThat(driver.create(BALL).getResourceModel()).isEqualTo(BALL_READ);
    assertThat(driver.log())
        .anyMatch(line -> line.contains("sessionlogging Create failed: Rate exceeded"));
  }

  @ParameterizedTest
  @EnumSource(
      value = Action.class,
      names = {"UPDATE", "DELETE"})
  void throttledFirstCallOfAnOperationOnOursIsTriedAgain(Action action) {
    driver.create(BALL);
    journal.failNext("sessionlogging Get", AwsError.of(503, "SlowDown", "Slow down"));

    ProgressEvent<Thing, Progress> first = driver.once(action, BALL, BALL, null);

    assertThat(first.isInProgress()).isTrue();
    assertThat(first.getResourceModel().name()).isEqualTo("ball");
    assertThat(driver.once(action, BALL, BALL, first.getCallbackContext()).isFailed()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(
      value = Action.class,
      names = {"CREATE", "READ"})
  void throttledFirstCallFailsWhileTheResourceIsNotKnownToBeOursOrTheAnswerIsDueAtOnce(
      Action action) {
    journal.failAlways("sessionlogging Get", AwsError.of(503, "SlowDown", "Slow down"));

    ProgressEvent<Thing, Progress> first = driver.once(action, BALL, null, null);

    assertThat(first.getErrorCode()).isEqualTo(HandlerErrorCode.Throttling);
    assertThat(time.milliseconds()).isLessThanOrEqualTo(30_000);
    assertThat(first.getResourceModel()).isNull();
  }

  @Test
  void failureThatDoesNotPassEndsWithItsOwnCode() {
    journal.failAlways(
        "sessionlogging Put", SdkClientException.create("Unable to execute HTTP request"));

    ProgressEvent<Thing, Progress> end = driver.create(BALL);

    assertThat(end.getErrorCode()).isEqualTo(HandlerErrorCode.NetworkFailure);
    assertThat(end.getMessage())
        .startsWith(
            "the Size: sessionlogging Put failed: Unable to execute HTTP request. The service could")
        .endsWith(WhatNext.after(Action.CREATE));
    assertThat(end.getResourceModel().name()).isEqualTo("ball");
    assertThat(driver.secondsWaited()).isBetween(1_150, 1_300);
  }

  @Test
  void whatThisOperationHasJustMadeMayShowLateAsLongAsThatIsKnownToTake() {
    journal.failAlways("sessionlogging Put", AwsError.of(400, "ThingIsForming", "Not yet."));

    ProgressEvent<Thing, Progress> end = driver.create(BALL);

    assertThat(end.getErrorCode()).isEqualTo(HandlerErrorCode.NotStabilized);
    assertThat(end.getMessage()).contains("Not yet.").contains("Look who changes the thing.");
    assertThat(driver.secondsWaited()).isBetween(110, 130);
  }

  @Test
  void sameSaidOfWhatNobodyHasTouchedIsFinalAtOnce() {
    driver.create(BALL);
    journal.failNext("sessionlogging Get", AwsError.of(400, "ThingIsForming", "Not yet."));

    ProgressEvent<Thing, Progress> first = driver.once(Action.UPDATE, BALL.sized(5), BALL, null);

    assertThat(first.getErrorCode()).isEqualTo(HandlerErrorCode.NotStabilized);
  }

  @Test
  void partThatNeverAgreesIsGivenUp() {
    things.deafTo = "Size";

    ProgressEvent<Thing, Progress> end = driver.create(BALL);

    assertThat(end.getErrorCode()).isEqualTo(HandlerErrorCode.NotStabilized);
    assertThat(end.getMessage())
        .contains("waiting for the Size to read back as written")
        .endsWith(WhatNext.after(Action.CREATE));
    assertThat(end.getResourceModel().name()).isEqualTo("ball");
  }

  @Test
  void deniedReadIsNeverTakenForAbsence() {
    driver.create(BALL);
    journal.failAlways("sessionlogging Get", AwsError.of(403, "AccessDenied", "Not you."));

    ProgressEvent<Thing, Progress> end = driver.read(BALL);

    assertThat(end.getErrorCode()).isEqualTo(HandlerErrorCode.AccessDenied);
    assertThat(end.getMessage())
        .startsWith("the resource as a whole: sessionlogging Get failed: Not you.");
  }

  @Test
  void denialShowsBeforeAnythingIsMade() {
    ProgressEvent<Thing, Progress> seen = driver.once(Action.CREATE, BALL, null, null);
    journal.failNext("sessionlogging Get", AwsError.of(403, "AccessDenied", "Not you."));

    ProgressEvent<Thing, Progress> end =
        driver.once(Action.CREATE, BALL, null, seen.getCallbackContext());

    assertThat(end.getErrorCode()).isEqualTo(HandlerErrorCode.AccessDenied);
    assertThat(end.getMessage()).contains("sessionlogging Get failed: Not you.");
    assertThat(things.held).isEmpty();
  }

  @Test
  void listGivesAPageAtATime() {
    ProgressEvent<Thing, Progress> first = driver.list(null);
    assertThat(first.getResourceModels()).containsExactly(Thing.named("first"));
    assertThat(first.getNextToken()).isEqualTo("2");

    ProgressEvent<Thing, Progress> second = driver.list("2");
    assertThat(second.getResourceModels()).containsExactly(Thing.named("second"));
    assertThat(second.getNextToken()).isNull();
  }
}
