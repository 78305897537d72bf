package org.sessionlogging.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.member.World.identifier;
import static org.sessionlogging.member.World.model;
import static org.sessionlogging.member.World.succeeded;
import static org.sessionlogging.member.World.tag;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sessionlogging.fakes.Driver;
import org.sessionlogging.fakes.Meanwhile;
import org.sessionlogging.fakes.Sample;
import org.sessionlogging.fakes.iam.FakePolicy;
import org.sessionlogging.fakes.ssm.FakeDocument;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.ProgressEvent;

/** A tagging tool replaces tags at any moment, and the preferences in force keep their policy. */
@org.junit.jupiter.api.Tag("sampled") // Tag is that of resources here.
class ReplacedTagsTest {
  /** Of an operation, in a sample. */
  private static final int MOMENTS = 10;

  private static final String FOUND =
      "{\"schemaVersion\":\"1.0\",\"sessionType\":\"Standard_Stream\",\"inputs\":{\"s3BucketName\":\"theirs\"}}";

  /** What the tool replaces the tags of. */
  enum Things {
    DOCUMENT,
    POLICIES,
    PARAMETER;

    void loseTheirTags(World world) {
      switch (this) {
        case DOCUMENT -> replace(world.document().tags);
        case POLICIES -> world.iam.policies.values().forEach(policy -> replace(policy.tags));
        case PARAMETER ->
            world
                .aws
                .ssm()
                .parametersIn(World.HERE)
                .values()
                .forEach(parameter -> replace(parameter.tags));
      }
    }
  }

  /** Operations upon preferences that were found, beside another Region of the same settings. */
  enum Operations {
    CREATE,
    UPDATE,
    DELETE;

    World world() {
      World world = new World();
      world.add(World.PREFERENCES, FOUND);
      succeeded(world.there.create(model()));
      if (this != CREATE) {
        succeeded(world.here.create(model()));
      }
      return world;
    }

    ProgressEvent<ResourceModel, CallbackContext> carryOut(World world, Meanwhile meanwhile) {
      Driver<ResourceModel, CallbackContext> driver = world.driver(World.HERE, meanwhile);
      return switch (this) {
        case CREATE -> driver.create(model());
        case UPDATE -> driver.update(model(), model().toBuilder().logPrefix("sessions").build());
        case DELETE -> driver.delete(identifier());
      };
    }
  }

  private static void replace(Map<String, String> tags) {
    tags.clear();
    tags.put("cost", "7");
  }

  private static void bothRegionsHaveWhatTheyNeed(World world, String moment) {
    if (world.document().latestText().contains("central-logs")) {
      assertThat(world.attached("app")).as(moment).isNotEmpty();
    }
    String there = world.aws.ssm().parametersIn(World.THERE).values().iterator().next().value;
    assertThat(world.iam.policies).as(moment).containsKey(there);
    assertThat(world.attached("app")).as(moment).contains(there);
    assertThat(world.attached("web,blue")).as(moment).contains(there);
  }

  @ParameterizedTest
  @EnumSource
  void preferencesInForceKeepTheirPolicyWhateverIsReplacedWhen(Things things) {
    for (Operations operation : Operations.values()) {
      Meanwhile moments = Meanwhile.before(-1, () -> {});
      succeeded(operation.carryOut(operation.world(), moments));
      for (int k : Sample.of(MOMENTS, moments.calls().size())) {
        if (k > 0 && isAnotherPage(moments.calls().subList(k - 1, k + 1))) {
          continue;
        }
        String moment = operation + ", before call " + k + ", " + moments.calls().get(k);
        World world = operation.world();

        ProgressEvent<ResourceModel, CallbackContext> end =
            operation.carryOut(world, Meanwhile.before(k, () -> things.loseTheirTags(world)));

        bothRegionsHaveWhatTheyNeed(world, moment);
        // The rollback of what failed, or the next operation.
        world.here.delete(identifier());
        bothRegionsHaveWhatTheyNeed(world, moment + ", then a delete");
        assertThat(end.isInProgress()).as(moment).isFalse();
      }
    }
  }

  /**
   * IAM has room for all tags in one page (API reference, ListPolicyTags: 100), the fake has not.
   */
  private static boolean isAnotherPage(List<String> calls) {
    return calls.equals(List.of("iam ListPolicyTags", "iam ListPolicyTags"));
  }

  @Test
  void policyWhoseOtherUsersAreForgottenOutlivesTheOneThatComesBack() {
    World world = new World();
    String arn = succeeded(world.there.create(model())).getPolicyArn();
    succeeded(world.here.create(model()));
    FakePolicy policy = world.iam.policies.get(arn);
    replace(policy.tags);

    succeeded(world.here.update(model(), model().toBuilder().roleNames(Set.of("app")).build()));
    assertThat(world.attached("web,blue")).contains(arn);
    succeeded(world.here.delete(identifier()));

    assertThat(world.here.log()).anyMatch(line -> line.contains(arn + " stays"));
    assertThat(world.iam.policies).containsKey(arn);
    assertThat(world.attached("app")).contains(arn);
    assertThat(world.attached("web,blue")).contains(arn);
  }

  @Test
  void policyWhoseTagsWerePutBackAsAWholeGoesWithTheLastRegion() {
    World world = new World();
    String arn = succeeded(world.there.create(model())).getPolicyArn();
    succeeded(world.here.create(model()));
    replace(world.iam.policies.get(arn).tags);

    succeeded(world.here.update(model(), model()));
    succeeded(world.there.update(model(), model()));
    world.iam.policies.get(arn).tags.put("session-logging:document", World.PREFERENCES);
    succeeded(world.here.delete(identifier()));
    assertThat(world.attached("app")).contains(arn);
    succeeded(world.there.delete(identifier()));

    assertThat(world.iam.policies).isEmpty();
  }

  @Test
  void asManyTagsAsMayBeAreExchangedForOthers() {
    World world = new World();
    ResourceModel one = model().toBuilder().tags(tags("one", 30)).build();
    ResourceModel other = model().toBuilder().tags(tags("other", 30)).build();
    succeeded(world.here.create(one));

    succeeded(world.here.update(one, other));

    assertThat(world.document().tags.keySet().stream().filter(it -> !it.startsWith("session-")))
        .hasSize(30)
        .allMatch(it -> it.startsWith("other"));
  }

  @Test
  void asManyTagsAsMayBeAreTakenOver() {
    for (int declared = 33; declared <= 37; declared++) {
      World world = new World();
      FakeDocument document = world.add(World.PREFERENCES, FOUND);
      document.tags.put("team", "theirs");
      String before = world.picture();
      ResourceModel model = model().toBuilder().tags(tags("own", declared)).build();

      ProgressEvent<ResourceModel, CallbackContext> end = world.here.create(model);

      if (end.isFailed()) {
        assertThat(end.getErrorCode())
            .as(end.getMessage())
            .isEqualTo(HandlerErrorCode.InvalidRequest);
        assertThat(world.picture()).isEqualTo(before);
      } else {
        succeeded(world.here.delete(identifier()));
        assertThat(document.tags).containsOnly(Map.entry("team", "theirs"));
      }
    }
  }

  private static Set<Tag> tags(String name, int number) {
    return IntStream.range(0, number).mapToObj(i -> tag(name + i, "x")).collect(Collectors.toSet());
  }
}
