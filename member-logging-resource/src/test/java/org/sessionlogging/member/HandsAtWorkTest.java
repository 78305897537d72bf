package org.sessionlogging.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.member.World.identifier;
import static org.sessionlogging.member.World.model;
import static org.sessionlogging.member.World.succeeded;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sessionlogging.fakes.Meanwhile;
import org.sessionlogging.fakes.Sample;
import software.amazon.cloudformation.proxy.ProgressEvent;

/** Somebody takes something away by hand, at any moment. */
@Tag("sampled")
class HandsAtWorkTest {
  /** Of an operation, in a sample. */
  private static final int MOMENTS = 8;

  private static final ResourceModel DECLARED = model().toBuilder().onMissingRole("SKIP").build();
  private static final ResourceModel CHANGED =
      DECLARED.toBuilder().logPrefix("sessions").idleSessionTimeout(7).build();

  enum Hand {
    DELETES_THE_DOCUMENT,
    DELETES_THE_POLICIES,
    DETACHES_THE_POLICIES,
    DELETES_THE_PARAMETER,
    CHANGES_THE_PARAMETER,
    DELETES_A_ROLE;

    void work(World world) {
      switch (this) {
        case DELETES_THE_DOCUMENT -> world.aws.ssm().documents.clear();
        case DELETES_THE_POLICIES -> {
          world.iam.roles.values().forEach(role -> role.policies.clear());
          world.iam.policies.clear();
        }
        case DETACHES_THE_POLICIES ->
            world.iam.roles.values().forEach(role -> role.policies.clear());
        case DELETES_THE_PARAMETER -> world.aws.ssm().parameters.clear();
        case CHANGES_THE_PARAMETER ->
            world
                .aws
                .ssm()
                .parametersIn(World.HERE)
                .values()
                .forEach(parameter -> parameter.value = "by hand");
        case DELETES_A_ROLE -> world.iam.roles.remove("web,blue");
      }
    }
  }

  private static World made() {
    World world = new World();
    succeeded(world.here.create(DECLARED));
    return world;
  }

  private static void isInForce(World world, String moment) {
    ResourceModel read = succeeded(world.here.read(identifier()));
    assertThat(world.document().latestText()).as(moment).contains("sessions/");
    assertThat(world.iam.policies).as(moment).containsOnlyKeys(read.getPolicyArn());
    assertThat(world.attached())
        .as(moment)
        .allSatisfy(it -> assertThat(it).containsOnly(read.getPolicyArn()));
    assertThat(world.aws.ssm().parametersIn(World.HERE).values())
        .as(moment)
        .singleElement()
        .satisfies(it -> assertThat(it.value).isEqualTo(read.getPolicyArn()));
  }

  private static void isGone(World world, String moment) {
    assertThat(world.documents()).as(moment).isEmpty();
    assertThat(world.iam.policies).as(moment).isEmpty();
    assertThat(world.aws.ssm().parametersIn(World.HERE)).as(moment).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void anUpdateOrTheNextPutsRightWhatWasTakenAwayMeanwhile(Hand hand) {
    Meanwhile moments = Meanwhile.before(-1, () -> {});
    succeeded(made().driver(World.HERE, moments).update(DECLARED, CHANGED));
    for (int k : Sample.of(MOMENTS, moments.calls().size())) {
      String moment = "before call " + k + ", " + moments.calls().get(k);
      World world = made();

      ProgressEvent<ResourceModel, CallbackContext> end =
          world
              .driver(World.HERE, Meanwhile.before(k, () -> hand.work(world)))
              .update(DECLARED, CHANGED);

      if (end.isFailed()) {
        assertThat(end.getMessage()).as(moment).isNotBlank();
      }
      if (world.documents().isEmpty()) {
        succeeded(world.here.create(CHANGED));
      } else {
        ProgressEvent<ResourceModel, CallbackContext> next = world.here.update(CHANGED, CHANGED);
        assertThat(next.isSuccess()).as(moment + ": " + next.getMessage()).isTrue();
      }
      isInForce(world, moment);
      succeeded(world.here.delete(identifier()));
      isGone(world, moment);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aCreationOrItsRollbackLeavesWhatIsWhole(Hand hand) {
    Meanwhile moments = Meanwhile.before(-1, () -> {});
    succeeded(new World().driver(World.HERE, moments).create(CHANGED));
    for (int k : Sample.of(MOMENTS, moments.calls().size())) {
      String moment = "before call " + k + ", " + moments.calls().get(k);
      World world = new World();

      world.driver(World.HERE, Meanwhile.before(k, () -> hand.work(world))).create(CHANGED);

      world.here.delete(identifier());
      isGone(world, moment);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aDeletionLeavesNothing(Hand hand) {
    Meanwhile moments = Meanwhile.before(-1, () -> {});
    succeeded(made().driver(World.HERE, moments).delete(identifier()));
    for (int k : Sample.of(MOMENTS, moments.calls().size())) {
      String moment = "before call " + k + ", " + moments.calls().get(k);
      World world = made();

      ProgressEvent<ResourceModel, CallbackContext> end =
          world
              .driver(World.HERE, Meanwhile.before(k, () -> hand.work(world)))
              .delete(identifier());

      if (hand != Hand.CHANGES_THE_PARAMETER) {
        assertThat(end.isSuccess()).as(moment + ": " + end.getMessage()).isTrue();
      }
      isGone(world, moment);
    }
  }
}
