package org.sessionlogging.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.member.World.failed;
import static org.sessionlogging.member.World.model;
import static org.sessionlogging.member.World.succeeded;
import static org.sessionlogging.member.World.tag;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.fakes.Driver;
import org.sessionlogging.fakes.iam.FakePolicy;
import org.sessionlogging.fakes.store.AwsError;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.services.iam.model.CreatePolicyRequest;
import software.amazon.awssdk.services.ssm.model.CreateDocumentRequest;
import software.amazon.awssdk.services.ssm.model.PutParameterRequest;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.ResourceHandlerRequest;

/** Organizations deny what is made without certain tags: aws:RequestTag in an SCP. */
class TagsFromBirthTest {
  private final World world = new World();
  private final ResourceModel declared =
      model().toBuilder().tags(Set.of(tag("team", "own"))).build();

  /** CloudFormation with tags on the stack, under an SCP that demands some. */
  private Driver<ResourceModel, CallbackContext> in(
      String region, Map<String, String> stackTags, String... demanded) {
    return new Driver<>(
        World.contract(world.aws)::handle,
        demanding(Set.of(demanded)),
        new TypeReference<CallbackContext>() {},
        ResourceHandlerRequest.<ResourceModel>builder()
            .awsPartition("aws")
            .awsAccountId(World.ACCOUNT)
            .region(region)
            .desiredResourceTags(stackTags)
            .build());
  }

  private Aws.Transport demanding(Set<String> keys) {
    return new Aws.Transport() {
      @Override
      public <Q extends AwsRequest, R extends AwsResponse> R send(
          Q request, Function<Q, R> operation) {
        if (!keysAtBirth(request).containsAll(keys)) {
          throw AwsError.of(
              403, "AccessDeniedException", "explicit deny in a service control policy");
        }
        return world.journal.send(request, operation);
      }

      private List<String> keysAtBirth(AwsRequest request) {
        if (request instanceof CreatePolicyRequest policy) {
          return policy.tags().stream().map(it -> it.key()).toList();
        }
        if (request instanceof CreateDocumentRequest document) {
          return document.tags().stream().map(it -> it.key()).toList();
        }
        return request instanceof PutParameterRequest put && !Boolean.TRUE.equals(put.overwrite())
            ? put.tags().stream().map(it -> it.key()).toList()
            : List.copyOf(keys);
      }
    };
  }

  private Stream<Map<String, String>> tags() {
    return Stream.of(
        policy().tags,
        world.document().tags,
        world.aws.ssm().parametersIn(World.HERE).values().iterator().next().tags);
  }

  private FakePolicy policy() {
    return world.iam.policies.get(world.iam.policies.firstKey());
  }

  @Test
  void everythingIsMadeWithTheTagsOfTheStackAndTheResourcesOwn() {
    Map<String, String> stackTags = Map.of("cost-center", "4711", "team", "stack");

    succeeded(in(World.HERE, stackTags, "cost-center", "team").create(declared));

    assertThat(tags())
        .hasSize(3)
        .allSatisfy(
            held ->
                assertThat(held).containsEntry("cost-center", "4711").containsEntry("team", "own"));
  }

  @Test
  void tagThatNobodyDeclaresIsMissedAndNothingIsLeft() {
    String before = world.picture();

    failed(in(World.HERE, Map.of(), "cost-center").create(declared), HandlerErrorCode.AccessDenied);

    assertThat(world.picture()).isEqualTo(before);
  }

  /** To SSM they are two, to IAM one. */
  @Test
  void keysThatDifferInCaseAloneAreOnWhateverTakesThem() {
    ResourceModel hosted = declared.toBuilder().defaultHostManagement("TURN_ON").build();

    succeeded(in(World.HERE, Map.of("Team", "stack")).create(hosted));

    assertThat(world.document().tags).containsEntry("Team", "stack").containsEntry("team", "own");
    assertThat(policy().tags).containsEntry("team", "own").doesNotContainKey("Team");
    assertThat(world.iam.roles.get(World.HOST_ROLE).tags)
        .containsEntry("team", "own")
        .doesNotContainKey("Team");
  }

  @Test
  void otherTagsOfTheStackAreNoDriftOfWhatRegionsShare() {
    succeeded(in(World.HERE, Map.of("cost-center", "1")).create(declared));
    succeeded(in(World.THERE, Map.of("cost-center", "2")).create(declared));
    assertThat(policy().tags).containsEntry("cost-center", "1");
    world.journal.forget();

    succeeded(in(World.HERE, Map.of("cost-center", "3")).update(declared, declared));
    succeeded(in(World.THERE, Map.of("cost-center", "2")).update(declared, declared));

    assertThat(world.journal.writes()).containsOnly("ssm AddTagsToResource");
    assertThat(world.document().tags).containsEntry("cost-center", "3");
    assertThat(policy().tags).containsEntry("cost-center", "1");
  }
}
