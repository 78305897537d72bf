package org.sessionlogging.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.member.World.identifier;
import static org.sessionlogging.member.World.model;
import static org.sessionlogging.member.World.required;
import static org.sessionlogging.member.World.succeeded;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.json.JSONObject;
import org.json.JSONTokener;
import org.junit.jupiter.api.Test;
import org.sessionlogging.domain.policy.MemberPolicy;
import org.sessionlogging.fakes.FakeIam;
import org.sessionlogging.fakes.FakeSsm;

/** The schema grants what the handlers call, and nothing else. */
class PermissionsTest {
  private static final String PATH = MemberPolicy.path(World.PREFERENCES);
  private static final String REGION_MARK = "session-logging:region:";

  /**
   * Needed though never called. Source: the "Actions" tables of the Service Authorization
   * Reference.
   */
  private static final Map<String, String> IMPLIED =
      Map.of("ssm CreateDocument", "ssm:AddTagsToResource", "iam CreatePolicy", "iam:TagPolicy");

  private static final ResourceModel CHANGED =
      required().toBuilder().logPrefix("sessions").idleSessionTimeout(5).build();

  @Test
  void createNeedsWhatItIsGranted() {
    assertThat(granted("create"))
        .isEqualTo(
            called(
                List.of(
                    world -> succeeded(world.here.create(model())),
                    world -> {
                      leftovers(world);
                      succeeded(world.here.create(model()));
                    })));
  }

  @Test
  void readNeedsWhatItIsGranted() {
    assertThat(granted("read"))
        .isEqualTo(
            called(
                List.of(
                    world -> {
                      succeeded(world.here.create(model()));
                      world.journal.forget();
                      succeeded(world.here.read(identifier()));
                    })));
  }

  @Test
  void updateNeedsWhatItIsGranted() {
    assertThat(granted("update"))
        .isEqualTo(
            called(
                List.of(
                    world -> {
                      succeeded(world.here.create(CHANGED));
                      leftovers(world);
                      world.journal.forget();
                      succeeded(world.here.update(CHANGED, model()));
                    },
                    world -> {
                      succeeded(world.here.create(model()));
                      world.journal.forget();
                      succeeded(world.here.update(model(), CHANGED));
                    })));
  }

  @Test
  void deleteNeedsWhatItIsGranted() {
    assertThat(granted("delete"))
        .isEqualTo(
            called(
                List.of(
                    world -> {
                      leftovers(world);
                      world.ssmHere().keepsLatestNumber = true;
                      succeeded(
                          world.here.create(
                              model().toBuilder().tags(Set.of(World.tag("team", "us"))).build()));
                      leftoverPolicies(world);
                      world.journal.forget();
                      succeeded(world.here.delete(identifier()));
                    },
                    world -> {
                      succeeded(world.here.create(model()));
                      world.journal.forget();
                      world.journal.beforeEach(() -> comeWhenDetached(world));
                      succeeded(world.here.delete(identifier()));
                    })));
  }

  @Test
  void listNeedsWhatItIsGranted() {
    assertThat(granted("list")).isEqualTo(called(List.of(world -> world.here.list(null))));
  }

  /** What was there before, interrupted operations and other people's work included. */
  /** Another Region, with the same roles. */
  private static void comeWhenDetached(World world) {
    if (world.journal.writes().contains("iam DetachRolePolicy")) {
      world.iam.policies.values().stream()
          .map(policy -> policy.tags)
          .forEach(
              tags ->
                  tags.put(
                      REGION_MARK + World.THERE,
                      tags.getOrDefault(REGION_MARK + World.HERE, "LEAVES")
                          .replace("LEAVES", "COMES")));
    }
  }

  private static void leftovers(World world) {
    leftoverPolicies(world);
    if (world.document() == null) {
      FakeSsm.Document found = world.ssmHere().add(World.PREFERENCES, "{}", "{ }");
      found.tags.putAll(Map.of("team", "them", "session-logging:log-prefix", "stale"));
    }
  }

  private static void leftoverPolicies(World world) {
    FakeIam.Policy forgotten = world.iam.add(PATH, "forgotten", "{}");
    forgotten.write("{}");
    forgotten.tags.put("session-logging:roles.0", "app");
    forgotten.tags.put("session-logging:document", World.PREFERENCES);
    world.iam.roles.get("app").add(forgotten.arn);
    world.iam.add(PATH, "shared", "{}").tags.put(REGION_MARK + World.HERE, "COMES");
    world.iam.policies.values().stream()
        .filter(policy -> policy.arn.endsWith("/shared"))
        .forEach(policy -> policy.tags.put(REGION_MARK + World.THERE, World.THERE));
    World elsewhere = new World();
    String arn = succeeded(elsewhere.there.create(model())).getPolicyArn();
    if (!world.iam.policies.containsKey(arn)) {
      FakeIam.Policy edited = elsewhere.iam.policies.get(arn);
      Stream.of(1, 2, 3, 4).forEach(i -> edited.write("{}"));
      world.iam.policies.put(arn, edited);
    }
  }

  private static SortedSet<String> called(List<Consumer<World>> scenarios) {
    return scenarios.stream()
        .flatMap(
            scenario -> {
              World world = new World();
              scenario.accept(world);
              return world.journal.calls().stream();
            })
        .flatMap(
            call ->
                Stream.concat(
                    Stream.of(call.replace(' ', ':')), Stream.ofNullable(IMPLIED.get(call))))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static SortedSet<String> granted(String handler) {
    JSONObject schema =
        new JSONObject(
            new JSONTokener(
                PermissionsTest.class
                    .getClassLoader()
                    .getResourceAsStream("sessionmanager-logging-member.json")));
    List<Object> permissions =
        schema
            .getJSONObject("handlers")
            .getJSONObject(handler)
            .getJSONArray("permissions")
            .toList();
    return permissions.stream()
        .map(String.class::cast)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
