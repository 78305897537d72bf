package org.sessionlogging.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.member.World.failed;
import static org.sessionlogging.member.World.identifier;
import static org.sessionlogging.member.World.model;
import static org.sessionlogging.member.World.succeeded;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sessionlogging.fakes.Meanwhile;
import org.sessionlogging.fakes.iam.FakePolicy;
import org.sessionlogging.fakes.store.AwsError;
import org.sessionlogging.fakes.store.Lag;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/** The managed policy, which the Regions of an account share. */
class PoliciesTest {
  private final World world = new World();
  private final ResourceModel streaming =
      model().toBuilder()
          .cloudWatch(CloudWatch.builder().logGroupName("/ssm/sessions").build())
          .build();

  private FakePolicy only() {
    assertThat(world.iam.policies).hasSize(1);
    return world.iam.policies.get(world.iam.policies.firstKey());
  }

  @Test
  void regionsWithTheSameSettingsShareOnePolicy() {
    succeeded(world.here.create(model()));
    succeeded(world.there.create(model()));

    assertThat(only().tags)
        .containsKeys("session-logging:region:eu-west-1", "session-logging:region:us-east-1")
        .containsEntry("session-logging:document", World.PREFERENCES);
  }

  @Test
  void theLastRegionTakesThePolicyAway() {
    succeeded(world.here.create(model()));
    succeeded(world.there.create(model()));

    succeeded(world.here.delete(identifier()));
    assertThat(only().tags).doesNotContainKey("session-logging:region:eu-west-1");
    assertThat(world.attached()).allMatch(Set.of(only().arn)::equals);
    succeeded(world.there.delete(identifier()));

    assertThat(world.iam.policies).isEmpty();
    assertThat(world.attached()).allMatch(Set::isEmpty);
  }

  @Test
  void otherSettingsMakeAnotherPolicyAndLetTheFormerGo() {
    String former = succeeded(world.here.create(model())).getPolicyArn();

    String now = succeeded(world.here.update(model(), streaming)).getPolicyArn();

    assertThat(now).isNotEqualTo(former);
    assertThat(world.iam.policies).containsOnlyKeys(now);
    assertThat(world.attached()).allMatch(Set.of(now)::equals);
  }

  @Test
  void aFormerPolicyStaysWhileAnotherRegionUsesIt() {
    String shared = succeeded(world.here.create(model())).getPolicyArn();
    succeeded(world.there.create(model()));

    String own = succeeded(world.here.update(model(), streaming)).getPolicyArn();

    assertThat(world.iam.policies).containsOnlyKeys(shared, own);
    assertThat(world.iam.policies.get(shared).tags)
        .doesNotContainKey("session-logging:region:eu-west-1");
    assertThat(world.attached("app")).containsExactlyInAnyOrder(shared, own);
  }

  @Test
  void aFormerPolicyThatTheUsersOwnRoleHasStaysUntilItIsFree() {
    String former = succeeded(world.here.create(model())).getPolicyArn();
    world.iam.role("own").policies.add(former);

    String now = succeeded(world.here.update(model(), streaming)).getPolicyArn();

    assertThat(world.iam.policies).containsOnlyKeys(former, now);
    assertThat(world.attached("app")).containsOnly(now);
    world.journal.forget();
    succeeded(world.here.update(streaming, streaming));
    assertThat(world.journal.writes()).isEmpty();

    world.attached("own").clear();
    succeeded(world.here.update(streaming, streaming));
    assertThat(world.iam.policies).containsOnlyKeys(now);
  }

  @Test
  void aFormerPolicyOfTwoRegionsThatTheUsersOwnRoleHasKeepsItsRoles() {
    String shared = succeeded(world.here.create(model())).getPolicyArn();
    succeeded(world.there.create(model()));
    world.iam.role("own").policies.add(shared);

    succeeded(world.here.update(model(), streaming));

    assertThat(world.attached("app")).contains(shared);
  }

  @Test
  void deleteIsRefusedWhileSomethingOfTheUsersHasThePolicy() {
    succeeded(world.here.create(model()));
    only().users.add("alice");
    only().groups.add("operators");
    world.iam.role("own").policies.add(only().arn);
    String before = world.picture();

    String message = failed(world.here.delete(identifier()), HandlerErrorCode.ResourceConflict);

    assertThat(message).contains(only().arn, "group operators, role own, user alice", "detach");
    assertThat(world.picture()).isEqualTo(before);
  }

  @Test
  void deleteIsNotRefusedWhileAnotherRegionKeepsThePolicy() {
    succeeded(world.here.create(model()));
    succeeded(world.there.create(model()));
    only().users.add("alice");

    succeeded(world.here.delete(identifier()));

    assertThat(only().users).containsOnly("alice");
  }

  @Test
  void theLastDeleteIsRefusedWhileAFormerPolicyIsInUse() {
    String former = succeeded(world.here.create(model())).getPolicyArn();
    world.iam.policies.get(former).users.add("alice");
    succeeded(world.here.update(model(), streaming));

    String message = failed(world.here.delete(identifier()), HandlerErrorCode.ResourceConflict);

    assertThat(message).contains(former);
  }

  @Test
  void aFormerPolicyInUseKeepsNoRegionButTheLast() {
    String former = succeeded(world.here.create(model())).getPolicyArn();
    world.iam.policies.get(former).users.add("alice");
    succeeded(world.here.update(model(), streaming));
    succeeded(world.there.create(streaming));

    succeeded(world.here.delete(identifier()));

    failed(world.there.delete(identifier()), HandlerErrorCode.ResourceConflict);
    world.iam.policies.get(former).users.clear();
    succeeded(world.there.delete(identifier()));
    assertThat(world.iam.policies).isEmpty();
  }

  @Test
  void regionsThatLetGoAtOnceLeaveNothing() {
    succeeded(world.here.create(model()));
    succeeded(world.there.create(model()));
    world
        .driver(
            World.HERE,
            new Meanwhile(
                "iam TagPolicy", () -> only().tags.remove("session-logging:region:us-east-1")))
        .delete(identifier());

    assertThat(world.iam.policies).isEmpty();
  }

  @Test
  void anEditedPolicyIsRestored() {
    succeeded(world.here.create(model()));
    String right = only().text();
    IntStream.range(0, 4).forEach(i -> only().write("{\"Statement\":[]}"));
    only().tags.remove("session-logging:region:eu-west-1");

    succeeded(world.here.update(model(), model()));

    assertThat(only().text()).isEqualTo(right);
    assertThat(only().versions).hasSize(5).doesNotContainKey(1);
    assertThat(only().tags).containsKey("session-logging:region:eu-west-1");
    succeeded(world.here.delete(identifier()));
    assertThat(world.iam.policies).isEmpty();
  }

  @Test
  void aDetachedPolicyIsAttachedAgainAndADeletedOneMadeAgain() {
    succeeded(world.here.create(model()));
    world.attached("app").clear();
    assertThat(succeeded(world.here.read(identifier())).getRoleNames()).containsOnly("web,blue");
    succeeded(world.here.update(model(), model()));
    assertThat(world.attached("app")).hasSize(1);

    world.attached().forEach(Set::clear);
    world.iam.policies.clear();
    ResourceModel drifted = succeeded(world.here.read(identifier()));
    assertThat(drifted.getPolicyArn()).isNull();
    assertThat(drifted.getBucketKeyArn()).isNull();
    succeeded(world.here.update(model(), model()));

    assertThat(world.attached()).allMatch(Set.of(only().arn)::equals);
  }

  @Test
  void aNewPolicyMayBeUnknownForAWhile() {
    world.aws.lag(Lag.of("iam AttachRolePolicy", 3));

    succeeded(world.here.create(model()));

    assertThat(world.attached("app")).hasSize(1);
  }

  @Test
  void anUnknownRoleIsNamedBeforeAnythingIsMade() {
    String message =
        failed(
            world.here.create(model().toBuilder().roleNames(Set.of("app", "gone")).build()),
            HandlerErrorCode.InvalidRequest);

    assertThat(message).contains("RoleNames", "gone", World.ACCOUNT);
    assertThat(world.journal.writes()).isEmpty();
  }

  @Test
  void aRoleThatIsFullIsALimit() {
    IntStream.range(0, 10).forEach(i -> world.attached("app").add("arn:aws:iam::aws:policy/" + i));

    String message = failed(world.here.create(model()), HandlerErrorCode.ServiceLimitExceeded);

    assertThat(message)
        .contains("attachments to roles", "AttachRolePolicy", "role app ", "10 managed policies");
    assertThat(world.here.delete(identifier()).isSuccess()).isTrue();
    assertThat(world.iam.policies).isEmpty();
    world.attached("app").remove("arn:aws:iam::aws:policy/7");
    succeeded(world.here.create(model()));
  }

  @Test
  void aRoleThatMayNotBeChangedIsNamedAndMayBeLeftOut() {
    world.journal.failAlways(
        "iam AttachRolePolicy", AwsError.of(403, "AccessDenied", "with an explicit deny"));

    String message = failed(world.here.create(model()), HandlerErrorCode.AccessDenied);

    assertThat(message).contains("explicit deny", "on the role app ", "out of RoleNames");
    succeeded(world.here.delete(identifier()));
    succeeded(world.here.create(World.required()));
    assertThat(world.attached()).allMatch(Set::isEmpty);
  }

  /** IAM deletes no role that has a policy: first it is taken out of RoleNames. */
  @Test
  void aRoleIsFreeToBeDeletedWhenItIsTakenOutOfRoleNames() {
    succeeded(world.here.create(model()));
    assertThat(world.attached("app")).isNotEmpty();

    succeeded(
        world.here.update(model(), model().toBuilder().roleNames(Set.of("web,blue")).build()));

    assertThat(world.attached("app")).isEmpty();
    assertThat(world.attached("web,blue")).hasSize(1);
  }

  @Test
  void twentyRolesWithLongNamesFitIntoTheTags() {
    Set<String> names =
        IntStream.range(0, 20)
            .mapToObj(i -> ("r" + i + ",".repeat(64)).substring(0, 64))
            .collect(Collectors.toSet());
    names.forEach(world.iam::role);

    succeeded(world.here.create(model().toBuilder().roleNames(names).build()));

    assertThat(succeeded(world.here.read(identifier())).getRoleNames()).isEqualTo(names);
    succeeded(world.here.delete(identifier()));
    assertThat(world.attached()).allMatch(Set::isEmpty);
  }

  @Test
  void errorsOfOtherRegionsAtWorkPass() {
    for (String code : Set.of("ConcurrentModification", "EntityTemporarilyUnmodifiable")) {
      World fresh = new World();
      fresh.journal.failNext("iam CreatePolicy", AwsError.of(409, code, "Try again."));

      succeeded(fresh.here.create(model()));
    }
  }

  @Test
  void aPolicyThatAnotherRegionMadeMeanwhileIsShared() {
    World other = new World();
    String arn = succeeded(other.there.create(model())).getPolicyArn();
    FakePolicy made = other.iam.policies.get(arn);

    ResourceModel created =
        succeeded(
            world
                .driver(
                    World.HERE,
                    Meanwhile.before("iam CreatePolicy", () -> world.iam.policies.put(arn, made)))
                .create(model()));

    assertThat(created.getPolicyArn()).isEqualTo(arn);
    assertThat(made.tags)
        .containsKeys("session-logging:region:eu-west-1", "session-logging:region:us-east-1");
  }
}
