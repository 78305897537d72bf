package org.sessionlogging.central;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.central.World.NAME;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sessionlogging.fakes.Driver;
import org.sessionlogging.fakes.kms.FakeKey;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.cloudformation.Action;
import software.amazon.cloudformation.proxy.ProgressEvent;

/** CloudFormation gives an invocation 60 seconds. */
class TimeTest {
  private static final int MILLISECONDS_OF_A_CALL = 300;
  private static final long MOST_MILLISECONDS = 30_000;
  private static final ResourceModel FORTY =
      World.named(NAME).toBuilder()
          .replicaRegions(
              Set.copyOf(IntStream.rangeClosed(1, 40).mapToObj(it -> "xx-east-" + it).toList()))
          .build();

  private final World world = new World();
  private final SixteenAtATime time = new SixteenAtATime(MILLISECONDS_OF_A_CALL);
  private long longest;

  private Driver<ResourceModel, CallbackContext> driver() {
    var contract = World.contract(world.aws, world.aws::kms, time.clock(), time);
    world.journal.beforeEach(time::call);
    return world.driver(
        (action, transport, request, context, logger) -> {
          long begun = time.milliseconds();
          var event = contract.handle(action, transport, request, context, logger);
          longest = Math.max(longest, time.milliseconds() - begun);
          return event;
        });
  }

  @Test
  void noInvocationWithFortyRegionsTakesHalfAMinute() {
    Driver<ResourceModel, CallbackContext> driver = driver();
    ResourceModel none = World.named(NAME);

    assertThat(driver.create(FORTY).getMessage()).isNull();
    assertThat(driver.read(none).getResourceModel().getReplicaRegions()).hasSize(40);
    assertThat(driver.update(FORTY, FORTY).getMessage()).isNull();
    assertThat(driver.list(null).isSuccess()).isTrue();
    assertThat(driver.update(FORTY, none).getMessage()).isNull();
    assertThat(driver.update(none, FORTY).getMessage()).isNull();
    assertThat(driver.delete(none).getMessage()).isNull();

    assertThat(longest).isBetween(5_000L, MOST_MILLISECONDS);
    assertThat(world.kms.stayingKeys()).isEmpty();
    assertThat(world.kms.allAliases()).isEmpty();
  }

  @Test
  void replicasAreBegunInOnePassNamedWhileTheyAreMadeAndAskedForOnceAPass() {
    Driver<ResourceModel, CallbackContext> driver = world.driver;
    ProgressEvent<ResourceModel, CallbackContext> event = null;
    while (world.kms.keys.size() == 0 || world.kms.keys.get(world.kms.keys.size() - 1).primary) {
      event = once(driver, event);
    }
    assertThat(world.kms.keys).hasSize(42);
    assertThat(world.bucket().policy).isNotNull();
    List<FakeKey> making = world.kms.replicas(world.sessionKey());
    making.forEach(it -> it.state = KeyState.CREATING);
    event = once(driver, event);
    assertThat(world.kms.allAliases()).hasSize(42);
    List<FakeKey> late = making.subList(0, 3);
    making.stream().filter(it -> !late.contains(it)).forEach(it -> it.state = KeyState.ENABLED);
    int waited = 0;
    int passes = 0;
    while (waited < 600) {
      world.journal.forget();
      event = once(driver, event);
      assertThat(event.getMessage()).isNull();
      assertThat(calls("kms DescribeKey")).isEqualTo(40 + 4);
      assertThat(calls("kms GetKeyPolicy")).isEqualTo(40 - late.size() + 2);
      assertThat(world.journal.writes()).isEmpty();
      waited += event.getCallbackDelaySeconds();
      passes++;
    }
    assertThat(passes).isLessThan(40);
    late.forEach(it -> it.state = KeyState.ENABLED);
    assertThat(once(driver, event).isSuccess()).isTrue();
  }

  private long calls(String call) {
    return world.journal.calls().stream().filter(call::equals).count();
  }

  private static ProgressEvent<ResourceModel, CallbackContext> once(
      Driver<ResourceModel, CallbackContext> driver,
      ProgressEvent<ResourceModel, CallbackContext> before) {
    return driver.once(
        Action.CREATE, FORTY, null, before == null ? null : before.getCallbackContext());
  }
}
