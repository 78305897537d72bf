package org.sessionlogging.fakes.laws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;

/** The list known-cases.txt names the case "known". */
class CasesTest {
  private final Cases cases = new Cases(CasesTest.class, "known-cases.txt");

  private static void fails() {
    throw new AssertionError("as it is known to");
  }

  private static DynamicTest only(Cases cases) {
    return cases.tests(10).toList().get(0);
  }

  @Test
  void knownCaseFailsAndThatIsFine() {
    cases.add("known", CasesTest::fails);

    assertThatCode(() -> only(cases).getExecutable().execute()).doesNotThrowAnyException();
  }

  @Test
  void knownCaseThatPassesIsToBeTakenOffTheList() {
    cases.add("known", () -> {});

    assertThatThrownBy(() -> only(cases).getExecutable().execute())
        .hasMessageContaining("known passes: take it off the list, known-cases.txt");
  }

  @Test
  void caseThatIsNotKnownHasToPass() {
    Cases unlisted = new Cases(CasesTest.class, "no-such-list.txt");
    unlisted.add("other", CasesTest::fails);

    assertThatThrownBy(() -> only(unlisted).getExecutable().execute())
        .hasMessage("other: as it is known to");
  }

  @Test
  void knownCaseThatIsNoneIsToldOf() {
    assertThatThrownBy(() -> cases.tests(10))
        .hasMessageContaining("known cases that are none, in known-cases.txt");
  }

  @Test
  void twoCasesOfOneNameAreAMistake() {
    cases.add("known", () -> {});

    assertThatThrownBy(() -> cases.add("known", () -> {})).hasMessageContaining("known");
  }

  @Test
  void sampleIsTheSameEveryTimeAndInOrder() {
    Cases many = hundred(false);

    List<String> sample = many.tests(10).map(DynamicTest::getDisplayName).toList();

    assertThat(sample).hasSize(10).isSorted();
    assertThat(many.tests(10).map(DynamicTest::getDisplayName).toList()).isEqualTo(sample);
  }

  @Test
  void wholeIsEveryCase() {
    assertThat(hundred(true).tests(10)).hasSize(100);
  }

  private static Cases hundred(boolean whole) {
    Cases many = new Cases(CasesTest.class, "no-such-list.txt", whole);
    for (int i = 100; i < 200; i++) {
      many.add("case " + i, () -> {});
    }
    return many;
  }
}
