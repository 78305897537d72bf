package org.sessionlogging.central;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.central.World.NAME;
import static org.sessionlogging.central.World.REGION;
import static org.sessionlogging.central.World.alias;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.fakes.Driver;
import org.sessionlogging.fakes.Journal;
import org.sessionlogging.fakes.Sample;
import org.sessionlogging.fakes.kms.FakeKey;
import org.sessionlogging.fakes.s3.FakeBucket;
import org.sessionlogging.fakes.store.Lag;
import software.amazon.cloudformation.Action;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.ProgressEvent;

/** Two creations of one name at the same moment, in forced orders. */
@Tag("sampled")
class TwoCreatesTest {
  /** More than a creation without replicas takes. */
  private static final int INVOCATIONS = 7;

  private static final int CALLS = 100;

  /** In a sample. */
  private static final int ORDERS = 30;

  private static final int MOMENTS = 30;
  private static final int[] FEW_SOME_ALL = {1, 3, INVOCATIONS};
  private static final Map<String, String> PICTURES = new ConcurrentHashMap<>();

  /** A creation, one invocation at a time. */
  private static final class Creation {
    private final Driver<ResourceModel, CallbackContext> driver;
    private final ResourceModel declared;
    private ProgressEvent<ResourceModel, CallbackContext> event;

    Creation(World world, String region, String token, Aws.Transport transport) {
      this(world, region, token, transport, World.named(NAME));
    }

    Creation(
        World world, String region, String token, Aws.Transport transport, ResourceModel declared) {
      this.driver = world.driver(region, token, transport);
      this.declared = declared;
    }

    void step() {
      if (event == null || event.isInProgress()) {
        event =
            driver.once(
                Action.CREATE, declared, null, event == null ? null : event.getCallbackContext());
      }
    }

    Creation toTheEnd() {
      do {
        step();
      } while (event.isInProgress());
      return this;
    }

    /** CloudFormation takes back a failed creation that has named what it may have made. */
    void rollBack(Driver<ResourceModel, CallbackContext> stack) {
      if (event.isFailed() && event.getResourceModel() != null) {
        stack.delete(event.getResourceModel());
      }
    }
  }

  private static String picture(String region, String token) {
    return PICTURES.computeIfAbsent(region + token, it -> pictureOf(region, token));
  }

  private static String pictureOf(String region, String token) {
    World alone = new World();
    Creation creation = new Creation(alone, region, token, alone.journal).toTheEnd();
    assertThat(creation.event.getMessage()).isNull();
    return alone.aws.picture();
  }

  private static void assertOneWins(World world, String region, Creation one, Creation other) {
    List<Creation> winners =
        List.of(one, other).stream().filter(it -> it.event.isSuccess()).toList();
    assertThat(winners).hasSize(1);
    Creation winner = winners.get(0);
    Creation loser = winner == one ? other : one;
    loser.rollBack(world.driver(region, Map.of()));

    assertThat(world.aws.picture())
        .isEqualTo(picture(region, winner == one ? "the one" : "the other"));
    assertThat(loser.event.getErrorCode()).isEqualTo(HandlerErrorCode.AlreadyExists);
    assertThat(loser.event.getResourceModel()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {REGION, "us-east-1"})
  void exactlyOneWinsInEveryOrderOfInvocations(String region) {
    for (int order : Sample.of(ORDERS, 1 << INVOCATIONS)) {
      World world = new World();
      Creation one = new Creation(world, region, "the one", world.journal);
      Creation other = new Creation(world, region, "the other", world.journal);
      for (int i = 0; i < INVOCATIONS; i++) {
        ((order & 1 << i) == 0 ? one : other).step();
      }
      assertOneWins(world, region, one.toTheEnd(), other.toTheEnd());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {REGION, "us-east-1"})
  void exactlyOneWinsWhateverCallTheOtherComesBefore(String region) {
    for (int invocations : FEW_SOME_ALL) {
      for (int call : Sample.of(MOMENTS, CALLS)) {
        World world = new World();
        Creation other = new Creation(world, region, "the other", new Journal());
        Creation one =
            new Creation(world, region, "the one", interrupted(call, invocations, other));
        assertOneWins(world, region, one.toTheEnd(), other.toTheEnd());
      }
    }
  }

  /** The bucket is there, is free, or is a Central's that stayed. */
  @ParameterizedTest
  @ValueSource(strings = {"by hand", "free", "retained"})
  void ofTwoAdoptionsTheOneWhoseMarkStandsHasWon(String found) {
    for (int order : Sample.of(ORDERS, 1 << INVOCATIONS)) {
      World world = new World();
      if (found.equals("by hand")) {
        FakeBucket unused = ByHand.bucket(world.aws, NAME, REGION);
      } else if (found.equals("retained")) {
        world.driver.create(World.named(NAME));
      }
      ResourceModel adopting = ByHand.adopting(NAME);
      Creation one = new Creation(world, REGION, "the one", world.journal, adopting);
      Creation other = new Creation(world, REGION, "the other", world.journal, adopting);
      for (int i = 0; i < INVOCATIONS; i++) {
        ((order & 1 << i) == 0 ? one : other).step();
      }
      one.toTheEnd();
      other.toTheEnd();

      String mark = world.bucket().tags.get("session-logging:request");
      Creation last = mark.equals(mark("the one")) ? one : other;
      Creation first = last == one ? other : one;
      assertThat(last.event.getMessage()).isNull();
      assertThat(last.event.isSuccess()).isTrue();
      boolean bothLookedFirst = (order & 1) != (order >> 1 & 1);
      if (bothLookedFirst || first.event.isFailed()) {
        assertThat(first.event.getErrorCode()).isEqualTo(HandlerErrorCode.AlreadyExists);
        assertThat(first.event.getResourceModel()).isNull();
      }
      assertThat(world.kms.stayingKeys())
          .filteredOn(it -> it.tags.containsKey("session-logging:bucket"))
          .hasSize(2);
    }
  }

  private static String mark(String token) {
    return UUID.nameUUIDFromBytes(token.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static Journal interrupted(int call, int invocations, Creation other) {
    Journal journal = new Journal();
    AtomicInteger calls = new AtomicInteger();
    journal.beforeEach(
        () -> {
          if (calls.getAndIncrement() == call) {
            for (int i = 0; i < invocations; i++) {
              other.step();
            }
          }
        });
    return journal;
  }

  @ParameterizedTest
  @ValueSource(strings = {REGION, "us-east-1"})
  void exactlyOneWinsWhileTheBucketAndItsTagsShowLate(String region) {
    for (String late : List.of("s3 GetBucketTagging", "s3 HeadBucket", "s3 CreateBucket")) {
      for (int order : Sample.of(ORDERS, 1 << INVOCATIONS)) {
        World world = new World();
        world.aws.lag(Lag.of(late, Lag.MOST_LOOKS));
        Creation one = new Creation(world, region, "the one", world.journal);
        Creation other = new Creation(world, region, "the other", world.journal);
        for (int i = 0; i < INVOCATIONS; i++) {
          ((order & 1 << i) == 0 ? one : other).step();
        }
        assertOneWins(world, region, one.toTheEnd(), other.toTheEnd());
      }
    }
  }

  @Test
  void requestThatIsDeliveredTwiceGoesOnInEveryOrderAndLeavesNoOrphan() {
    for (int order : Sample.of(ORDERS, 1 << INVOCATIONS)) {
      World world = new World();
      Creation one = new Creation(world, REGION, "the request", world.journal);
      Creation other = new Creation(world, REGION, "the request", world.journal);
      for (int i = 0; i < INVOCATIONS; i++) {
        ((order & 1 << i) == 0 ? one : other).step();
      }
      assertBothAreTheSame(world, one.toTheEnd(), other.toTheEnd());
    }
  }

  @Test
  void requestThatIsDeliveredTwiceGoesOnWhateverCallTheOtherComesBefore() {
    for (int invocations : FEW_SOME_ALL) {
      for (int call : Sample.of(MOMENTS, CALLS)) {
        World world = new World();
        Creation other = new Creation(world, REGION, "the request", new Journal());
        Creation one =
            new Creation(world, REGION, "the request", interrupted(call, invocations, other));
        assertBothAreTheSame(world, one.toTheEnd(), other.toTheEnd());
      }
    }
  }

  private static void assertBothAreTheSame(World world, Creation one, Creation other) {
    assertThat(one.event.getMessage()).isNull();
    assertThat(other.event.getMessage()).isNull();
    assertThat(other.event.getResourceModel()).isEqualTo(one.event.getResourceModel());
    assertThat(world.kms.stayingKeys())
        .containsExactlyInAnyOrder(world.bucketKey(), world.sessionKey());
    assertThat(world.kms.allAliases()).containsExactly(alias("bucket"), alias("session"));
    assertThat(world.bucket().encryption.applyServerSideEncryptionByDefault().kmsMasterKeyID())
        .isEqualTo(world.bucketKey().arn);
    assertThat(world.driver.delete(World.named(NAME)).getMessage()).isNull();
    assertThat(world.kms.keys).allMatch(FakeKey::pendingDeletion);
  }

  @Test
  void requestThatWasCutOffAtAnyInvocationAndIsDeliveredAgainGoesOn() {
    for (int invocations = 1; invocations <= INVOCATIONS; invocations++) {
      World world = new World();
      Creation lost = new Creation(world, REGION, "the request", world.journal);
      for (int i = 0; i < invocations; i++) {
        lost.step();
      }
      Creation again = new Creation(world, REGION, "the request", world.journal).toTheEnd();
      assertThat(again.event.getMessage()).isNull();
      assertThat(world.aws.picture()).isEqualTo(picture(REGION, "the request"));
    }
  }
}
