package org.sessionlogging.central;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.central.World.REGION;
import static org.sessionlogging.central.World.alias;
import static org.sessionlogging.central.World.foreignKey;

import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessionlogging.domain.policy.PolicyDocument;
import org.sessionlogging.fakes.kms.FakeKey;
import org.sessionlogging.fakes.store.AwsError;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.ProgressEvent;

class ReplicaTest {
  private static final String FRANKFURT = "eu-central-1";

  private final World world = new World();

  private static ResourceModel in(String... regions) {
    return ConvergenceTest.FULL.toBuilder().replicaRegions(Set.of(regions)).build();
  }

  @BeforeEach
  void create() {
    assertThat(world.driver.create(in()).isSuccess()).isTrue();
  }

  @Test
  void addedReplicaServesSessionsUnderTheSameNameAndNothingElse() {
    assertThat(world.driver.update(in(), in(FRANKFURT)).isSuccess()).isTrue();

    FakeKey replica = world.replica(FRANKFURT);
    assertThat(replica.state).isEqualTo(KeyState.ENABLED);
    assertThat(replica.id()).isEqualTo(world.sessionKey().id());
    assertThat(PolicyDocument.parse(replica.policy))
        .isEqualTo(PolicyDocument.parse(world.sessionKey().policy));
    assertThat(replica.tags).isEqualTo(tagsOfSessionKey());
  }

  /** But for the mark of the request: a replica is made once however often it is asked for. */
  private SortedMap<String, String> tagsOfSessionKey() {
    SortedMap<String, String> tags = new TreeMap<>(world.sessionKey().tags);
    tags.remove("session-logging:request");
    return tags;
  }

  @Test
  void removedReplicaLosesItsAliasAndWaitsForItsDeletion() {
    world.driver.update(in(), in(FRANKFURT, "us-east-1"));
    FakeKey replica = world.replica(FRANKFURT);

    assertThat(
            world
                .driver
                .update(in(FRANKFURT, "us-east-1"), in("us-east-1"))
                .getResourceModel()
                .getReplicaRegions())
        .containsExactly("us-east-1");

    assertThat(replica.state).isEqualTo(KeyState.PENDING_DELETION);
    assertThat(replica.deletionWindow).isEqualTo(14);
    assertThat(world.kms.aliasesOf(FRANKFURT)).isEmpty();
    assertThat(world.sessionKey().state).isEqualTo(KeyState.ENABLED);
    assertThat(world.replica("us-east-1").state).isEqualTo(KeyState.ENABLED);
  }

  @Test
  void replicaIsTakenBackInsideItsWindow() {
    world.driver.update(in(), in(FRANKFURT));
    String picture = world.aws.picture();
    world.driver.update(in(FRANKFURT), in());

    assertThat(world.driver.update(in(), in(FRANKFURT)).isSuccess()).isTrue();

    assertThat(world.aws.picture()).isEqualTo(picture);
  }

  @Test
  void tagsAndPolicyThatChangedMeanwhileReachTheReplicaThatIsTakenBack() {
    world.driver.update(in(), in(FRANKFURT));
    world.driver.update(in(FRANKFURT), in());
    ResourceModel tagged = in(FRANKFURT).toBuilder().tags(Set.of(new Tag("Team", "new"))).build();

    assertThat(world.driver.update(in(), tagged).isSuccess()).isTrue();

    assertThat(world.replica(FRANKFURT).tags)
        .isEqualTo(tagsOfSessionKey())
        .containsEntry("Team", "new");
  }

  @ParameterizedTest
  @ValueSource(strings = {"kms DeleteAlias", "kms ScheduleKeyDeletion"})
  void removalThatWasCutOffIsFinishedByTheNextUpdate(String call) {
    world.driver.update(in(), in(FRANKFURT));
    FakeKey replica = world.replica(FRANKFURT);
    world.journal.failNext(call, AwsError.of(400, "Odd", "No."));
    assertThat(world.driver.update(in(FRANKFURT), in()).isFailed()).isTrue();

    assertThat(world.driver.update(in(FRANKFURT), in()).isSuccess()).isTrue();

    assertThat(replica.pendingDeletion()).isTrue();
    assertThat(world.kms.aliasesOf(FRANKFURT)).isEmpty();
  }

  @Test
  void oneKeyHasReplicasToo() {
    World other = new World();
    ResourceModel oneKey = in(FRANKFURT).toBuilder().keyMode("ONE_KEY").build();

    assertThat(other.driver.create(oneKey).isSuccess()).isTrue();

    assertThat(other.replica(FRANKFURT).id()).isEqualTo(other.bucketKey().id());
    assertThat(other.kms.aliases.get(FRANKFURT)).containsOnlyKeys(alias("session"));
    assertThat(
            PolicyDocument.parse(other.replica(FRANKFURT).policy).statement("MembersEncryptLogs"))
        .isEmpty();
    assertThat(PolicyDocument.parse(other.bucketKey().policy).statement("MembersEncryptLogs"))
        .isPresent();
  }

  @Test
  void replicaThatSomebodyElseHasMadeIsNotTakenAway() {
    world
        .kms(REGION)
        .replicateKey(
            it ->
                it.keyId(world.sessionKey().id())
                    .replicaRegion(FRANKFURT)
                    .policy(world.sessionKey().policy));

    assertThat(world.driver.update(in(), in()).isSuccess()).isTrue();

    assertThat(world.kms.key(FRANKFURT, world.sessionKey().id()).orElseThrow().pendingDeletion())
        .isFalse();
  }

  @Test
  void aliasOfTheReplicaThatLeadsToAForeignKeyIsRefusedAndLeftAlone() {
    String foreign = foreignKey(world, FRANKFURT);
    world.kms.name(FRANKFURT, alias("session"), foreign);
    String picture = world.aws.picture();

    ProgressEvent<ResourceModel, CallbackContext> end = world.driver.update(in(), in(FRANKFURT));

    assertThat(end.getErrorCode()).isEqualTo(HandlerErrorCode.ResourceConflict);
    assertThat(end.getMessage()).contains(foreign, "ReplicaRegions", "kms DeleteAlias");
    assertThat(world.aws.picture()).isEqualTo(picture);
  }

  private static ResourceModel retiring(Set<String> retired, String... regions) {
    return in(regions).toBuilder().retiredRegions(retired).build();
  }

  private ResourceModel updated(ResourceModel from, ResourceModel to) {
    assertThat(world.driver.update(from, to).getMessage()).isNull();
    ResourceModel read = world.driver.read(World.named(World.NAME)).getResourceModel();
    assertThat(read.getReplicaRegions()).isEqualTo(to.getReplicaRegions());
    assertThat(read.getRetiredRegions()).isEqualTo(to.getRetiredRegions());
    world.journal.forget();
    assertThat(world.driver.update(to, to).getMessage()).isNull();
    assertThat(world.journal.writes()).isEmpty();
    return to;
  }

  @Test
  void ownRegionInTheListIsRememberedAndGetsNoReplica() {
    ResourceModel one = updated(in(), in(REGION, FRANKFURT));
    assertThat(world.kms.stayingKeys()).hasSize(3);

    ResourceModel without = updated(one, in(FRANKFURT));
    assertThat(world.bucket().tags.keySet()).noneMatch(it -> it.contains("regions"));
    updated(without, in(REGION));

    assertThat(world.sessionKey().state).isEqualTo(KeyState.ENABLED);
    assertThat(world.kms.key(FRANKFURT, world.sessionKey().id()).orElseThrow().pendingDeletion())
        .isTrue();
  }

  @Test
  void replicaOfARegionThatIsLeftStaysAsItIsUntilTheRegionIsRetired() {
    ResourceModel both = updated(in(), retiring(Set.of(), REGION, FRANKFURT, "us-east-1"));
    FakeKey replica = world.replica(FRANKFURT);

    ResourceModel left = updated(both, retiring(Set.of(), REGION, "us-east-1"));
    assertThat(replica.state).isEqualTo(KeyState.ENABLED);
    assertThat(world.replica(FRANKFURT)).isEqualTo(replica);

    ResourceModel tagged = left.toBuilder().tags(Set.of(new Tag("Team", "new"))).build();
    updated(left, tagged);
    assertThat(replica.tags).containsEntry("Team", "new");

    ResourceModel retired = retiring(Set.of(FRANKFURT), REGION, "us-east-1");
    updated(tagged, retired);
    assertThat(replica.state).isEqualTo(KeyState.PENDING_DELETION);
    assertThat(world.kms.aliasesOf(FRANKFURT)).isEmpty();
    assertThat(world.replica("us-east-1").state).isEqualTo(KeyState.ENABLED);
  }

  @Test
  void regionThatIsLeftComesBackToTheSameReplica() {
    ResourceModel both = updated(in(), retiring(Set.of(), FRANKFURT, "us-east-1"));
    String picture = world.aws.picture();

    ResourceModel left = updated(both, retiring(Set.of(), "us-east-1"));
    updated(left, both);

    assertThat(world.aws.picture()).isEqualTo(picture);
  }

  @Test
  void replicaOfARegionThatWasLeftGoesWithTheBucket() {
    ResourceModel one = updated(in(), retiring(Set.of(), FRANKFURT));
    FakeKey replica = world.replica(FRANKFURT);
    updated(one, retiring(Set.of()));

    assertThat(world.driver.delete(World.named(World.NAME)).getMessage()).isNull();

    assertThat(replica.pendingDeletion()).isTrue();
    assertThat(world.kms.allAliases()).isEmpty();
  }
}
