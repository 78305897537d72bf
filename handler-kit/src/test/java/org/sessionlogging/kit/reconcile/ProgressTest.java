package org.sessionlogging.kit.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.cloudformation.resource.Serializer;

class ProgressTest {
  private final Progress progress = new Progress();

  @Test
  void everythingSurvivesTheWayThroughJson() throws IOException {
    progress.begin();
    progress.note("key", "1234");
    progress.wrote();
    progress.made();
    progress.waiting(Step.wait(60, "it", Duration.ofSeconds(100)));

    Serializer serializer = new Serializer();
    Progress back =
        serializer.deserialize(serializer.serialize(progress), new TypeReference<Progress>() {});

    assertThat(back.begun()).isTrue();
    assertThat(back.noted("key")).contains("1234");
    assertThat(back.noted("other")).isEmpty();
    assertThat(back.hasWritten()).isTrue();
    assertThat(back.hasMade()).isTrue();
    assertThat(back.patient()).isTrue();
    back.waiting(Step.wait(60, "it", Duration.ofSeconds(100)));
    assertThat(back.patient()).isFalse();
  }

  @Test
  void eachThingThatIsNotFoundIsLookedForSoManyTimes() {
    assertThat(progress.looksAgain("bucket", 2)).isTrue();
    assertThat(progress.looksAgain("key", 2)).isTrue();
    assertThat(progress.looksAgain("bucket", 2)).isFalse();
    assertThat(progress.looksAgain("key", 2)).isFalse();
  }

  @Test
  void eachThingHasItsOwnPatience() {
    for (int pass = 0; pass < 5; pass++) {
      progress.waiting(Step.wait(50, "slow", Duration.ofMinutes(20)));
      progress.wrote();
    }
    assertThat(progress.patient()).isTrue();

    progress.waiting(Step.wait(50, "fast", Duration.ofSeconds(40)));

    assertThat(progress.patient()).isFalse();
  }

  @Test
  void passesThatChangeNothingAreCountedWhateverTheyWaitFor() {
    int passes = 0;
    while (progress.patient()) {
      progress.waiting(Step.handBack("thing " + passes++));
    }
    assertThat(passes).isEqualTo(241);
  }

  @Test
  void aLongListOfPartsTakesAsManyPassesAsItNeeds() {
    for (int part = 0; part < 1_000; part++) {
      progress.wrote();
      progress.waiting(Step.handBack("part " + part));
    }

    assertThat(progress.patient()).isTrue();
  }

  @Test
  void patienceEndsEvenWhenNoDelayIsAskedFor() {
    int passes = 0;
    while (progress.patient()) {
      progress.wrote();
      progress.waiting(Step.handBack("the same"));
      passes++;
    }

    assertThat(passes).isBetween(60, 120);
  }
}
