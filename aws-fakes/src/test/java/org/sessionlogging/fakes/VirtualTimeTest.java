package org.sessionlogging.fakes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sessionlogging.aws.Aws;

class VirtualTimeTest {
  private final VirtualTime time = new VirtualTime();
  private final Aws aws = new Aws(Aws.withOwnCredentials(), time);

  @Test
  void passesOnlyWhenSomebodyWaits() {
    time.pause(2);
    time.pass(5);

    assertThat(time.milliseconds()).isEqualTo(2_005);
  }

  @ParameterizedTest
  @CsvSource({"1, 300", "16, 300", "17, 600", "40, 900"})
  void questionsSideBySideTakeSixteenLanes(int questions, long milliseconds) {
    ask(questions);

    assertThat(time.milliseconds()).isEqualTo(milliseconds);
  }

  @Test
  void whatFollowsBeginsAfterTheLastAnswer() {
    ask(17);
    time.pass(300);
    ask(2);

    assertThat(time.milliseconds()).isEqualTo(1_200);
  }

  private void ask(int questions) {
    Supplier<String> question =
        () -> {
          time.pass(100);
          time.pass(200);
          return "answered";
        };
    assertThat(aws.sideBySide(Collections.nCopies(questions, question))).hasSize(questions);
  }
}
