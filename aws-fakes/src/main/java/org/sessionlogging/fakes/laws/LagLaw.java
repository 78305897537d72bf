package org.sessionlogging.fakes.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.sessionlogging.fakes.store.Lag;
import software.amazon.cloudformation.proxy.ProgressEvent;

/**
 * AWS shows late what was written, and every operation ends as if it did not: with the same answer,
 * and with the same things in AWS.
 */
@Tag("sampled")
public abstract class LagLaw<M, C> {
  private static final int SEEDS = 12;

  private final TypeUnderTest<M, C> type;
  private final Cases cases;
  private final int sample;

  /**
   * @param sample how many cases run where not all do
   */
  protected LagLaw(TypeUnderTest<M, C> type, int sample) {
    this.type = type;
    this.cases = new Cases();
    this.sample = sample;
  }

  @TestFactory
  Stream<DynamicTest> everyOperationEndsAsWithoutLag() {
    for (Mode<M, C> mode : type.modes()) {
      for (Moment moment : Moment.ALL) {
        add(mode, moment);
      }
    }
    return cases.tests(sample);
  }

  private void add(Mode<M, C> mode, Moment moment) {
    Scene<M, C> beginning = new Scene<>(type, mode);
    moment.prepare(beginning);
    Scene<M, C> smooth = beginning.copy();
    ProgressEvent<M, C> end = moment.carryOut(smooth, Lag.none());
    assertThat(end.getMessage()).as(moment + ", " + mode).isNull();
    if (moment.deletes()) {
      smooth.assertNothingIsLeft();
    }
    SortedSet<String> apis = new TreeSet<>(smooth.journal().calls());
    End expected = new End(smooth.end(end), smooth.aws().picture());
    String name = moment + ", " + mode + ", ";
    for (String api : apis) {
      for (int looks : new int[] {1, Lag.MOST_LOOKS}) {
        add(name + api + " lags " + looks, moment, Lag.of(api, looks), beginning, expected);
      }
    }
    for (int seed = 1; seed <= SEEDS; seed++) {
      add(name + "all lag, seed " + seed, moment, Lag.random(seed), beginning, expected);
    }
  }

  /** What is answered in the end, and the picture of AWS then. */
  private record End(String answer, String picture) {}

  private void add(String name, Moment moment, Lag lag, Scene<M, C> beginning, End expected) {
    cases.add(
        name,
        () -> {
          Scene<M, C> scene = beginning.copy();
          ProgressEvent<M, C> end = moment.carryOut(scene, lag);
          assertThat(scene.end(end)).as(end.getMessage()).isEqualTo(expected.answer());
          assertThat(scene.aws().picture()).isEqualTo(expected.picture());
        });
  }
}
