package org.sessionlogging.kit.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.fakes.VirtualTime;

/** How long a pass takes, and what it does when its time is up. */
class ReconcilerTest {
  private static final int REGIONS = 40;
  private static final int MILLISECONDS_OF_A_CALL = 300;
  private static final int READS_OF_A_REGION = 5;

  private final VirtualTime time = new VirtualTime();
  private final List<String> written = new ArrayList<>();
  private final Reconciler reconciler =
      new Reconciler(
          new Aws(Aws.withOwnCredentials(), time), () -> time.milliseconds() > 25_000, line -> {});

  @Test
  void manyRegionsAreReadSideBySide() {
    assertThat(reconciler.apply(regions("as it is")).done()).isTrue();

    // 200 calls, 16 at a time.
    assertThat(time.milliseconds()).isBetween(3_750L, 4_500L);
  }

  @Test
  void passThatHasMoreToWriteThanTimeHandsBackWithinThirtySeconds() {
    Step step = reconciler.apply(regions("another"));

    assertThat(step.done()).isFalse();
    assertThat(time.milliseconds()).isBetween(25_000L, 30_000L);
    assertThat(written).hasSizeBetween(15, REGIONS - 1);
  }

  private List<Part<String>> regions(String desired) {
    return IntStream.range(0, REGIONS)
        .mapToObj(region -> Part.of(new Regional("region " + region), desired))
        .toList();
  }

  private final class Regional implements Handle<String> {
    private final String name;

    Regional(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Optional<String> read() {
      for (int read = 0; read < READS_OF_A_REGION; read++) {
        time.pass(MILLISECONDS_OF_A_CALL);
      }
      return Optional.of("as it is");
    }

    @Override
    public Step write(String value, Optional<String> live) {
      time.pass(4 * MILLISECONDS_OF_A_CALL);
      written.add(name);
      return Step.DONE;
    }
  }
}
