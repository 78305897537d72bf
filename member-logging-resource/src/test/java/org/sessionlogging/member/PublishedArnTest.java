package org.sessionlogging.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.member.World.failed;
import static org.sessionlogging.member.World.identifier;
import static org.sessionlogging.member.World.model;
import static org.sessionlogging.member.World.succeeded;
import static org.sessionlogging.member.World.tag;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.fakes.ssm.FakeParameter;
import org.sessionlogging.fakes.store.AwsError;
import org.sessionlogging.fakes.store.Lag;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/** The SSM parameter in which other stacks of the Region find the policy's ARN. */
class PublishedArnTest {
  private static final String NAME = "/session-logging/SSM-SessionManagerRunShell/policy-arn";
  private static final String MARK = "session-logging:document";

  private final World world = new World();
  private final ResourceModel other = model().toBuilder().logPrefix("sessions").build();

  private Map<String, FakeParameter> parameters() {
    return world.aws.ssm().parametersIn(World.HERE);
  }

  private FakeParameter parameter() {
    assertThat(parameters()).containsOnlyKeys(NAME);
    return parameters().get(NAME);
  }

  /** One that somebody has made before. */
  private FakeParameter foreign() {
    FakeParameter foreign = world.aws.ssm().parameter(World.HERE, NAME);
    foreign.value = "theirs";
    foreign.tags.put("team", "theirs");
    return foreign;
  }

  @Test
  void parameterOfAFixedNameSaysThePolicysArnAndBearsTheTagsFromBirth() {
    ResourceModel tagged = model().toBuilder().tags(Set.of(tag("team", "us"))).build();

    ResourceModel made = succeeded(world.here.create(tagged));

    assertThat(parameter().value).isEqualTo(made.getPolicyArn());
    assertThat(parameter().type).isEqualTo("String");
    assertThat(parameter().tags)
        .containsOnly(Map.entry(MARK, World.PREFERENCES), Map.entry("team", "us"));
  }

  @Test
  void documentsOfOneRegionHaveAParameterEach() {
    ResourceModel first = succeeded(world.here.create(model()));
    ResourceModel another = other.toBuilder().documentName("Another").build();

    ResourceModel second = succeeded(world.here.create(another));

    assertThat(parameters()).containsOnlyKeys(NAME, "/session-logging/Another/policy-arn");
    assertThat(parameters().get(NAME).value).isEqualTo(first.getPolicyArn());
    assertThat(parameters().get("/session-logging/Another/policy-arn").value)
        .isEqualTo(second.getPolicyArn());
    succeeded(world.here.delete(another));
    assertThat(parameters()).containsOnlyKeys(NAME);
  }

  @Test
  void valueFollowsThePolicy() {
    String former = succeeded(world.here.create(model())).getPolicyArn();

    String now = succeeded(world.here.update(model(), other)).getPolicyArn();

    assertThat(now).isNotEqualTo(former);
    assertThat(parameter().value).isEqualTo(now);
  }

  @Test
  void whatSomebodyChangesIsPutRight() {
    String arn = succeeded(world.here.create(model())).getPolicyArn();

    parameter().value = "changed by hand";
    succeeded(world.here.update(model(), model()));
    assertThat(parameter().value).isEqualTo(arn);

    parameter().tags.clear();
    succeeded(world.here.update(model(), model()));
    assertThat(parameter().tags).containsEntry(MARK, World.PREFERENCES);

    world.aws.ssm().parameters.clear();
    succeeded(world.here.update(model(), model()));
    assertThat(parameter().value).isEqualTo(arn);
    assertThat(parameter().tags).containsEntry(MARK, World.PREFERENCES);
  }

  @Test
  void updateMakesTheOneThatAnEarlierVersionDidNot() {
    String arn = succeeded(world.here.create(model())).getPolicyArn();
    world.aws.ssm().parameters.clear();

    succeeded(world.here.update(model(), model()));

    assertThat(parameter().value).isEqualTo(arn);
    succeeded(world.here.delete(identifier()));
    assertThat(parameters()).isEmpty();
  }

  @Test
  void somebodyElsesIsRefusedBeforeAnythingIsMade() {
    foreign();
    String before = world.picture();

    String message = failed(world.here.create(model()), HandlerErrorCode.ResourceConflict);

    assertThat(message).contains(NAME, MARK, "aws ssm delete-parameter");
    assertThat(world.picture()).isEqualTo(before);
  }

  @Test
  void oneThatAStackHasMadeIsSomebodyElsesWhateverItSays() {
    String arn = succeeded(world.here.create(model())).getPolicyArn();
    world.aws.ssm().parameters.clear();
    FakeParameter theirs = foreign();
    theirs.value = arn;
    theirs.tags.put("aws:cloudformation:stack-id", "arn:aws:cloudformation:::stack/theirs/1");

    failed(world.here.update(model(), model()), HandlerErrorCode.ResourceConflict);

    assertThat(theirs.tags).doesNotContainKey(MARK);
  }

  @Test
  void somebodyElsesStaysWhenTheMemberGoesAndTheLogSaysSo() {
    succeeded(world.here.create(model()));
    world.aws.ssm().parameters.clear();
    foreign();

    succeeded(world.here.delete(identifier()));

    assertThat(parameter().value).isEqualTo("theirs");
    assertThat(world.iam.policies).isEmpty();
    assertThat(world.here.log()).anyMatch(line -> line.contains(NAME) && line.contains("stays"));
  }

  @Test
  void itGoesWithTheMemberThoughItsTagIsGone() {
    succeeded(world.here.create(model()));
    parameter().tags.clear();

    succeeded(world.here.delete(identifier()));

    assertThat(parameters()).isEmpty();
  }

  @Test
  void oneThatDeletionLeftIsDeletedByTheNext() {
    succeeded(world.here.create(model()));
    world.journal.failAlways(
        "ssm DeleteParameter", AwsError.of(403, "AccessDeniedException", "no"));
    failed(world.here.delete(identifier()), HandlerErrorCode.AccessDenied);
    world.iam.policies.clear();
    assertThat(world.documents()).isEmpty();

    succeeded(world.driver(World.HERE, Aws.withOwnCredentials()).delete(identifier()));

    assertThat(parameters()).isEmpty();
  }

  @Test
  void nameOfOneThatWasJustDeletedIsWaitedFor() {
    succeeded(world.here.create(model()));
    succeeded(world.here.delete(identifier()));
    world.aws.lag(Lag.of("ssm PutParameter", 4));
    FakeParameter unused = world.aws.ssm().parameter(World.HERE, NAME);
    unused.value = "going";
    world.aws.ssm(World.HERE).deleteParameter(it -> it.name(NAME));

    ResourceModel made = succeeded(world.here.create(model()));

    assertThat(parameter().value).isEqualTo(made.getPolicyArn());
  }

  @Test
  void updateThatFindsNothingToDoMakesFifteenCallsAtMostAndTenThatProveIt() {
    ResourceModel declared = model().toBuilder().roleNames(Set.of("app")).build();
    succeeded(world.here.create(declared));
    world.journal.forget();

    succeeded(world.here.update(declared, declared));

    assertThat(world.journal.writes()).isEmpty();
    assertThat(world.journal.calls()).hasSizeLessThanOrEqualTo(15 + 10);
  }
}
