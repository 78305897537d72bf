package org.sessionlogging.fakes.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.ProgressEvent;

/**
 * Every call of every operation fails, in every way: a denial is told, a creation is rolled back
 * without a trace, whatever was cut off can be begun again or deleted, and what is worth waiting
 * for is waited for.
 */
@Tag("sampled")
public abstract class FaultLaw<M, C> {
  private final TypeUnderTest<M, C> type;
  private final Cases cases;
  private final Denials<M, C> denials;
  private final int sample;

  /**
   * @param sample how many cases run where not all do
   */
  protected FaultLaw(TypeUnderTest<M, C> type, int sample) {
    this.type = type;
    this.cases = new Cases();
    this.denials = new Denials<>(type);
    this.sample = sample;
  }

  @TestFactory
  Stream<DynamicTest> everyCallMayFail() {
    for (Mode<M, C> mode : type.modes()) {
      for (Work work : Work.values()) {
        Smooth<M, C> smooth = new Smooth<>(type, mode, work);
        denials.add(smooth, cases);
        if (!work.looksOnly() && work != Work.CREATE) {
          cases.add(smooth + "every call throttled once", () -> everyThrottleIsWaitedFor(smooth));
        }
        for (int i = 0; i < smooth.calls().size(); i++) {
          addFaults(smooth, i);
        }
      }
    }
    return cases.tests(sample);
  }

  private void everyThrottleIsWaitedFor(Smooth<M, C> smooth) {
    Scene<M, C> scene = smooth.begun();
    smooth.calls().forEach(call -> scene.journal().failNext(call, Fault.throttling(call)));

    ProgressEvent<M, C> event = smooth.work().carryOut(scene, scene.driver());

    assertThat(scene.comparable(event)).as(event.getMessage()).isEqualTo(smooth.end());
    assertThat(scene.held()).isEqualTo(smooth.held());
  }

  private void addFaults(Smooth<M, C> smooth, int index) {
    String name = smooth + "call " + index + " " + smooth.calls().get(index) + " ";
    for (Fault.Kind kind : Fault.Kind.values()) {
      Fault fault = new Fault(kind, index);
      cases.add(
          name + kind,
          () -> {
            Scene<M, C> scene = smooth.begun();
            ProgressEvent<M, C> event = smooth.carryOut(scene, scene.driver(fault));
            if (kind.ends()) {
              isOver(smooth, scene, event);
            } else {
              isWaitedFor(kind, smooth, scene, event);
            }
          });
      if (kind.ends() && smooth.work() == Work.UPDATE) {
        cases.add(
            name + kind + ", then deleted", () -> canBeDeleted(smooth, new Fault(kind, index)));
      }
    }
  }

  private void isOver(Smooth<M, C> smooth, Scene<M, C> scene, ProgressEvent<M, C> event) {
    assertThat(event.getErrorCode())
        .as(event.getMessage())
        .isEqualTo(HandlerErrorCode.GeneralServiceException);
    if (smooth.work() == Work.CREATE) {
      isRolledBack(smooth, scene, event);
    } else {
      canBeBegunAgain(smooth, scene);
    }
  }

  private void isRolledBack(Smooth<M, C> smooth, Scene<M, C> scene, ProgressEvent<M, C> event) {
    if (event.getResourceModel() == null) {
      // CloudFormation rolls nothing back, so not even a key may wait for its deletion.
      assertThat(scene.aws().picture()).isEqualTo(smooth.found());
    } else {
      // It gets the model, and never the context.
      scene.endsGone(scene.driver().delete(event.getResourceModel()));
      scene.assertNothingIsLeft();
    }
  }

  private void canBeBegunAgain(Smooth<M, C> smooth, Scene<M, C> scene) {
    ProgressEvent<M, C> again = smooth.work().carryOut(scene, scene.driver());
    if (smooth.work() == Work.DELETE) {
      scene.endsGone(again);
    } else {
      assertThat(scene.comparable(again)).as(again.getMessage()).isEqualTo(smooth.end());
    }
    assertThat(scene.lasting()).isEqualTo(smooth.lasting());
    if (smooth.work().changes()) {
      scene.succeeds(scene.driver().delete(scene.identifier()));
      assertThat(scene.lasting()).isEqualTo(smooth.gone());
    }
  }

  private void canBeDeleted(Smooth<M, C> smooth, Fault fault) {
    Scene<M, C> scene = smooth.begun();
    assertThat(smooth.carryOut(scene, scene.driver(fault)).isFailed()).isTrue();

    scene.succeeds(scene.driver().delete(scene.identifier()));

    assertThat(scene.effective()).isEqualTo(smooth.deletedAtOnce());
  }

  /**
   * Reads answer at once, and so does what has not been begun: they may say no, and change nothing.
   */
  private void isWaitedFor(
      Fault.Kind kind, Smooth<M, C> smooth, Scene<M, C> scene, ProgressEvent<M, C> event) {
    if (event.isSuccess()) {
      assertThat(scene.comparable(event)).isEqualTo(smooth.end());
      // What a lost answer left once more may wait for its deletion: KMS deletes no key at once.
      assertThat(scene.lasting()).isEqualTo(smooth.lasting());
    } else {
      assertThat(smooth.work().changes() || smooth.work() == Work.DELETE)
          .as(event.getMessage())
          .isFalse();
      assertThat(event.getErrorCode())
          .as(event.getMessage())
          .isEqualTo(
              kind == Fault.Kind.ANSWER_LOST
                  ? HandlerErrorCode.NetworkFailure
                  : HandlerErrorCode.Throttling);
      assertThat(event.getResourceModel()).isNull();
      assertThat(scene.aws().picture()).isEqualTo(smooth.found());
    }
    if (smooth.work() == Work.CREATE && event.isSuccess()) {
      scene.succeeds(scene.driver().delete(scene.identifier()));
      scene.assertNothingIsLeft();
    }
  }
}
