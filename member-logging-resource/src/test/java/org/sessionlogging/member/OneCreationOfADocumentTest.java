package org.sessionlogging.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.member.World.identifier;
import static org.sessionlogging.member.World.model;
import static org.sessionlogging.member.World.succeeded;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.fakes.Driver;
import org.sessionlogging.fakes.Journal;
import org.sessionlogging.fakes.Meanwhile;
import org.sessionlogging.fakes.Sample;
import software.amazon.cloudformation.Action;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.ProgressEvent;

/** Two creations of one document at once: of the same request, or of two. */
@Tag("sampled")
@ParameterizedClass
@ValueSource(booleans = {false, true})
class OneCreationOfADocumentTest {
  private static final String FOUND =
      "{\"schemaVersion\":\"1.0\",\"sessionType\":\"Standard_Stream\",\"inputs\":{\"s3BucketName\":\"theirs\"}}";

  /** Whether preferences were saved before. */
  @Parameter boolean found;

  private World world() {
    World world = new World();
    if (found) {
      world.add(World.PREFERENCES, FOUND).tags.put("owner", "somebody");
    }
    return world;
  }

  /** CloudFormation, invocation by invocation. */
  private static final class Creation {
    private final Driver<ResourceModel, CallbackContext> driver;
    ProgressEvent<ResourceModel, CallbackContext> event;

    Creation(World world, String token, Aws.Transport transport) {
      driver = world.driver(World.HERE, token, transport);
    }

    boolean over() {
      return event != null && !event.isInProgress();
    }

    void step() {
      event =
          driver.once(
              Action.CREATE, model(), null, event == null ? null : event.getCallbackContext());
    }

    Creation end() {
      while (!over()) {
        step();
      }
      return this;
    }
  }

  private static void exactlyOneIsMade(Creation first, Creation second) {
    Creation loser = first.event.isSuccess() ? second : first;
    Creation winner = loser == first ? second : first;
    assertThat(winner.event.isSuccess()).as(winner.event.getMessage()).isTrue();
    assertThat(loser.event.getErrorCode()).isEqualTo(HandlerErrorCode.AlreadyExists);
    assertThat(loser.event.getResourceModel()).isNull();
  }

  /** What it was like before is known still. */
  private void canBeGivenBack(World world) {
    succeeded(world.here.read(identifier()));
    ProgressEvent<ResourceModel, CallbackContext> gone = world.here.delete(identifier());
    assertThat(gone.isSuccess()).as("%s: %s", gone.getMessage(), world.picture()).isTrue();
    assertThat(world.iam.policies).isEmpty();
    if (found) {
      assertThat(world.document().latestText()).contains("theirs");
      assertThat(world.document().tags).hasToString("{owner=somebody}");
    } else {
      assertThat(world.documents()).isEmpty();
    }
  }

  private int calls() {
    World world = world();
    Journal journal = new Journal();
    new Creation(world, "one", journal).end();
    return journal.calls().size();
  }

  @ParameterizedTest
  @ValueSource(strings = {"one", "another"})
  void theOtherRunsFromBeginningToEndBetweenAnyTwoCalls(String token) {
    int calls = calls();
    for (int k : Sample.of(20, calls)) {
      World world = world();
      Creation inner = new Creation(world, token, new Journal());
      Creation outer = new Creation(world, "one", Meanwhile.before(k, inner::end)).end();
      inner.end();

      if (token.equals("one")) {
        assertThat(inner.event.isSuccess()).as("call %s: %s", k, inner.event).isTrue();
        assertThat(outer.event.isSuccess()).as("call %s: %s", k, outer.event).isTrue();
      } else {
        exactlyOneIsMade(inner, outer);
      }
      canBeGivenBack(world);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"one", "another"})
  void invocationsOfBothTakeTurnsInAnyOrder(String token) {
    for (int seed : Sample.of(25, 200)) {
      World world = world();
      RandomGenerator turns = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
      Creation first = new Creation(world, "one", new Journal());
      Creation second = new Creation(world, token, new Journal());
      while (!first.over() || !second.over()) {
        Creation next = second.over() || (!first.over() && turns.nextBoolean()) ? first : second;
        next.step();
      }

      if (token.equals("one")) {
        assertThat(first.event.isSuccess()).as("order %s", seed).isTrue();
        assertThat(second.event.isSuccess()).as("order %s", seed).isTrue();
      } else {
        exactlyOneIsMade(first, second);
      }
      canBeGivenBack(world);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"one"})
  void aCreationThatIsDeliveredAgainWhenItIsOverChangesNothing(String token) {
    World world = world();
    new Creation(world, token, new Journal()).end();
    String before = world.picture();

    assertThat(new Creation(world, token, new Journal()).end().event.isSuccess()).isTrue();

    assertThat(world.picture()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"another"})
  void theMarkStaysWithLaterUpdatesAndIsHidden(String token) {
    World world = world();
    new Creation(world, "one", new Journal()).end();

    ResourceModel updated =
        succeeded(world.here.update(model(), model().toBuilder().idleSessionTimeout(9).build()));

    assertThat(updated.getTags()).isEmpty();
    assertThat(world.document().tags)
        .containsKey("session-logging:request")
        .doesNotContainKey("session-logging:claim");
    assertThat(new Creation(world, token, new Journal()).end().event.getErrorCode())
        .isEqualTo(HandlerErrorCode.AlreadyExists);
  }
}
