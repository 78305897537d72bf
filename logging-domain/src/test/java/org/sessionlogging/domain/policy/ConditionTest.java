package org.sessionlogging.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sources as in {@link Condition}. */
class ConditionTest {
  private static final String KEY = "aws:Key";

  // The last column: with the key missing.
  @ParameterizedTest
  @CsvSource({
    "StringEquals, a, true, false, false",
    "StringNotEquals, a, false, true, true",
    "StringEqualsIgnoreCase, A, true, false, false",
    "StringNotEqualsIgnoreCase, A, false, true, true",
    "StringLike, a*, true, false, false",
    "StringNotLike, ?, false, false, true",
    "ArnLike, a, true, false, false",
    "ArnNotLike, a, false, true, true",
    "Bool, A, true, false, false",
    "Null, true, false, false, true",
    "Null, false, true, true, false",
    "StringEqualsIfExists, a, true, false, true",
    "StringNotEqualsIfExists, a, false, true, true",
    "ForAnyValue:StringEquals, a, true, false, false",
    "ForAnyValue:StringNotEquals, a, false, true, false",
    "ForAllValues:StringEquals, a, true, false, true",
    "ForAnyValue:StringEqualsIfExists, a, true, false, true",
    "StringEquals, ${aws:Key}, true, true, false",
    "StringEquals, ${aws:Other}, false, false, false",
    "StringEquals, a*, false, false, false",
  })
  void operatorsDecideAsIamDoes(
      String operator, String value, boolean ofA, boolean ofB, boolean ofMissing) {
    Condition condition = new Condition(operator, KEY, List.of(value));
    assertThat(condition.holds(request(Map.of(KEY, "a")))).isEqualTo(ofA);
    assertThat(condition.holds(request(Map.of("AWS:KEY", "b")))).isEqualTo(ofB);
    assertThat(condition.holds(request(Map.of()))).isEqualTo(ofMissing);
  }

  @Test
  void severalValuesAreAlternativesAndNoneOfThemWhenNegated() {
    List<String> values = List.of("a", "b");
    Request request = request(Map.of(KEY, "b"));
    assertThat(new Condition("StringEquals", KEY, values).holds(request)).isTrue();
    assertThat(new Condition("StringNotEquals", KEY, values).holds(request)).isFalse();
  }

  @Test
  void unknownOperatorIsNoDecision() {
    Condition condition = new Condition("NumericEquals", KEY, List.of("1"));
    Request request = request(Map.of(KEY, "1"));
    assertThatThrownBy(() -> condition.holds(request)).hasMessageContaining("NumericEquals");
  }

  private static Request request(Map<String, String> keys) {
    return new Request(Caller.unknown("anybody"), "s3:GetObject", "arn:aws:s3:::b/k", keys);
  }
}
