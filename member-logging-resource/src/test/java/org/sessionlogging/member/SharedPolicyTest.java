package org.sessionlogging.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.member.World.identifier;
import static org.sessionlogging.member.World.model;
import static org.sessionlogging.member.World.required;
import static org.sessionlogging.member.World.succeeded;
import static org.sessionlogging.member.World.tag;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sessionlogging.fakes.Meanwhile;
import org.sessionlogging.fakes.iam.FakePolicy;

/** One policy for what is granted, whichever roles it is attached to, and in whichever Regions. */
class SharedPolicyTest {
  private static final String MARK = "session-logging:region:";

  private final World world = new World();

  private static ResourceModel with(String... roles) {
    return required().toBuilder().roleNames(Set.of(roles)).build();
  }

  private FakePolicy only() {
    assertThat(world.iam.policies).hasSize(1);
    return world.iam.policies.get(world.iam.policies.firstKey());
  }

  private Set<String> rolesThatHaveIt() {
    return world.iam.roles.entrySet().stream()
        .filter(role -> role.getValue().policies.contains(only().arn))
        .map(role -> role.getKey())
        .collect(Collectors.toSet());
  }

  @Test
  void anotherRoleChangesNoPolicyArn() {
    String arn = succeeded(world.here.create(with("app"))).getPolicyArn();

    ResourceModel both = succeeded(world.here.update(with("app"), with("app", "web,blue")));
    assertThat(both.getPolicyArn()).isEqualTo(arn);
    assertThat(both.getRoleNames()).containsOnly("app", "web,blue");
    assertThat(rolesThatHaveIt()).containsOnly("app", "web,blue");

    ResourceModel other = succeeded(world.here.update(both, with("web,blue")));
    assertThat(other.getPolicyArn()).isEqualTo(arn);
    assertThat(other.getRoleNames()).containsOnly("web,blue");
    assertThat(rolesThatHaveIt()).containsOnly("web,blue");
  }

  @Test
  void aRegionWithOtherRolesSharesThePolicyAndNeitherDetachesTheOthers() {
    String arn = succeeded(world.here.create(with("app"))).getPolicyArn();
    world.iam.role("shared");

    ResourceModel there = succeeded(world.there.create(with("web,blue", "shared")));
    assertThat(there.getPolicyArn()).isEqualTo(arn);
    assertThat(there.getRoleNames()).containsOnly("web,blue", "shared");
    assertThat(succeeded(world.here.read(identifier())).getRoleNames()).containsOnly("app");

    succeeded(world.here.update(with("app"), with("shared")));
    assertThat(rolesThatHaveIt()).containsOnly("web,blue", "shared");
    succeeded(world.there.update(there, with("web,blue")));
    assertThat(rolesThatHaveIt()).containsOnly("web,blue", "shared");
    succeeded(world.here.delete(identifier()));
    assertThat(rolesThatHaveIt()).containsOnly("web,blue");
    succeeded(world.there.delete(identifier()));
    assertThat(world.iam.policies).isEmpty();
  }

  @Test
  void twentyLongNamesFitIntoOneTagAndTheirExchangeIntoTwo() {
    Set<String> names = longNames("a");
    Set<String> others = longNames("b");

    succeeded(world.here.create(model().toBuilder().roleNames(names).build()));
    assertThat(only().tags.keySet()).filteredOn(it -> it.startsWith(MARK)).hasSize(1);

    ResourceModel after =
        succeeded(world.here.update(model(), model().toBuilder().roleNames(others).build()));
    assertThat(after.getRoleNames()).isEqualTo(others);
    assertThat(rolesThatHaveIt()).isEqualTo(others);
    assertThat(only().tags.keySet()).filteredOn(it -> it.startsWith(MARK)).hasSize(1);
  }

  private Set<String> longNames(String letter) {
    Set<String> names =
        IntStream.range(0, 20)
            .mapToObj(i -> (letter + i + ",".repeat(64)).substring(0, 64))
            .collect(Collectors.toSet());
    names.forEach(world.iam::role);
    return names;
  }

  @Test
  void usersTagsAreThereFromBirthAndMakeRoomForRegions() {
    ResourceModel tagged =
        with("app").toBuilder()
            .tags(
                IntStream.range(0, 30)
                    .mapToObj(i -> tag("team-" + i, "platform"))
                    .collect(Collectors.toSet()))
            .build();
    succeeded(world.here.create(tagged));
    assertThat(only().tags).containsEntry("team-7", "platform");
    only().tags.remove("team-7");
    world.journal.forget();
    succeeded(world.here.update(tagged, tagged));
    assertThat(world.journal.writes()).isEmpty();

    List<String> others = IntStream.range(0, 35).mapToObj(i -> "eu-west-" + (10 + i)).toList();
    World.CENTRAL.replicate(world.aws, others);
    others.forEach(region -> succeeded(world.driver(region, world.journal).create(tagged)));

    assertThat(only().tags).hasSize(50);
    assertThat(only().tags.keySet()).filteredOn(it -> it.startsWith(MARK)).hasSize(36);
  }

  /** What 0.1.0 left: a name that follows from the roles, too, and their names for all Regions. */
  private void asLeftByTheFirstVersion(String text, Set<String> regions) {
    FakePolicy old =
        world.iam.policy(
            "arn:aws:iam::"
                + World.ACCOUNT
                + ":policy/session-logging/"
                + World.PREFERENCES
                + "/session-logging-0123456789abcdef",
            text);
    old.tags.put("session-logging:document", World.PREFERENCES);
    old.tags.put("session-logging:roles.0", "app web:blue");
    regions.forEach(region -> old.tags.put(MARK + region, region));
    Set.of("app", "web,blue").forEach(role -> world.attached(role).add(old.arn));
  }

  @Test
  void whatTheFirstVersionLeftIsReadAndUpdated() {
    succeeded(world.here.create(model()));
    succeeded(world.there.create(model()));
    String text = only().text();
    world.iam.policies.clear();
    world.attached().forEach(Set::clear);
    asLeftByTheFirstVersion(text, Set.of(World.HERE, World.THERE));
    String former = only().arn;
    world.aws.ssm().documents.values().stream()
        .map(it -> it.get(World.PREFERENCES).tags)
        .forEach(it -> it.put("session-logging:policy", "session-logging-0123456789abcdef"));

    ResourceModel read = succeeded(world.here.read(identifier()));
    assertThat(read.getRoleNames()).containsOnly("app", "web,blue");
    assertThat(read.getPolicyArn()).isEqualTo(former);

    world.journal.beforeEach(
        () ->
            assertThat(List.of(world.attached("app"), world.attached("web,blue")))
                .as("no role is ever without it")
                .noneMatch(Set::isEmpty));
    String now = succeeded(world.here.update(read, with("app"))).getPolicyArn();
    world.journal.beforeEach(() -> {});
    assertThat(now).isNotEqualTo(former);
    assertThat(world.attached("web,blue")).containsOnly(former);
    assertThat(world.attached("app")).containsOnly(former, now);
    succeeded(world.there.update(model(), model()));
    assertThat(world.iam.policies).containsOnlyKeys(now);
    succeeded(world.here.delete(identifier()));
    succeeded(world.there.delete(identifier()));
    assertThat(world.iam.policies).isEmpty();
    assertThat(world.attached()).allMatch(Set::isEmpty);
  }

  @Test
  void whatTheFirstVersionLeftIsDeleted() {
    succeeded(world.here.create(model()));
    String text = only().text();
    world.iam.policies.clear();
    world.attached().forEach(Set::clear);
    asLeftByTheFirstVersion(text, Set.of(World.HERE));

    succeeded(world.here.delete(identifier()));

    assertThat(world.iam.policies).isEmpty();
    assertThat(world.attached()).allMatch(Set::isEmpty);
  }

  @Test
  void aRegionThatComesWhileTheLastLeavesKeepsThePolicyAndItsRoles() {
    succeeded(world.here.create(model()));

    succeeded(
        world
            .driver(
                World.HERE,
                Meanwhile.before(
                    "iam DetachRolePolicy",
                    () ->
                        only()
                            .tags
                            .put(
                                MARK + World.THERE,
                                only().tags.get(MARK + World.HERE).replace("LEAVES", "COMES"))))
            .delete(identifier()));

    assertThat(rolesThatHaveIt()).containsOnly("app", "web,blue");
    assertThat(only().tags).containsKey(MARK + World.THERE).doesNotContainKey(MARK + World.HERE);
  }
}
