package org.sessionlogging.central;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.central.ConvergenceTest.FULL;
import static org.sessionlogging.central.World.NAME;
import static org.sessionlogging.central.World.REGION;
import static org.sessionlogging.central.World.alias;
import static org.sessionlogging.central.World.foreignKey;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessionlogging.fakes.Meanwhile;
import org.sessionlogging.fakes.kms.FakeKey;
import org.sessionlogging.fakes.store.AwsError;
import org.sessionlogging.fakes.store.Lag;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.ProgressEvent;

/** What is this resource's, and what is done with what can't be proven to be. */
class ProofTest {
  private static final String THEIRS = "Owner";

  private final World world = new World();

  /** As a tagging tool does: PutBucketTagging replaces all tags. */
  private void replaceTags() {
    world.bucket().tags.clear();
    world.bucket().tags.put(THEIRS, "tool");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ONE_KEY", "TWO_KEYS"})
  void deleteOfABucketWhoseTagsWereReplacedTouchesNothingWhileALogIsInIt(String mode) {
    world.driver.create(FULL.toBuilder().keyMode(mode).build());
    replaceTags();
    world.bucket().add("111122223333/eu-west-1/a.log");
    String picture = world.aws.picture();
    world.journal.forget();

    ProgressEvent<ResourceModel, CallbackContext> end = world.driver.delete(World.named(NAME));

    assertThat(end.getErrorCode()).isEqualTo(HandlerErrorCode.ResourceConflict);
    assertThat(end.getMessage()).contains("it holds logs", "--retain-resources");
    assertThat(world.journal.writes()).isEmpty();
    assertThat(world.aws.picture()).isEqualTo(picture);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ONE_KEY", "TWO_KEYS"})
  void emptyBucketWhoseTagsWereReplacedIsDeletedWithItsKeys(String mode) {
    world.driver.create(FULL.toBuilder().keyMode(mode).build());
    replaceTags();

    assertThat(world.driver.delete(World.named(NAME)).getMessage()).isNull();

    DeleteTest.assertNothingIsLeftButWaitingKeys(world);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ONE_KEY", "TWO_KEYS"})
  void updatePutsTheTagsBackThatATaggingToolHasReplaced(String mode) {
    ResourceModel declared = FULL.toBuilder().keyMode(mode).build();
    ResourceModel created = world.driver.create(declared).getResourceModel();
    replaceTags();

    ResourceModel read = world.driver.read(World.named(NAME)).getResourceModel();
    assertThat(read.toBuilder().tags(created.getTags()).build()).isEqualTo(created);

    assertThat(world.driver.update(declared, declared).getResourceModel()).isEqualTo(created);
    assertThat(world.bucket().tags)
        .containsEntry("session-logging:type", "central")
        .containsEntry("session-logging:key-mode", mode)
        .containsEntry("Team", "platform")
        .doesNotContainKey(THEIRS);
  }

  @Test
  void createOnAReplacedTagStillRefusesTheName() {
    world.driver.create(FULL);
    replaceTags();

    ProgressEvent<ResourceModel, CallbackContext> end = world.driver.create(FULL);

    assertThat(end.getErrorCode()).isEqualTo(HandlerErrorCode.AlreadyExists);
    assertThat(end.getResourceModel()).isNull();
  }

  @Test
  void withNeitherProofNothingIsDoneAndTheMessageSaysWhichTagToPutBack() {
    world.driver.create(FULL);
    replaceTags();
    world.kms.unname(REGION, alias("bucket"));
    String picture = world.aws.picture();
    world.journal.forget();

    assertUnproven(world.driver.delete(World.named(NAME)));
    assertUnproven(world.driver.update(FULL, FULL));

    assertThat(world.driver.read(World.named(NAME)).getErrorCode())
        .isEqualTo(HandlerErrorCode.NotFound);
    assertThat(world.journal.writes()).isEmpty();
    assertThat(world.aws.picture()).isEqualTo(picture);

    world.bucket().tags.put("session-logging:type", "central");
    assertThat(world.driver.delete(World.named(NAME)).getMessage()).isNull();
    DeleteTest.assertNothingIsLeftButWaitingKeys(world);
  }

  private static void assertUnproven(ProgressEvent<ResourceModel, CallbackContext> end) {
    assertThat(end.getErrorCode()).isEqualTo(HandlerErrorCode.ResourceConflict);
    assertThat(end.getMessage())
        .contains(NAME, "session-logging:type", "central", "--retain-resources");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ONE_KEY", "TWO_KEYS"})
  void theTagOfTheRemedyAloneSaysEverything(String mode) {
    ResourceModel declared = FULL.toBuilder().keyMode(mode).build();
    ResourceModel created = world.driver.create(declared).getResourceModel();
    for (boolean named : new boolean[] {true, false}) {
      replaceTags();
      world.bucket().tags.put("session-logging:type", "central");
      if (!named) {
        world.kms.unname(REGION, alias("bucket"));
      }

      ResourceModel read = world.driver.read(World.named(NAME)).getResourceModel();
      assertThat(read.toBuilder().tags(created.getTags()).build()).isEqualTo(created);

      assertThat(world.driver.update(declared, declared).getResourceModel()).isEqualTo(created);
      assertThat(world.bucket().tags).containsEntry("session-logging:key-mode", mode);
      assertThat(world.kms.named(REGION, alias("bucket"))).isPresent();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ONE_KEY", "TWO_KEYS"})
  void bucketThatSomebodyEncryptsWithAnotherKeyIsProvenByItsTagsAlone(String mode) {
    ResourceModel declared = FULL.toBuilder().keyMode(mode).build();
    world.driver.create(declared);
    ServerSideEncryptionRule ours = world.bucket().encryption;
    world.bucket().encryption =
        ours.toBuilder()
            .applyServerSideEncryptionByDefault(
                it ->
                    it.sseAlgorithm("aws:kms").kmsMasterKeyID(World.foreignKey(world, "us-west-2")))
            .build();
    Map<String, String> tags = Map.copyOf(world.bucket().tags);
    replaceTags();
    String picture = world.aws.picture();

    assertUnproven(world.driver.update(declared, declared));
    assertUnproven(world.driver.delete(World.named(NAME)));
    assertThat(world.aws.picture()).isEqualTo(picture);

    world.bucket().tags.put("session-logging:type", "central");
    assertThat(world.driver.update(declared, declared).getMessage()).isNull();
    assertThat(world.bucket().encryption).isEqualTo(ours);
    world.bucket().tags.put("session-logging:request", tags.get("session-logging:request"));
    assertThat(world.bucket().tags).isEqualTo(tags);
  }

  @Test
  void creationWhoseTagsAreReplacedWhileItIsUnderWayGoesOnAndPutsThemBack() {
    world.driver.create(FULL);
    List<String> calls = world.journal.calls();
    int seen = calls.indexOf("s3 PutPublicAccessBlock");
    int proven = seen < 0 ? calls.indexOf("kms CreateKey") : seen;
    for (boolean all : new boolean[] {true, false}) {
      for (int call = proven; call < calls.size(); call++) {
        World other = new World();
        AtomicInteger calling = new AtomicInteger();
        int moment = call;
        other.journal.beforeEach(
            () -> {
              if (calling.getAndIncrement() == moment) {
                if (all) {
                  other.bucket().tags.clear();
                  other.bucket().tags.put(THEIRS, "tool");
                } else {
                  other.bucket().tags.remove("session-logging:request");
                }
              }
            });

        ProgressEvent<ResourceModel, CallbackContext> end = other.driver.create(FULL);

        assertThat(end.getMessage()).isNull();
        assertThat(other.kms.stayingKeys()).hasSize(4);
        other.driver.delete(World.named(NAME));
        DeleteTest.assertNothingIsLeftButWaitingKeys(other);
      }
    }
  }

  @Test
  void bucketThatWasNeverOursIsNeitherChangedNorDeleted() {
    world.s3.add(NAME, World.ACCOUNT, REGION, Map.of("Team", "other"));
    String picture = world.aws.picture();

    assertUnproven(world.driver.delete(World.named(NAME)));
    assertUnproven(world.driver.update(FULL, FULL));

    assertThat(world.aws.picture()).isEqualTo(picture);
  }

  @Test
  void bucketInPlaceOfOursKeepsTheKeysFromBeingDeleted() {
    world.driver.create(FULL);
    world.s3.add(NAME, World.ACCOUNT, REGION, Map.of("Team", "other"));
    String picture = world.aws.picture();

    assertUnproven(world.driver.delete(World.named(NAME)));

    assertThat(world.aws.picture()).isEqualTo(picture);
  }

  @Test
  void bucketThatAppearsWhileOursIsDeletedKeepsTheKeysFromBeingDeleted() {
    world.driver.create(FULL);
    Meanwhile somebodyElse =
        Meanwhile.before(
            "s3 DeleteBucket",
            () -> {
              world.s3.buckets.remove(NAME);
              world.s3.add(NAME, World.ACCOUNT, REGION, Map.of("Team", "other"));
              world.bucket().add("their.txt");
            });

    ProgressEvent<ResourceModel, CallbackContext> end =
        world.driver(somebodyElse).delete(World.named(NAME));

    assertThat(end.isFailed()).isTrue();
    assertThat(world.bucket().versions).containsValue("their.txt");
    assertThat(world.kms.stayingKeys()).hasSize(4);
  }

  @Test
  void tagsThatShowLateAreNotTakenForMissing() {
    world.driver.create(FULL);
    world.bucket().tags.clear();
    world.kms.unname(REGION, alias("bucket"));
    world.aws.lag(Lag.of("s3 GetBucketTagging", 3));
    software.amazon.awssdk.services.s3.model.Tag type =
        software.amazon.awssdk.services.s3.model.Tag.builder()
            .key("session-logging:type")
            .value("central")
            .build();
    world
        .aws
        .s3(REGION)
        .putBucketTagging(it -> it.bucket(NAME).tagging(tags -> tags.tagSet(List.of(type))));

    assertThat(world.driver.delete(World.named(NAME)).getMessage()).isNull();

    DeleteTest.assertNothingIsLeftButWaitingKeys(world);
  }

  @Test
  void noAnswerAboutTheBucketIsTakenForItsAbsence() {
    world.driver.create(FULL);
    String picture = world.aws.picture();
    for (int status : new int[] {400, 403}) {
      world.journal.failAlways("s3 HeadBucket", AwsError.withoutBody(status));

      ProgressEvent<ResourceModel, CallbackContext> end = world.driver.delete(World.named(NAME));

      assertThat(end.isFailed()).isTrue();
      assertThat(end.getMessage()).contains("s3 HeadBucket failed");
      assertThat(world.aws.picture()).isEqualTo(picture);
    }
  }

  @Test
  void foreignKeyUnderOurAliasIsRefusedOnTheWayUpBeforeABucketIsMade() {
    for (String purpose : new String[] {"bucket", "session"}) {
      for (String mode : new String[] {"ONE_KEY", "TWO_KEYS"}) {
        World other = new World();
        String foreign = foreignKey(other, REGION);
        other.kms.name(REGION, alias(purpose), foreign);
        String picture = other.aws.picture();

        ProgressEvent<ResourceModel, CallbackContext> end =
            other.driver.create(FULL.toBuilder().keyMode(mode).build());

        assertThat(end.getErrorCode()).isEqualTo(HandlerErrorCode.ResourceConflict);
        assertThat(end.getMessage()).contains(foreign, "session-logging:bucket", "kms DeleteAlias");
        assertThat(end.getResourceModel()).isNull();
        assertThat(other.aws.picture()).isEqualTo(picture);
      }
    }
  }

  @Test
  void foreignKeyUnderOurAliasLosesNothingButTheAliasOnTheWayDown() {
    world.driver.create(FULL);
    FakeKey ours = world.bucketKey();
    String id = foreignKey(world, REGION);
    FakeKey foreign = world.kms.key(REGION, id).orElseThrow();
    foreign.tags.put("Team", "other");
    foreign.state = KeyState.DISABLED;
    String policy = foreign.policy;
    world.kms.keys.remove(ours);
    world.kms.name(REGION, alias("bucket"), id);

    assertThat(world.driver.delete(World.named(NAME)).getMessage()).isNull();

    assertThat(world.kms.allAliases()).isEmpty();
    assertThat(world.kms.stayingKeys()).containsExactly(foreign);
    assertThat(foreign.state).isEqualTo(KeyState.DISABLED);
    assertThat(foreign.policy).isEqualTo(policy);
    assertThat(foreign.tags).containsOnlyKeys("Team");
  }

  @Test
  void keyThatLostItsTagsIsRefusedWithTheTagsToPutBackAndNeverDeleted() {
    world.driver.create(FULL);
    FakeKey key = world.bucketKey();
    Map<String, String> tags = Map.copyOf(key.tags);
    key.tags.clear();
    String picture = world.aws.picture();

    ProgressEvent<ResourceModel, CallbackContext> refused = world.driver.update(FULL, FULL);

    assertThat(refused.getErrorCode()).isEqualTo(HandlerErrorCode.ResourceConflict);
    assertThat(refused.getMessage())
        .contains(key.arn, "session-logging:bucket=central-logs", "session-logging:key=bucket");
    assertThat(world.aws.picture()).isEqualTo(picture);
    key.tags.put("session-logging:bucket", NAME);
    key.tags.put("session-logging:key", "bucket");
    assertThat(world.driver.update(FULL, FULL).getMessage()).isNull();
    key.tags.put("session-logging:request", tags.get("session-logging:request"));
    assertThat(key.tags).isEqualTo(tags);

    key.tags.clear();
    assertThat(world.driver.delete(World.named(NAME)).getMessage()).isNull();
    assertThat(world.kms.stayingKeys()).containsExactly(key);
  }

  @Test
  void indexThatNamesAKeyWhichIsNoLongerOursIsNotBelieved() {
    world.driver.create(FULL);
    FakeKey key = world.bucketKey();
    world.aws.lag(Lag.of("resourcegroupstaggingapi GetResources", 1_000));
    world
        .kms(REGION)
        .untagResource(it -> it.keyId(key.id()).tagKeys("session-logging:bucket", "Team"));

    assertThat(world.driver.delete(World.named(NAME)).getMessage()).isNull();

    assertThat(world.kms.stayingKeys()).containsExactly(key);
  }

  @Test
  void olderKeyOfTheBucketThatNoAliasLeadsToMayStillBeNeededAndStays() {
    world.driver.create(FULL);
    FakeKey old = world.bucketKey();
    String newer =
        world
            .kms(REGION)
            .createKey(it -> it.multiRegion(false).policy(old.policy))
            .keyMetadata()
            .keyId();
    world.kms.key(REGION, newer).orElseThrow().tags.putAll(old.tags);
    world.kms.name(REGION, alias("bucket"), newer);

    assertThat(world.driver.update(FULL, FULL).getMessage()).isNull();

    assertThat(old.state).isEqualTo(KeyState.ENABLED);
    assertThat(world.bucket().encryption.applyServerSideEncryptionByDefault().kmsMasterKeyID())
        .endsWith(newer);
  }
}
