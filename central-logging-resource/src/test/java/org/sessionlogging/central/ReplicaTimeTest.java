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

/** Replicas take minutes, each its own. */
class ReplicaTimeTest {
  private static final ResourceModel FORTY =
      World.named(NAME).toBuilder()
          .replicaRegions(
              Set.copyOf(IntStream.rangeClosed(1, 40).mapToObj(it -> "xx-east-" + it).toList()))
          .build();

  private final World world = new World();

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
