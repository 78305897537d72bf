package org.sessionlogging.fakes.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LagTest {
  private static Set<Integer> looks(String api) {
    return LongStream.range(0, 100)
        .mapToObj(seed -> Lag.random(seed).looks(api))
        .collect(Collectors.toSet());
  }

  @Test
  void randomLagTakesEveryNumberOfLooks() {
    assertThat(looks("kms DescribeKey")).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
  }

  @Test
  void aSeedMeansTheSameEveryTime() {
    assertThat(Lag.random(7).looks("kms DescribeKey"))
        .isEqualTo(Lag.random(7).looks("kms DescribeKey"));
  }

  @Test
  void oneApiAloneLags() {
    Lag lag = Lag.of("kms DescribeKey", 3);

    assertThat(lag.looks("kms DescribeKey")).isEqualTo(3);
    assertThat(lag.looks("kms ListAliases")).isZero();
    assertThat(lag.and("kms ListAliases", 1).looks("kms ListAliases")).isOne();
  }
}
