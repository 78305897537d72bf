package org.sessionlogging.kit.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import software.amazon.cloudformation.resource.Serializer;

class ProgressTest {
  private final Progress progress = new Progress();

  @Test
  void everythingSurvivesTheWayThroughJson() throws IOException {
    progress.begin();
    progress.note("key", "1234");
    for (int pass = 0; pass < 60; pass++) {
      progress.waiting(Step.wait(1, "it"));
    }

    Serializer serializer = new Serializer();
    Progress back =
        serializer.deserialize(serializer.serialize(progress), new TypeReference<Progress>() {});

    assertThat(back.begun()).isTrue();
    assertThat(back.noted("key")).contains("1234");
    assertThat(back.noted("other")).isEmpty();
    assertThat(back.patient()).isTrue();
    back.waiting(Step.wait(1, "it"));
    assertThat(back.patient()).isFalse();
  }

  @Test
  void waitingForOneThingAfterTheOtherIsProgress() {
    for (int replica = 0; replica < 120; replica++) {
      progress.waiting(Step.wait(2, "replica " + replica));
      progress.waiting(Step.wait(3, "replica " + replica));
    }

    assertThat(progress.patient()).isTrue();
  }

  @Test
  void patienceEndsWithinTwentyMinutesEvenWhenNoDelayIsAskedFor() {
    for (int pass = 0; pass < 1_200; pass++) {
      progress.waiting(Step.handBack("thing " + pass));
    }
    assertThat(progress.patient()).isTrue();

    progress.waiting(Step.handBack("one thing too many"));

    assertThat(progress.patient()).isFalse();
  }
}
