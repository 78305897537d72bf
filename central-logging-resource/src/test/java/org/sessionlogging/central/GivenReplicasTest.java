package org.sessionlogging.central;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.central.World.ACCOUNT;
import static org.sessionlogging.central.World.NAME;
import static org.sessionlogging.central.World.REGION;
import static org.sessionlogging.central.World.alias;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessionlogging.domain.policy.PolicyDocument;
import org.sessionlogging.fakes.kms.FakeKey;
import org.sessionlogging.fakes.store.AwsError;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.ProgressEvent;

/** Replicas of a given session key: those that are there are used, those that are not are made. */
class GivenReplicasTest {
  private static final String THERE = "eu-central-1";
  private static final String UNUSED = "eu-north-1";
  private static final String NEW = "us-east-1";

  private final World world = new World();
  private final FakeKey key = Given.key(world.aws, Given.multiRegionArn(ACCOUNT, REGION, 2));
  private final FakeKey there = Given.replica(world.aws, key, THERE);
  private final FakeKey unused = Given.replica(world.aws, key, UNUSED);
  private final List<FakeKey> theirs = List.of(key, there, unused);
  private final List<String> pictures = theirs.stream().map(Given::picture).toList();

  private static ResourceModel in(FakeKey key, String... regions) {
    return World.named(NAME).toBuilder()
        .existingSessionKeyArn(key == null ? null : key.arn)
        .replicaRegions(Set.of(regions))
        .build();
  }

  private ResourceModel succeeds(ProgressEvent<ResourceModel, CallbackContext> end) {
    assertThat(end.getMessage()).isNull();
    return end.getResourceModel();
  }

  private void assertNothingOfTheirsWasChanged() {
    assertThat(theirs.stream().map(Given::picture).toList()).isEqualTo(pictures);
  }

  private FakeKey made(String region) {
    return world.kms.key(region, key.id()).orElseThrow();
  }

  private void assertReads(ResourceModel declared, ResourceModel live) {
    assertThat(live.getReplicaRegions()).isEqualTo(declared.getReplicaRegions());
    assertThat(live.getExistingSessionKeyArn()).isEqualTo(declared.getExistingSessionKeyArn());
    assertThat(world.driver.read(World.named(NAME)).getResourceModel()).isEqualTo(live);
    world.journal.forget();
    assertThat(succeeds(world.driver.update(declared, declared))).isEqualTo(live);
    assertThat(world.journal.writes()).isEmpty();
    assertNothingOfTheirsWasChanged();
  }

  @Test
  void thoseThatAreThereGetTheAliasAloneAndThoseThatAreMadeAreOurs() {
    ResourceModel declared = in(key, THERE, NEW);

    ResourceModel live = succeeds(world.driver.create(declared));

    assertThat(world.replica(THERE)).isEqualTo(there);
    assertThat(world.replica(NEW)).isEqualTo(made(NEW));
    assertThat(world.kms.named(UNUSED, alias("session"))).isEmpty();
    assertThat(made(NEW).tags)
        .containsEntry("session-logging:bucket", NAME)
        .containsEntry("session-logging:key", "session");
    assertThat(PolicyDocument.parse(made(NEW).policy).statement("MembersEncryptSessions"))
        .isPresent();
    assertThat(world.journal.calls()).containsOnlyOnce("kms ReplicateKey");
    assertReads(declared, live);
  }

  @Test
  void whatIsOursOfAReplicaIsRepairedAndNothingElse() {
    ResourceModel declared = in(key, THERE, NEW);
    succeeds(world.driver.create(declared));
    String picture = world.aws.picture();
    FakeKey ours = made(NEW);
    ours.policy = key.policy;
    ours.tags.put("Extra", "tag");
    ours.state = KeyState.DISABLED;
    world.kms.unname(THERE, alias("session"));
    world.kms.unname(NEW, alias("session"));

    succeeds(world.driver.update(declared, declared));

    assertThat(world.aws.picture()).isEqualTo(picture);
  }

  @Test
  void replicaWithoutOurTagsIsSomebodysAndIsNeverScheduled() {
    ResourceModel declared = in(key, NEW);
    succeeds(world.driver.create(declared));
    made(NEW).tags.clear();
    made(NEW).tags.put("Owner", "somebody");
    String picture = Given.picture(made(NEW));

    assertReads(declared, succeeds(world.driver.update(declared, declared)));
    succeeds(world.driver.update(declared, in(key)));

    assertThat(Given.picture(made(NEW))).isEqualTo(picture);
    assertThat(world.kms.named(NEW, alias("session"))).isEmpty();
  }

  @Test
  void regionTakenOutLosesTheAliasAndAReplicaOnlyIfWeMadeIt() {
    succeeds(world.driver.create(in(key, THERE, NEW)));
    ResourceModel declared = in(key, UNUSED);

    ResourceModel live = succeeds(world.driver.update(in(key, THERE, NEW), declared));

    assertThat(world.kms.named(THERE, alias("session"))).isEmpty();
    assertThat(world.kms.named(NEW, alias("session"))).isEmpty();
    assertThat(world.replica(UNUSED)).isEqualTo(unused);
    assertThat(made(NEW).pendingDeletion()).isTrue();
    assertReads(declared, live);

    ResourceModel back = succeeds(world.driver.update(declared, in(key, THERE, NEW)));
    assertThat(made(NEW).state).isEqualTo(KeyState.ENABLED);
    assertReads(in(key, THERE, NEW), back);
  }

  @Test
  void regionThatIsLeftKeepsItsNameUntilItIsRetired() {
    ResourceModel declared = in(key, THERE, NEW).toBuilder().retiredRegions(Set.of()).build();
    succeeds(world.driver.create(declared));
    ResourceModel left = declared.toBuilder().replicaRegions(Set.of()).build();

    assertReads(left, succeeds(world.driver.update(declared, left)));
    assertThat(world.kms.named(THERE, alias("session"))).isPresent();
    assertThat(made(NEW).state).isEqualTo(KeyState.ENABLED);

    ResourceModel retired = left.toBuilder().retiredRegions(Set.of(THERE, NEW)).build();
    assertReads(retired, succeeds(world.driver.update(left, retired)));
    assertThat(world.kms.named(THERE, alias("session"))).isEmpty();
    assertThat(world.kms.named(NEW, alias("session"))).isEmpty();
    assertThat(made(NEW).pendingDeletion()).isTrue();
  }

  @Test
  void deletionTakesAliasesOfAllRegionsAndTheReplicaThatWeMade() {
    succeeds(world.driver.create(in(key, THERE, NEW)));

    succeeds(world.driver.delete(World.named(NAME)));

    assertThat(world.kms.allAliases()).isEmpty();
    assertThat(made(NEW).state).isEqualTo(KeyState.PENDING_DELETION);
    assertThat(made(NEW).deletionWindow).isEqualTo(30);
    assertNothingOfTheirsWasChanged();
  }

  @Test
  void deletionFindsAliasesAndReplicasOfAKeyThatLostItsAlias() {
    succeeds(world.driver.create(in(key, THERE, NEW)));
    world.kms.unname(REGION, alias("session"));

    succeeds(world.driver.delete(World.named(NAME)));

    assertThat(world.kms.allAliases()).isEmpty();
    assertThat(made(NEW).pendingDeletion()).isTrue();
    assertNothingOfTheirsWasChanged();
  }

  @ParameterizedTest
  @ValueSource(strings = {"kms DeleteAlias", "kms ScheduleKeyDeletion"})
  void deletionThatFailsHalfwayIsFinishedByTheNext(String call) {
    succeeds(world.driver.create(in(key, THERE, NEW)));
    world.journal.failNext(call, AwsError.of(400, "Unlucky", "No."));
    assertThat(world.driver.delete(World.named(NAME)).isFailed()).isTrue();

    succeeds(world.driver.delete(World.named(NAME)));

    assertThat(world.kms.allAliases()).isEmpty();
    assertThat(made(NEW).pendingDeletion()).isTrue();
    assertNothingOfTheirsWasChanged();
  }

  @Test
  void keyThatIsAReplicaItselfIsReplicatedFromItsPrimary() {
    ResourceModel declared = in(there, REGION, NEW);

    ResourceModel live = succeeds(world.driver(THERE, Map.of()).create(declared));

    assertThat(live.getReplicaRegions()).containsExactlyInAnyOrder(REGION, NEW);
    assertThat(world.kms.named(THERE, alias("session"))).contains(there);
    assertThat(world.sessionKey()).isEqualTo(key);
    assertThat(world.replica(NEW).tags).containsEntry("session-logging:bucket", NAME);
    assertNothingOfTheirsWasChanged();

    world.journal.failNext("kms ScheduleKeyDeletion", AwsError.of(400, "Unlucky", "No."));
    assertThat(world.driver(THERE, Map.of()).delete(World.named(NAME)).isFailed()).isTrue();
    succeeds(world.driver(THERE, Map.of()).delete(World.named(NAME)));
    assertThat(world.kms.allAliases()).isEmpty();
    assertThat(made(NEW).pendingDeletion()).isTrue();
    assertNothingOfTheirsWasChanged();
  }

  @Test
  void oneKeyThatIsGivenHasReplicas() {
    ResourceModel declared =
        in(null, THERE, NEW).toBuilder().keyMode("ONE_KEY").existingBucketKeyArn(key.arn).build();

    ResourceModel live = succeeds(world.driver.create(declared));

    assertReads(declared, live);
    succeeds(world.driver.delete(World.named(NAME)));
    assertThat(world.kms.allAliases()).isEmpty();
    assertThat(made(NEW).pendingDeletion()).isTrue();
  }

  @Test
  void replicaThatCantBeUsedIsRefusedBeforeAnythingIsWritten() {
    there.state = KeyState.DISABLED;
    String picture = world.aws.picture();

    ProgressEvent<ResourceModel, CallbackContext> end = world.driver.create(in(key, THERE));

    assertThat(end.getErrorCode()).isEqualTo(HandlerErrorCode.InvalidRequest);
    assertThat(end.getMessage()).startsWith("ReplicaRegions: " + there.arn).contains("Disabled");
    assertThat(world.aws.picture()).isEqualTo(picture);
  }

  @Test
  void ownKeyAndItsReplicasStayUntilTheBucketGoes() {
    ResourceModel own = in(null, THERE, NEW, "sa-east-1");
    succeeds(world.driver.create(own));
    FakeKey before = world.sessionKey();
    List<FakeKey> replicas = world.kms.replicas(before);
    ResourceModel given = in(key, THERE, NEW);

    ResourceModel live = succeeds(world.driver.update(own, given));

    assertReads(given, live);
    assertThat(replicas).hasSize(3).allMatch(it -> it.state == KeyState.ENABLED);
    assertThat(world.sessionKey()).isEqualTo(key);
    assertThat(world.replica(THERE)).isEqualTo(there);
    succeeds(world.driver.delete(World.named(NAME)));
    assertThat(world.kms.allAliases()).isEmpty();
    assertThat(replicas).allMatch(FakeKey::pendingDeletion);
    assertThat(before.pendingDeletion()).isTrue();
    assertThat(made(NEW).pendingDeletion()).isTrue();
    assertNothingOfTheirsWasChanged();
  }

  @Test
  void otherKeyIsTakenOnceTheReplicasThatWeMadeOfTheFormerAreGone() {
    FakeKey other = Given.key(world.aws, Given.multiRegionArn(ACCOUNT, REGION, 5));
    FakeKey foreign = Given.key(world.aws, Given.arn(Given.STRANGER, REGION, 6));
    ResourceModel declared = in(key, THERE, NEW);
    succeeds(world.driver.create(declared));
    String picture = world.aws.picture();
    for (ResourceModel next : List.of(in(other, THERE, NEW), in(null, NEW), in(foreign))) {
      ProgressEvent<ResourceModel, CallbackContext> end = world.driver.update(declared, next);

      assertThat(end.getErrorCode()).isEqualTo(HandlerErrorCode.InvalidRequest);
      assertThat(end.getMessage()).startsWith("ReplicaRegions: in us-east-1").contains(key.arn);
      assertThat(world.aws.picture()).isEqualTo(picture);
    }

    succeeds(world.driver.update(declared, in(key, THERE)));
    ResourceModel next = in(other, THERE);
    ResourceModel live = succeeds(world.driver.update(in(key, THERE), next));

    assertReads(next, live);
    assertThat(world.sessionKey()).isEqualTo(other);
    assertThat(world.replica(THERE).id()).isEqualTo(other.id());
  }
}
