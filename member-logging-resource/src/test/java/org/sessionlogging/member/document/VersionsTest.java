package org.sessionlogging.member.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VersionsTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "6-8", "6-8 11", "1 3 5-9"})
  void rangesAreReadAsTheyWereWritten(String ranges) {
    assertThat(Versions.parse(ranges)).hasToString(ranges);
  }

  @Test
  void neighborsBecomeOneRange() {
    assertThat(Versions.parse("6-8").plus(9).plus(11)).hasToString("6-9 11");
  }

  @Test
  void whatIsNoRangeIsNoVersion() {
    assertThat(Versions.parse("x 3 4- -5 9-8").numbers()).containsExactly(3);
  }

  @Test
  void theOldestAreForgottenWhenATagIsFull() {
    SortedSet<Integer> even =
        IntStream.rangeClosed(1, 400)
            .map(i -> 2 * i)
            .boxed()
            .collect(Collectors.toCollection(TreeSet::new));

    String ranges = new Versions(even).toString();

    assertThat(ranges).hasSizeLessThanOrEqualTo(256).endsWith("798 800").doesNotStartWith("2 ");
    assertThat(Versions.parse("").newest()).isZero();
  }
}
