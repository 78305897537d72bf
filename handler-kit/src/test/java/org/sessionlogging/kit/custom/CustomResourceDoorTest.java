package org.sessionlogging.kit.custom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.fakes.FunctionContext;
import org.sessionlogging.fakes.StackEvents;
import org.sessionlogging.fakes.StackEvents.Answer;
import org.sessionlogging.fakes.store.AwsError;
import org.sessionlogging.kit.Thing;
import org.sessionlogging.kit.ThingType;
import org.sessionlogging.kit.Things;
import org.sessionlogging.kit.contract.Clock;
import org.sessionlogging.kit.contract.HandlerContract;
import org.sessionlogging.kit.contract.WhatNext;
import org.sessionlogging.kit.reconcile.Progress;
import org.sessionlogging.kit.reconcile.Refused;
import software.amazon.cloudformation.Action;
import software.amazon.lambda.powertools.cloudformation.Response;

class CustomResourceDoorTest {
  private static final Map<String, Object> BALL =
      Map.of(
          "ServiceToken", "arn:aws:lambda:eu-west-1:111122223333:function:things",
          "ServiceTimeout", "600",
          "Name", "ball",
          "Kind", "ROUND",
          "Size", "3",
          "Shiny", "true");

  private final Things things = new Things();
  private final FunctionContext context = new FunctionContext(900_000);
  private StackEvents stack;

  /** The door as a type subclasses it. */
  static final class ThingDoor extends CustomResourceDoor<Thing, Progress> {
    ThingDoor(Things things, IntConsumer pauseSeconds) {
      super(contract(things), Thing.class, "thing.json", pauseSeconds);
    }

    ThingDoor(Things things) {
      super(contract(things), Thing.class, "thing.json");
    }

    private static HandlerContract<Thing, Progress> contract(Things things) {
      return new HandlerContract<>(
          new ThingType(things),
          Progress::new,
          Clock.of(() -> 0L, seconds -> {}),
          transport -> new Aws(transport, Runnable::run));
    }
  }

  @BeforeEach
  void open() throws IOException {
    stack = new StackEvents(new ThingDoor(things, context::pass), context);
  }

  @AfterEach
  void close() {
    stack.close();
  }

  @Test
  void createFromStringsAnswersIdentifierAndOutputs() throws IOException {
    Answer answer = stack.create(BALL);

    assertThat(answer.status()).isEqualTo("SUCCESS");
    assertThat(answer.id()).isEqualTo("ball");
    assertThat(answer.data().properties())
        .extracting(it -> it.getKey() + "=" + it.getValue().asText())
        .containsExactlyInAnyOrder("Name=ball", "Arn=arn:thing/ball");
    assertThat(things.held.get("ball"))
        .isEqualTo(Map.of("Kind", "ROUND", "Size", "3", "Shiny", "true"));
    assertThat(context.log()).contains("thing: made");
  }

  @Test
  void updateChangesInPlace() throws IOException {
    stack.create(BALL);

    Answer answer = stack.update("ball", BALL, with(BALL, "Size", "5"));

    assertThat(answer.status()).isEqualTo("SUCCESS");
    assertThat(answer.id()).isEqualTo("ball");
    assertThat(things.held.get("ball")).containsEntry("Size", "5");
  }

  @Test
  void changedIdentifierIsAReplacementWhoseOldOneIsDeletedAfterwards() throws IOException {
    stack.create(BALL);

    Answer answer = stack.update("ball", BALL, with(BALL, "Name", "cube"));

    assertThat(answer.status()).isEqualTo("SUCCESS");
    assertThat(answer.id()).isEqualTo("cube");
    assertThat(things.held.keySet()).containsExactly("ball", "cube");
    assertThat(stack.delete("ball", BALL).status()).isEqualTo("SUCCESS");
    assertThat(things.held.keySet()).containsExactly("cube");
  }

  @Test
  void failedReplacementIsTakenAwayAndKeepsTheOldIdentifier() throws IOException {
    stack.create(BALL);
    things.refusal = Optional.of(AwsError.of(403, "AccessDenied", "Not you."));

    Answer answer = stack.update("ball", BALL, with(BALL, "Name", "cube"));

    assertThat(answer.status()).isEqualTo("FAILED");
    assertThat(answer.id()).isEqualTo("ball");
    assertThat(answer.reason()).contains("Not you.").endsWith("(HandlerErrorCode: AccessDenied)");
    assertThat(things.held.keySet()).containsExactly("ball");
  }

  @Test
  void replacementByWhatExistsAlreadyTouchesNeither() throws IOException {
    stack.create(BALL);
    things.held.put("cube", new TreeMap<>(Map.of("Kind", "SQUARE")));

    Answer answer = stack.update("ball", BALL, with(BALL, "Name", "cube"));

    assertThat(answer.status()).isEqualTo("FAILED");
    assertThat(answer.id()).isEqualTo("ball");
    assertThat(things.held.get("cube")).isEqualTo(Map.of("Kind", "SQUARE"));
  }

  @Test
  void rollbackOfARefusedUpdateSucceeds() throws IOException {
    stack.create(BALL);
    Map<String, Object> invalid = with(BALL, "Size", "many");
    Map<String, Object> notUpdatable = with(BALL, "Kind", "SQUARE");

    assertThat(stack.update("ball", BALL, invalid).reason()).contains("many");
    assertThat(stack.update("ball", invalid, BALL).status()).isEqualTo("SUCCESS");
    assertThat(stack.update("ball", BALL, notUpdatable).reason()).contains("NotUpdatable");
    assertThat(stack.update("ball", notUpdatable, BALL).status()).isEqualTo("SUCCESS");
    assertThat(things.held.get("ball")).containsEntry("Size", "3").containsEntry("Kind", "ROUND");
  }

  @Test
  void deleteNeedsNothingButTheIdentifier() throws IOException {
    stack.create(BALL);

    assertThat(stack.delete("ball", with(BALL, "Size", "many")).status()).isEqualTo("SUCCESS");
    assertThat(things.held).isEmpty();
  }

  @Test
  void deleteOfWhatIsGoneSucceeds() throws IOException {
    assertThat(stack.delete("ball", BALL).status()).isEqualTo("SUCCESS");
  }

  @Test
  void failedDeleteSaysWhy() throws IOException {
    stack.create(BALL);
    things.held.get("ball").put("Contents", "air");

    Answer answer = stack.delete("ball", BALL);

    assertThat(answer.status()).isEqualTo("FAILED");
    assertThat(answer.id()).isEqualTo("ball");
    assertThat(answer.reason())
        .isEqualTo("The thing is full: empty it first. (HandlerErrorCode: ResourceConflict)");
    assertThat(things.held).containsKey("ball");
  }

  @Test
  void invalidPropertiesAreRefusedWithEveryReason() throws IOException {
    Answer answer = stack.create(Map.of("Name", "NOT A NAME", "Size", "44"));

    assertThat(answer.status()).isEqualTo("FAILED");
    assertThat(answer.reason())
        .contains("#/Name: failed validation constraint for keyword [pattern]")
        .contains("#/Size: failed validation constraint for keyword [maximum]");
    assertThat(answer.id()).isEqualTo("never-created-77777777-8888-9999-0000-111111111111");
    assertThat(things.held).isEmpty();
  }

  @Test
  void oneInvalidPropertyIsNamedTogetherWithWhatIsWrong() throws IOException {
    assertThat(stack.create(Map.of("Kind", "FLAT")).reason()).contains("#/Kind: failed");
    assertThat(things.held).isEmpty();
  }

  @ParameterizedTest
  @MethodSource
  void propertyOfTheWrongTypeIsNamedWithWhatItWants(String property, Object value, String message)
      throws IOException {
    Answer answer = stack.create(with(BALL, property, value));

    assertThat(answer.status()).isEqualTo("FAILED");
    assertThat(answer.reason()).isEqualTo(message + " (HandlerErrorCode: InvalidRequest)");
    assertThat(things.held).isEmpty();
  }

  static Stream<Arguments> propertyOfTheWrongTypeIsNamedWithWhatItWants() {
    return Stream.of(
        arguments("Size", "many", "Size: give a whole number, not `many`."),
        arguments("Size", List.of("1"), "Size: give a whole number."),
        arguments("Shiny", "rather", "Shiny: give true or false, not `rather`."),
        arguments("Kind", List.of("ROUND"), "Kind: give one text."),
        arguments("Labels", "red", "Labels: give a list."),
        arguments("Labels", List.of("red"), "Labels[0]: give properties of its own."),
        arguments("Labels", List.of(Map.of("Text", List.of())), "Labels[0].Text: give one text."),
        arguments("Size", "", "Size: give a whole number, not ``."),
        arguments("Size", "3.5", "Size: give a whole number, not `3.5`."),
        arguments("Shiny", "", "Shiny: give true or false, not ``."),
        arguments("Labels", "", "Labels: give a list."),
        arguments("Arn", "arn:thing/ball", "Properties: Arn: outputs can't be declared."),
        arguments("Taste", "sour", "Properties: #: extraneous key [Taste] is not permitted"));
  }

  @Test
  void deleteThatFollowsARefusedCreateDeletesNothing() throws IOException {
    things.held.put("ball", new TreeMap<>(Map.of("Kind", "ROUND")));

    Answer refused = stack.create(BALL);

    assertThat(refused.status()).isEqualTo("FAILED");
    assertThat(refused.id()).startsWith("never-created-");
    assertThat(refused.reason()).contains("exists").endsWith("(HandlerErrorCode: AlreadyExists)");
    assertThat(stack.delete(refused.id(), BALL).status()).isEqualTo("SUCCESS");
    assertThat(things.held).containsKey("ball");
  }

  @Test
  void deleteThatFollowsAFailedCreateTakesAwayWhatWasMade() throws IOException {
    things.refusal = Optional.of(AwsError.of(403, "AccessDenied", "Not you."));

    Answer failed = stack.create(BALL);

    assertThat(failed.status()).isEqualTo("FAILED");
    assertThat(failed.id()).isEqualTo("ball");
    assertThat(things.held).containsKey("ball");
    assertThat(stack.delete(failed.id(), BALL).status()).isEqualTo("SUCCESS");
    assertThat(things.held).isEmpty();
  }

  @Test
  void functionWhoseTimeIsOverAnswersBeforeItIsStopped() throws IOException {
    things.deafTo = "Size";
    context.pass(835);

    Answer answer = stack.create(BALL);

    assertThat(answer.status()).isEqualTo("FAILED");
    assertThat(answer.id()).isEqualTo("ball");
    assertThat(answer.reason())
        .startsWith(
            "The function's time is over. Still unsettled: the Size to read back as written.")
        .endsWith(WhatNext.after(Action.CREATE));
    assertThat(context.getRemainingTimeInMillis()).isBetween(50_000, 60_000);
  }

  @Test
  void functionWhoseTimeIsOverBeforeAnythingWasMadeNamesNothingThatADeleteWouldTakeAway()
      throws IOException {
    things.busy = true;

    Answer answer = stack.create(BALL);

    assertThat(answer.status()).isEqualTo("FAILED");
    assertThat(answer.id()).startsWith("never-created-");
    things.held.put("ball", new TreeMap<>(Map.of("Kind", "ROUND")));
    assertThat(stack.delete(answer.id(), BALL).status()).isEqualTo("SUCCESS");
    assertThat(things.held).containsKey("ball");
  }

  @Test
  void answerNeverExceedsWhatCloudFormationTakes() throws IOException {
    things.refusal = Optional.of(AwsError.of(400, "Odd", "\u8a18".repeat(9_000)));

    Answer answer = stack.create(BALL);

    assertThat(answer.bytes()).isBetween(3_700, 4_096);
    assertThat(answer.reason())
        .startsWith("the Size: sessionlogging Put failed: \u8a18")
        .endsWith(WhatNext.after(Action.CREATE) + " (HandlerErrorCode: GeneralServiceException)");
  }

  @Test
  void whatJsonEscapesCountsAsItIsSent() throws IOException {
    things.refusal = Optional.of(AwsError.of(400, "Odd", "\"\n".repeat(1_500)));

    Answer answer = stack.create(BALL);

    assertThat(answer.bytes()).isBetween(3_700, 4_096);
    assertThat(answer.reason()).contains(" [...] ").endsWith("GeneralServiceException)");
  }

  @Test
  void outputsThatAreTooLongAreLeftOutByName() {
    var event = CloudFormationCustomResourceEvent.builder().withStackId("s").build();

    Response answer =
        AnswerSize.success(event, "ball", Map.of("Names", "x".repeat(5_000), "Name", "ball"));

    assertThat(answer.toString()).contains("{\"Name\":\"ball\"}");
    assertThat(answer.getReason()).endsWith("too long for an answer: Names");
  }

  @Test
  void answerIsPutUntilItHasArrived() throws IOException {
    stack.refuse(503, 500, 429);

    assertThat(stack.create(BALL).status()).isEqualTo("SUCCESS");
    assertThat(context.getRemainingTimeInMillis()).isLessThan(900_000 - 3 * 5_000);
  }

  @Test
  void answerThatNobodyTakesStandsInTheLog() {
    stack.refuse(403);

    assertThatThrownBy(() -> stack.create(BALL)).isInstanceOf(AssertionError.class);
    assertThat(context.log())
        .anyMatch(
            line -> line.startsWith("The answer did not arrive: the ResponseURL answers 403"));
  }

  @Test
  void faultIsAnAnswer() throws IOException {
    things.fault = new StackOverflowError("round and round");

    Answer answer = stack.create(BALL);

    assertThat(answer.status()).isEqualTo("FAILED");
    assertThat(answer.reason())
        .startsWith("A fault in this resource type: java.lang.StackOverflowError: round and round");
    assertThat(stack.delete("ball", BALL).reason()).contains("round and round");
  }

  @Test
  void eventOfNoStackIsRefused() {
    var requests = new EventRequests<>(new TemplateProperties<>(Thing.class, "thing.json"));
    var event =
        CloudFormationCustomResourceEvent.builder()
            .withStackId("mine")
            .withPhysicalResourceId("ball")
            .build();

    assertThatThrownBy(() -> requests.identified(event))
        .isInstanceOf(Refused.class)
        .hasMessage("StackId: `mine` is not the ARN of a stack.");
  }

  @Test
  void functionWithTooLittleTimeBeginsNothing() throws IOException {
    context.pass(850);

    Answer answer = stack.create(BALL);

    assertThat(answer.reason()).startsWith("The function has less than a minute left");
    assertThat(answer.id()).startsWith("never-created-");
    assertThat(things.held).isEmpty();
  }

  @Test
  void replacementThatFailsAndCantBeTakenAwayIsNamed() throws IOException {
    stack.create(BALL);
    things.deafTo = "Size";
    things.keeps = "cube";

    Answer answer = stack.update("ball", BALL, with(BALL, "Name", "cube"));

    assertThat(answer.status()).isEqualTo("FAILED");
    assertThat(answer.id()).isEqualTo("ball");
    assertThat(answer.reason()).contains("Still unsettled").contains("And cube was left behind");
    assertThat(context.getRemainingTimeInMillis()).isGreaterThan(0);
  }

  @Test
  void eventThatComesTwiceIsCarriedOutOnce() throws IOException {
    Answer made = stack.create(BALL);
    assertThat(stack.again().content()).isEqualTo(made.content());

    try (StackEvents deletion = new StackEvents(new ThingDoor(things, context::pass), context)) {
      deletion.delete("ball", BALL);
    }
    // Late: the thing is gone, and no stack would know of another one.
    assertThat(stack.again().content()).isEqualTo(made.content());
    assertThat(things.held).isEmpty();
  }

  @Test
  void eventThatComesToAnotherInstanceToo() throws IOException {
    Answer made = stack.create(BALL);
    assertThat(stack.again(new ThingDoor(things, context::pass)).content())
        .isEqualTo(made.content());
    Answer changed = stack.update("ball", BALL, with(BALL, "Size", "5"));
    assertThat(stack.again(new ThingDoor(things, context::pass)).content())
        .isEqualTo(changed.content());
    Answer gone = stack.delete("ball", BALL);
    assertThat(stack.again(new ThingDoor(things, context::pass)).content())
        .isEqualTo(gone.content());
    assertThat(things.held).isEmpty();
  }

  @Test
  void doorOfAFunctionWaitsByItself() throws IOException {
    things.held.put("ball", new TreeMap<>(Map.of("Kind", "ROUND", "Size", "3", "Shiny", "true")));
    try (StackEvents real = new StackEvents(new ThingDoor(things), context)) {
      assertThat(real.update("ball", BALL, BALL).status()).isEqualTo("SUCCESS");
    }
  }

  private static Map<String, Object> with(Map<String, Object> base, String key, Object value) {
    Map<String, Object> changed = new TreeMap<>(base);
    changed.put(key, value);
    return changed;
  }
}
