package org.sessionlogging.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.member.World.failed;
import static org.sessionlogging.member.World.identifier;
import static org.sessionlogging.member.World.succeeded;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessionlogging.fakes.store.Lag;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/** Roles of RoleNames that the account does not have. */
class MissingRolesTest {
  private final World world = new World();
  private final ResourceModel skipping = naming("app", "batch,night", "late");

  private static ResourceModel naming(String... roles) {
    return World.required().toBuilder()
        .documentName(World.PREFERENCES)
        .onMissingRole("SKIP")
        .roleNames(Set.of(roles))
        .build();
  }

  private ResourceModel read() {
    return succeeded(world.here.read(identifier()));
  }

  @Test
  void missingRoleFailsUnlessItMayBeSkipped() {
    String before = world.picture();

    String message =
        failed(
            world.here.create(skipping.toBuilder().onMissingRole(null).build()),
            HandlerErrorCode.InvalidRequest);

    assertThat(message)
        .startsWith("RoleNames names batch,night, which is no role of account ")
        .contains("OnMissingRole");
    assertThat(world.picture()).isEqualTo(before);
    failed(
        world.here.create(skipping.toBuilder().onMissingRole("FAIL").build()),
        HandlerErrorCode.InvalidRequest);
  }

  @Test
  void missingRolesAreSkippedAndNamed() {
    ResourceModel made = succeeded(world.here.create(skipping));

    assertThat(made.getSkippedRoleNames()).containsExactlyInAnyOrder("batch,night", "late");
    assertThat(made.getRoleNames()).isEqualTo(skipping.getRoleNames());
    assertThat(world.attached("app")).containsOnly(made.getPolicyArn());
    assertThat(read()).isEqualTo(made);
  }

  @Test
  void noneIsSkippedWhereAllAreThere() {
    ResourceModel made = succeeded(world.here.create(naming("app")));

    assertThat(made.getSkippedRoleNames()).isEmpty();
    assertThat(world.document().tags.keySet()).noneMatch(key -> key.contains("skipped"));
  }

  @Test
  void nothingIsWrittenAgainWhileTheRolesAreMissing() {
    succeeded(world.here.create(skipping));
    world.journal.forget();

    succeeded(world.here.update(skipping, skipping));

    assertThat(world.journal.writes()).isEmpty();
  }

  @Test
  void roleThatAppearsLaterShowsAsDriftAndGetsThePolicyWithTheNextUpdate() {
    String arn = succeeded(world.here.create(skipping)).getPolicyArn();
    world.iam.role("late");

    assertThat(read().getRoleNames()).containsExactlyInAnyOrder("app", "batch,night");
    assertThat(read().getSkippedRoleNames()).containsExactly("batch,night");

    ResourceModel now = succeeded(world.here.update(skipping, skipping));
    assertThat(now.getRoleNames()).isEqualTo(skipping.getRoleNames());
    assertThat(now.getSkippedRoleNames()).containsExactly("batch,night");
    assertThat(world.attached("late")).containsOnly(arn);
    assertThat(read()).isEqualTo(now);
  }

  @Test
  void roleThatIsDeletedLaterIsSkippedWithTheNextUpdate() {
    succeeded(world.here.create(naming("app", "web,blue")));
    world.iam.roles.remove("web,blue");
    assertThat(read().getRoleNames()).containsExactly("app");

    ResourceModel now =
        succeeded(world.here.update(naming("app", "web,blue"), naming("app", "web,blue")));

    assertThat(now.getSkippedRoleNames()).containsExactly("web,blue");
    assertThat(now.getRoleNames()).containsExactlyInAnyOrder("app", "web,blue");
  }

  @Test
  void roleThatIsDeclaredNoLongerIsForgotten() {
    succeeded(world.here.create(skipping));

    ResourceModel now = succeeded(world.here.update(skipping, naming("app", "late")));

    assertThat(now.getSkippedRoleNames()).containsExactly("late");
    assertThat(now.getRoleNames()).containsExactlyInAnyOrder("app", "late");
    now = succeeded(world.here.update(naming("app", "late"), naming("app")));
    assertThat(now.getSkippedRoleNames()).isEmpty();
    assertThat(world.document().tags.keySet()).noneMatch(key -> key.contains("skipped"));
  }

  @Test
  void rolesThatAllAreMissingKeepNothingFromBeingMadeAndDeleted() {
    String before = world.picture();
    ResourceModel declared = naming("one", "two");

    ResourceModel made = succeeded(world.here.create(declared));

    assertThat(made.getSkippedRoleNames()).containsExactlyInAnyOrder("one", "two");
    succeeded(world.here.delete(identifier()));
    assertThat(world.picture()).isEqualTo(before);
  }

  @Test
  void asManyLongNamesAsMayBeDeclaredAreRemembered() {
    Set<String> longest =
        IntStream.range(0, 20)
            .mapToObj(i -> "r".repeat(61) + "," + (10 + i))
            .collect(Collectors.toCollection(TreeSet::new));

    ResourceModel made = succeeded(world.here.create(naming(longest.toArray(String[]::new))));

    assertThat(made.getSkippedRoleNames()).isEqualTo(longest);
    assertThat(read().getRoleNames()).isEqualTo(longest);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void skippedRolesAreRememberedUnderLag(long seed) {
    world.aws.lag(Lag.random(seed));

    ResourceModel made = succeeded(world.here.create(skipping));

    assertThat(made.getRoleNames()).isEqualTo(skipping.getRoleNames());
    assertThat(made.getSkippedRoleNames()).containsExactlyInAnyOrder("batch,night", "late");
    assertThat(world.attached("app")).containsOnly(made.getPolicyArn());
  }
}
