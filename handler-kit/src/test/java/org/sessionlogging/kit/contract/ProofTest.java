package org.sessionlogging.kit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.aws.CallFailed;
import org.sessionlogging.fakes.Driver;
import org.sessionlogging.fakes.VirtualTime;
import org.sessionlogging.fakes.store.AwsError;
import org.sessionlogging.kit.Thing;
import org.sessionlogging.kit.ThingType;
import org.sessionlogging.kit.Things;
import org.sessionlogging.kit.reconcile.Handle;
import org.sessionlogging.kit.reconcile.Part;
import org.sessionlogging.kit.reconcile.Progress;
import org.sessionlogging.kit.reconcile.Step;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.ProgressEvent;
import software.amazon.cloudformation.proxy.ResourceHandlerRequest;

/** What has to be shown of a resource before its creation or update is a success. */
class ProofTest {
  private static final Thing BALL = new Thing("ball", "ROUND", 3, true, null);
  private static final Doubt LASTING =
      new Doubt(HandlerErrorCode.InvalidRequest, "Proof: it is flat. Blow it up.", Patience.NONE);
  private static final Doubt PASSING =
      new Doubt(
          HandlerErrorCode.AccessDenied,
          "Proof: nobody may look. Let them.",
          Patience.of(Duration.ofMinutes(2)));

  private final Things things = new Things();
  private final ThingType type = new ThingType(things);
  private final VirtualTime time = new VirtualTime();
  private final Driver<Thing, Progress> driver = driver(null);

  private Supplier<Optional<Doubt>> doubt = Optional::empty;
  private int looks;

  /**
   * CloudFormation.
   *
   * @param rollback what it says of an update
   */
  private Driver<Thing, Progress> driver(Boolean rollback) {
    return new Driver<>(
        new HandlerContract<>(
                type,
                Progress::new,
                Clock.of(time::milliseconds, time::pause),
                transport -> new Aws(transport, Runnable::run))
            ::handle,
        Aws.withOwnCredentials(),
        new TypeReference<Progress>() {},
        ResourceHandlerRequest.<Thing>builder()
            .awsPartition("aws")
            .awsAccountId("111122223333")
            .region("eu-west-1")
            .rollback(rollback)
            .build());
  }

  @BeforeEach
  void prove() {
    type.proof =
        Optional.of(
            new Proof() {
              @Override
              public String name() {
                return "Proof";
              }

              @Override
              public Optional<Doubt> doubt() {
                looks++;
                return doubt.get();
              }

              @Override
              public List<Part<?>> memory() {
                return List.of(Part.of(new Memory(), "yes"));
              }
            });
  }

  /** What is kept in the thing itself. */
  private final class Memory implements Handle<String> {
    @Override
    public String name() {
      return "memory";
    }

    @Override
    public Optional<String> read() {
      return Optional.ofNullable(things.held.get("ball").get("Proven"));
    }

    @Override
    public Step write(String value, Optional<String> live) {
      things.held.get("ball").put("Proven", value);
      return Step.DONE;
    }
  }

  private ProgressEvent<Thing, Progress> created() {
    ProgressEvent<Thing, Progress> end = driver.create(BALL);
    assertThat(end.getMessage()).isNull();
    return end;
  }

  private void assertNothingIsUndone() {
    assertThat(things.held.get("ball")).containsEntry("Size", "3").containsEntry("Shiny", "true");
  }

  private static CallFailed odd() {
    return new CallFailed(new Things.GetRequest("ball"), AwsError.of(400, "Odd", "No."));
  }

  @Test
  void successIsProvenOnceAndRemembered() {
    created();

    assertThat(looks).isEqualTo(1);
    assertThat(things.held.get("ball")).containsEntry("Proven", "yes");
  }

  @Test
  void lastingDoubtFailsAtOnceWithTheModelAndUndoesNothing() {
    doubt = () -> Optional.of(LASTING);

    ProgressEvent<Thing, Progress> end = driver.create(BALL);

    assertThat(end.getErrorCode()).isEqualTo(HandlerErrorCode.InvalidRequest);
    assertThat(end.getMessage())
        .startsWith(LASTING.message() + " CloudFormation now takes back what was made.");
    assertThat(end.getResourceModel().name()).isEqualTo("ball");
    assertThat(looks).isEqualTo(1);
    assertNothingIsUndone();
    assertThat(things.held.get("ball")).doesNotContainKey("Proven");
  }

  @Test
  void passingDoubtIsWaitedOutForItsTimeAndThenFails() {
    doubt = () -> Optional.of(PASSING);

    ProgressEvent<Thing, Progress> end = driver.create(BALL);

    assertThat(end.getErrorCode()).isEqualTo(HandlerErrorCode.AccessDenied);
    assertThat(end.getResourceModel().name()).isEqualTo("ball");
    assertThat(driver.secondsWaited()).isBetween(110, 130);
    assertThat(driver.log()).contains(PASSING.message());
    assertNothingIsUndone();
  }

  @Test
  void doubtThatPassesIsASuccess() {
    doubt = () -> looks < 4 ? Optional.of(PASSING) : Optional.empty();

    created();

    assertThat(things.held.get("ball")).containsEntry("Proven", "yes");
  }

  @ParameterizedTest
  @CsvSource({"true, true", "true, false", "false, true", "false, false"})
  void wayBackIsASuccessWhateverIsFoundAndIsRemembered(boolean told, boolean answered) {
    created();
    things.held.get("ball").remove("Proven");
    type.success = told ? null : BALL;
    doubt =
        () -> {
          if (answered) {
            return Optional.of(PASSING);
          }
          throw odd();
        };
    Driver<Thing, Progress> back = driver(told ? true : null);

    ProgressEvent<Thing, Progress> end = back.update(BALL.sized(4), BALL);

    assertThat(end.isSuccess()).isTrue();
    assertThat(back.secondsWaited()).isLessThan(10);
    assertThat(back.log())
        .anyMatch(
            line ->
                line.startsWith("No failure, as this goes back")
                    && line.contains(answered ? "nobody may look" : "Odd"));
    assertThat(things.held.get("ball")).containsEntry("Proven", "yes");
  }

  @Test
  void repairIsNoWayBackAndNeitherIsWhatCloudFormationSaysIsNone() {
    created();
    type.success = BALL;
    doubt = () -> Optional.of(LASTING);

    assertThat(driver.update(BALL, BALL).getErrorCode()).isEqualTo(LASTING.code());
    assertThat(driver(false).update(BALL.sized(4), BALL).getErrorCode()).isEqualTo(LASTING.code());
    assertThat(driver.update(BALL, BALL.sized(4)).getErrorCode()).isEqualTo(LASTING.code());
    assertThat(driver.update(null, BALL).isSuccess()).as("from what can't be read").isTrue();
  }

  @Test
  void questionThatAwsDoesNotAnswerFailsByTheTable() {
    created();
    doubt =
        () -> {
          throw odd();
        };

    ProgressEvent<Thing, Progress> end = driver.update(BALL, BALL.sized(4));

    assertThat(end.getErrorCode()).isEqualTo(HandlerErrorCode.GeneralServiceException);
    assertThat(end.getMessage()).startsWith("Proof: sessionlogging Get failed: No. (Odd");
  }

  @Test
  void deleteAndReadProveNothing() {
    created();
    looks = 0;
    doubt = () -> Optional.of(LASTING);

    assertThat(driver.read(BALL).isSuccess()).isTrue();
    assertThat(driver.delete(BALL).isSuccess()).isTrue();

    assertThat(looks).isZero();
    assertThat(things.held).isEmpty();
  }
}
