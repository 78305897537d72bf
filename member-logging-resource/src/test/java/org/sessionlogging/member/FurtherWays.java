package org.sessionlogging.member;

import static org.sessionlogging.member.World.tag;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.domain.policy.MemberPolicy;
import org.sessionlogging.fakes.FakeAws;
import org.sessionlogging.fakes.Meanwhile;
import org.sessionlogging.fakes.iam.FakePolicy;
import org.sessionlogging.fakes.iam.IamState;
import org.sessionlogging.fakes.laws.Scene;
import org.sessionlogging.fakes.ssm.FakeDocument;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.cloudformation.Action;

/** What was there before, interrupted operations and other people's work included. */
final class FurtherWays {
  private static final String PATH = MemberPolicy.path(World.PREFERENCES);
  private static final String REGION_MARK = "session-logging:region:";

  private FurtherWays() {}

  static List<Consumer<Scene<ResourceModel, CallbackContext>>> through(Action action) {
    return switch (action) {
      case CREATE ->
          List.of(FurtherWays::createAmongLeftovers, FurtherWays::createWhereTheLatestWasDeleted);
      case UPDATE ->
          List.of(
              FurtherWays::updateAmongLeftovers,
              FurtherWays::updateToAnotherPolicy,
              FurtherWays::updateWithoutABoundary,
              FurtherWays::updateWhereTheLatestWasDeleted);
      case DELETE ->
          List.of(FurtherWays::deleteAmongLeftovers, FurtherWays::deleteWhileAnotherRegionComes);
      case READ -> List.of(FurtherWays::readWithAMissingRole);
      case LIST -> List.of();
    };
  }

  private static ResourceModel another(Scene<ResourceModel, CallbackContext> scene) {
    return scene.declared().toBuilder()
        .logPrefix("sessions")
        .idleSessionTimeout(5)
        .roleNames(Set.of())
        .build();
  }

  private static void createAmongLeftovers(Scene<ResourceModel, CallbackContext> scene) {
    leftovers(scene);
    scene.succeeds(scene.driver().create(scene.declared()));
  }

  private static void updateAmongLeftovers(Scene<ResourceModel, CallbackContext> scene) {
    scene.succeeds(scene.driver().create(another(scene)));
    leftoverPolicies(scene);
    scene.journal().forget();
    scene.succeeds(scene.driver().update(another(scene), scene.declared()));
  }

  private static void updateToAnotherPolicy(Scene<ResourceModel, CallbackContext> scene) {
    scene.succeeds(scene.driver().create(scene.declared()));
    scene.journal().forget();
    scene.succeeds(scene.driver().update(scene.declared(), another(scene)));
  }

  private static void updateWithoutABoundary(Scene<ResourceModel, CallbackContext> scene) {
    ResourceModel bounded =
        scene.declared().toBuilder()
            .defaultHostManagement("TURN_ON")
            .permissionsBoundaryArn(World.BOUNDARY)
            .build();
    scene.succeeds(scene.driver().create(scene.declared()));
    scene.journal().forget();
    scene.succeeds(scene.driver().update(scene.declared(), bounded));
    scene.succeeds(
        scene.driver().update(bounded, bounded.toBuilder().permissionsBoundaryArn(null).build()));
  }

  private static void createWhereTheLatestWasDeleted(Scene<ResourceModel, CallbackContext> scene) {
    deleteLatest(scene, scene.aws().ssm().add(World.HERE, World.PREFERENCES, "{}"));
    scene.succeeds(scene.driver().create(scene.declared()));
  }

  private static void updateWhereTheLatestWasDeleted(Scene<ResourceModel, CallbackContext> scene) {
    scene.succeeds(scene.driver().create(scene.declared()));
    deleteLatest(scene, scene.aws().ssm().in(World.HERE).get(World.PREFERENCES));
    scene.journal().forget();
    scene.succeeds(scene.driver().update(scene.declared(), scene.declared()));
  }

  /** A newer version was there, and its number stays. */
  private static void deleteLatest(
      Scene<ResourceModel, CallbackContext> scene, FakeDocument document) {
    scene.aws().ssm(World.HERE).habits().keepsLatestNumber = true;
    document.versions.remove(document.write("{ }"));
  }

  private static void deleteAmongLeftovers(Scene<ResourceModel, CallbackContext> scene) {
    leftovers(scene);
    scene.aws().ssm(World.HERE).habits().keepsLatestNumber = true;
    ResourceModel tagged = scene.declared().toBuilder().tags(Set.of(tag("team", "us"))).build();
    scene.succeeds(scene.driver().create(tagged));
    leftoverPolicies(scene);
    scene.journal().forget();
    scene.succeeds(scene.driver().delete(scene.identifier()));
  }

  private static void readWithAMissingRole(Scene<ResourceModel, CallbackContext> scene) {
    ResourceModel declared =
        scene.declared().toBuilder().onMissingRole("SKIP").roleNames(Set.of("missing")).build();
    scene.succeeds(scene.driver().create(declared));
    scene.journal().forget();
    scene.succeeds(scene.driver().read(scene.identifier()));
  }

  private static void deleteWhileAnotherRegionComes(Scene<ResourceModel, CallbackContext> scene) {
    ResourceModel made = scene.succeeds(scene.driver().create(scene.declared()));
    scene.journal().forget();
    SortedMap<String, String> tags = scene.aws().iam().policies.get(made.getPolicyArn()).tags;
    Meanwhile comes =
        Meanwhile.before(
            "iam DetachRolePolicy",
            () ->
                tags.put(
                    REGION_MARK + World.THERE,
                    tags.get(REGION_MARK + World.HERE).replace("LEAVES", "COMES")));
    scene.succeeds(scene.driver(through(comes, scene.journal())).delete(scene.identifier()));
  }

  private static Aws.Transport through(Aws.Transport first, Aws.Transport second) {
    return new Aws.Transport() {
      @Override
      public <Q extends AwsRequest, R extends AwsResponse> R send(
          Q request, Function<Q, R> operation) {
        return first.send(request, it -> second.send(it, operation));
      }
    };
  }

  private static void leftovers(Scene<ResourceModel, CallbackContext> scene) {
    leftoverPolicies(scene);
    FakeDocument found = scene.aws().ssm().add(World.HERE, World.PREFERENCES, "{}", "{ }");
    found.tags.putAll(Map.of("team", "them", "session-logging:log-prefix", "stale"));
  }

  private static void leftoverPolicies(Scene<ResourceModel, CallbackContext> scene) {
    IamState iam = scene.aws().iam();
    String arns = "arn:aws:iam::" + scene.aws().account() + ":policy" + PATH;
    FakePolicy forgotten = iam.policy(arns + "forgotten", "{}");
    forgotten.write("{}");
    String role = scene.declared().getRoleNames().iterator().next();
    forgotten.tags.put("session-logging:document", World.PREFERENCES);
    forgotten.tags.put("session-logging:roles.0", role);
    iam.roles.get(role).policies.add(forgotten.arn);
    FakePolicy shared = iam.policy(arns + "shared", "{}");
    shared.tags.put(REGION_MARK + World.HERE, "COMES");
    shared.tags.put(REGION_MARK + World.THERE, World.THERE);
    FakePolicy edited = madeElsewhere(scene);
    if (!iam.policies.containsKey(edited.arn)) {
      Stream.of(1, 2, 3, 4).forEach(i -> edited.write("{}"));
      iam.policies.put(edited.arn, edited);
    }
  }

  /** The policy that the other Region makes of the same declaration. */
  private static FakePolicy madeElsewhere(Scene<ResourceModel, CallbackContext> scene) {
    FakeAws elsewhere = new FakeAws(scene.aws().account());
    new MemberUnderTest().elsewhere(elsewhere);
    scene.declared().getRoleNames().forEach(elsewhere.iam()::role);
    String arn =
        World.succeeded(
                new MemberUnderTest()
                    .driver(elsewhere, World.THERE, Aws.withOwnCredentials())
                    .create(scene.declared()))
            .getPolicyArn();
    return elsewhere.iam().policies.get(arn);
  }
}
