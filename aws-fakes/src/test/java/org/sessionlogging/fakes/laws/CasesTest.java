package org.sessionlogging.fakes.laws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sessionlogging.fakes.Sample;

@Tag("sampled")
class CasesTest {

  @Test
  void caseThatFailsIsNamed() {
    Cases cases = new Cases();
    cases.add(
        "one",
        () -> {
          throw new AssertionError("not so");
        });

    assertThatThrownBy(() -> cases.tests(10).toList().get(0).getExecutable().execute())
        .hasMessage("one: not so");
  }

  @Test
  void twoCasesOfOneNameAreAMistake() {
    Cases cases = new Cases();
    cases.add("one", () -> {});

    assertThatThrownBy(() -> cases.add("one", () -> {})).hasMessageContaining("one");
  }

  @Test
  void sampleIsTheSameEveryTimeAndInOrder() {
    Cases many = hundred(false);

    List<String> sample = many.tests(10).map(DynamicTest::getDisplayName).toList();

    assertThat(sample).hasSize(Sample.size(10, 100)).isSorted();
    assertThat(many.tests(10).map(DynamicTest::getDisplayName).toList()).isEqualTo(sample);
  }

  @Test
  void wholeIsEveryCase() {
    assertThat(hundred(true).tests(10)).hasSize(100);
  }

  private static Cases hundred(boolean whole) {
    Cases many = new Cases(whole);
    for (int i = 100; i < 200; i++) {
      many.add("case " + i, () -> {});
    }
    return many;
  }
}
