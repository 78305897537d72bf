package org.sessionlogging.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.member.World.failed;
import static org.sessionlogging.member.World.identifier;
import static org.sessionlogging.member.World.model;
import static org.sessionlogging.member.World.succeeded;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.sessionlogging.fakes.Journal;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.ProgressEvent;

/** A call that is not allowed fails the operation, whichever call it is, and says so. */
class DeniedTest {

  private static final ResourceModel CHANGED =
      model().toBuilder()
          .idleSessionTimeout(5)
          .logPrefix("sessions")
          .roleNames(Set.of("app"))
          .tags(Set.of(World.tag("team", "platform")))
          .build();

  private static void found(World world) {
    world.ssmHere().add(World.PREFERENCES, "{\"inputs\":{}}", "{\"inputs\":{ }}");
  }

  private static void adopted(World world) {
    found(world);
    succeeded(world.here.create(model()));
  }

  private static void created(World world) {
    succeeded(world.here.create(model()));
  }

  @Test
  void createThatFindsNothing() {
    everyCallMatters(world -> {}, world -> world.here.create(CHANGED));
  }

  @Test
  void createThatFindsADocument() {
    everyCallMatters(DeniedTest::found, world -> world.here.create(CHANGED));
  }

  @Test
  void read() {
    everyCallMatters(DeniedTest::adopted, world -> world.here.read(identifier()));
  }

  @Test
  void update() {
    everyCallMatters(DeniedTest::adopted, world -> world.here.update(model(), CHANGED));
    everyCallMatters(DeniedTest::created, world -> world.here.update(CHANGED, model()));
  }

  @Test
  void delete() {
    everyCallMatters(DeniedTest::adopted, world -> world.here.delete(identifier()));
    everyCallMatters(DeniedTest::created, world -> world.here.delete(identifier()));
  }

  @Test
  void list() {
    everyCallMatters(DeniedTest::adopted, world -> world.here.list(null));
  }

  private static void everyCallMatters(
      Consumer<World> before,
      Function<World, ProgressEvent<ResourceModel, CallbackContext>> operation) {
    World allowed = new World();
    before.accept(allowed);
    allowed.journal.forget();
    assertThat(operation.apply(allowed).isSuccess()).isTrue();
    for (String call : new TreeSet<>(allowed.journal.calls())) {
      World world = new World();
      before.accept(world);
      world.journal.failAlways(
          call, Journal.error(400, "AccessDeniedException", "The document cannot be modified"));

      String message = failed(operation.apply(world), HandlerErrorCode.AccessDenied);

      assertThat(message).contains(call, "cannot be modified", "service control policy");
    }
  }
}
