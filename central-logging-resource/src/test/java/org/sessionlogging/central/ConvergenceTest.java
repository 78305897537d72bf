package org.sessionlogging.central;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.central.World.NAME;
import static org.sessionlogging.central.World.REGION;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sessionlogging.domain.policy.PolicyDocument;
import org.sessionlogging.fakes.kms.FakeKey;
import org.sessionlogging.fakes.s3.FakeBucket;
import org.sessionlogging.fakes.store.AwsError;
import org.sessionlogging.fakes.store.Lag;
import software.amazon.awssdk.services.s3.model.BlockedEncryptionTypes;
import software.amazon.awssdk.services.s3.model.BucketLocationConstraint;
import software.amazon.awssdk.services.s3.model.EncryptionType;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleExpiration;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.LifecycleRuleFilter;
import software.amazon.awssdk.services.s3.model.ObjectOwnership;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.TransitionDefaultMinimumObjectSize;
import software.amazon.cloudformation.Action;
import software.amazon.cloudformation.proxy.ProgressEvent;

class ConvergenceTest {
  static final ResourceModel FULL =
      ResourceModel.builder()
          .bucketName(NAME)
          .organizationId("o-abcdefghij")
          .keyMode("TWO_KEYS")
          .replicaRegions(Set.of("eu-central-1", "us-east-1"))
          .keyRotationPeriodInDays(180)
          .keyDeletionWindowInDays(14)
          .accountPrefix("ENFORCED")
          .logPrefix("sessions/all")
          .onExistingBucket("FAIL")
          .versioningEnabled(true)
          .eventBridgeEnabled(false)
          .justInTimeAccess(false)
          .tags(Set.of(new Tag("Team", "platform"), new Tag("Cost", "4711")))
          .build();

  private final World world = new World();

  static Stream<ResourceModel> declarations() {
    List<ResourceModel> all = new ArrayList<>(List.of(FULL));
    for (String mode : List.of("ONE_KEY", "TWO_KEYS")) {
      for (Set<String> regions : List.of(Set.<String>of(), Set.of("us-east-1", "eu-north-1"))) {
        for (String prefix : new String[] {null, "sessions"}) {
          for (String accountPrefix : List.of("ENFORCED", "OPTIONAL")) {
            for (boolean versioning : new boolean[] {true, false}) {
              all.add(
                  FULL.toBuilder()
                      .keyMode(mode)
                      .replicaRegions(regions)
                      .logPrefix(prefix)
                      .accountPrefix(accountPrefix)
                      .versioningEnabled(versioning)
                      .tags(Set.of())
                      .build());
            }
          }
        }
      }
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("declarations")
  void whatIsCreatedReadsAsDeclaredAndASecondUpdateWritesNothing(ResourceModel declared) {
    ProgressEvent<ResourceModel, CallbackContext> created = world.driver.create(declared);
    assertThat(created.getMessage()).isNull();

    ResourceModel expected =
        declared.toBuilder()
            .bucketArn("arn:aws:s3:::" + NAME)
            .bucketKeyArn(world.bucketKey().arn)
            .sessionKeyArn(world.sessionKey().arn)
            .build();
    assertThat(created.getResourceModel()).isEqualTo(expected);
    assertThat(world.driver.read(World.named(NAME)).getResourceModel()).isEqualTo(expected);
    assertThat(world.bucketKey() == world.sessionKey())
        .isEqualTo(declared.getKeyMode().equals("ONE_KEY"));
    assertThat(world.kms.replicas(world.sessionKey()))
        .extracting(FakeKey::region)
        .containsExactlyInAnyOrderElementsOf(declared.getReplicaRegions());
    String picture = world.aws.picture();

    world.journal.forget();
    assertThat(world.driver.update(declared, declared).getResourceModel()).isEqualTo(expected);
    assertThat(world.journal.writes()).isEmpty();
    assertThat(world.aws.picture()).isEqualTo(picture);
  }

  @Test
  void emptyDeclarationGetsEveryDefault() {
    ProgressEvent<ResourceModel, CallbackContext> created =
        world.driver.create(ResourceModel.builder().build());

    assertThat(created.getResourceModel())
        .isEqualTo(
            ResourceModel.builder()
                .bucketName("session-logging-111122223333-eu-west-1-an")
                .organizationId("o-abcdefghij")
                .keyMode("TWO_KEYS")
                .replicaRegions(Set.of())
                .keyRotationPeriodInDays(365)
                .keyDeletionWindowInDays(30)
                .accountPrefix("ENFORCED")
                .versioningEnabled(true)
                .onExistingBucket("FAIL")
                .eventBridgeEnabled(false)
                .justInTimeAccess(false)
                .tags(Set.of())
                .bucketArn("arn:aws:s3:::session-logging-111122223333-eu-west-1-an")
                .bucketKeyArn(world.kms.keys.get(0).arn)
                .sessionKeyArn(world.kms.keys.get(1).arn)
                .build());
  }

  @Test
  void whatIsAlwaysOnIsOn() {
    world.driver.create(FULL);

    FakeBucket bucket = world.bucket();
    assertThat(bucket.encryption)
        .satisfies(
            rule -> {
              assertThat(rule.applyServerSideEncryptionByDefault().sseAlgorithm())
                  .isEqualTo(ServerSideEncryption.AWS_KMS);
              assertThat(rule.applyServerSideEncryptionByDefault().kmsMasterKeyID())
                  .isEqualTo(world.bucketKey().arn);
              assertThat(rule.bucketKeyEnabled()).isFalse();
              assertThat(rule.blockedEncryptionTypes().encryptionType())
                  .containsExactly(EncryptionType.SSE_C);
            });
    assertThat(bucket.ownership).isEqualTo(ObjectOwnership.BUCKET_OWNER_ENFORCED);
    assertThat(bucket.lifecycle)
        .singleElement()
        .satisfies(
            rule -> {
              assertThat(rule.status()).isEqualTo(ExpirationStatus.ENABLED);
              assertThat(rule.abortIncompleteMultipartUpload().daysAfterInitiation()).isEqualTo(7);
            });
    assertThat(world.kms.keys)
        .allSatisfy(
            key ->
                assertThat(key.tags)
                    .containsEntry("session-logging:bucket", NAME)
                    .containsEntry("session-logging:deletion-window", "14")
                    .containsEntry("Team", "platform"));
    assertThat(List.of(world.bucketKey(), world.sessionKey()))
        .allSatisfy(key -> assertThat(key.rotationDays).isEqualTo(180));
    assertThat(world.bucketKey().multiRegion()).isFalse();
    assertThat(world.sessionKey().multiRegion()).isTrue();
    PolicyDocument policy = PolicyDocument.parse(bucket.policy);
    assertThat(policy.statement("MembersWriteLogs").orElseThrow().resources())
        .containsExactly("arn:aws:s3:::central-logs/sessions/all/${aws:PrincipalAccount}/*");
    assertThat(policy.statement("RefusePlainHttp")).isPresent();
  }

  @Test
  void inNorthernVirginiaTheRegionIsNoConstraint() {
    assertThat(world.driver("us-east-1", Map.of()).create(World.named(NAME)).isSuccess()).isTrue();
    assertThat(world.bucket().region).isEqualTo("us-east-1");
  }

  @Test
  void regionThatTheSdkDoesNotKnowIsAPlaceForABucket() {
    assertThat(BucketLocationConstraint.knownValues())
        .noneMatch(it -> it.toString().equals("eusc-de-east-1"));

    ProgressEvent<ResourceModel, CallbackContext> end =
        world.driver("eusc-de-east-1", Map.of()).create(World.named(NAME));

    assertThat(end.getMessage()).isNull();
    assertThat(world.bucket().region).isEqualTo("eusc-de-east-1");
  }

  @Test
  void tagsOfTheStackAreOnEverythingAndTheResourcesOwnWin() {
    world
        .driver(REGION, Map.of("Team", "stack", "Stage", "production"))
        .create(FULL.toBuilder().tags(Set.of(new Tag("Team", "platform"))).build());

    assertThat(world.bucket().tags)
        .containsEntry("Team", "platform")
        .containsEntry("Stage", "production");
    assertThat(world.kms.keys)
        .hasSize(4)
        .allSatisfy(
            key ->
                assertThat(key.tags)
                    .containsEntry("Team", "platform")
                    .containsEntry("Stage", "production"));
  }

  @Test
  void bucketKeysThatS3DoesNotMentionAreOff() {
    world.driver.create(FULL);
    world.bucket().encryption =
        world.bucket().encryption.toBuilder().bucketKeyEnabled(null).build();
    world.journal.forget();

    assertThat(world.driver.update(FULL, FULL).getMessage()).isNull();

    assertThat(world.journal.writes()).isEmpty();
  }

  @Test
  void blockedEncryptionTypesThatAPartitionKeepsToItselfAreWrittenOnceAndLeft() {
    world.driver.create(FULL);
    world.journal.forget();
    world.journal.beforeEach(
        () ->
            world.bucket().encryption =
                world.bucket().encryption.toBuilder()
                    .blockedEncryptionTypes((BlockedEncryptionTypes) null)
                    .build());

    assertThat(world.driver.update(FULL, FULL).getMessage()).isNull();

    assertThat(world.journal.writes()).containsExactly("s3 PutBucketEncryption");
  }

  @Test
  void everythingDeclaredCanChangeInPlace() {
    world.driver.create(FULL);
    ResourceModel other =
        FULL.toBuilder()
            .replicaRegions(Set.of("eu-central-1"))
            .keyRotationPeriodInDays(90)
            .keyDeletionWindowInDays(7)
            .accountPrefix("OPTIONAL")
            .versioningEnabled(false)
            .onExistingBucket("ADOPT")
            .tags(Set.of(new Tag("Team", "logs")))
            .build();

    ResourceModel changed = world.driver.update(FULL, other).getResourceModel();

    assertThat(changed)
        .isEqualTo(
            other.toBuilder()
                .bucketArn("arn:aws:s3:::" + NAME)
                .bucketKeyArn(world.bucketKey().arn)
                .sessionKeyArn(world.sessionKey().arn)
                .build());
    assertThat(world.driver.update(other, FULL).isSuccess()).isTrue();
    assertThat(world.driver.read(World.named(NAME)).getResourceModel().getReplicaRegions())
        .isEqualTo(FULL.getReplicaRegions());
  }

  @Test
  void lifecycleRulesOfSomebodyElseSurvive() {
    world.driver.create(FULL);
    LifecycleRule theirs =
        LifecycleRule.builder()
            .id("their-rule")
            .status(ExpirationStatus.ENABLED)
            .filter(LifecycleRuleFilter.builder().prefix("old/").build())
            .expiration(LifecycleExpiration.builder().days(400).build())
            .build();
    world.bucket().lifecycle = List.of(theirs);
    world.bucket().transitionMinimum = TransitionDefaultMinimumObjectSize.VARIES_BY_STORAGE_CLASS;

    world.driver.update(FULL, FULL);

    assertThat(world.bucket().lifecycle).hasSize(2).contains(theirs);
    assertThat(world.bucket().transitionMinimum)
        .isEqualTo(TransitionDefaultMinimumObjectSize.VARIES_BY_STORAGE_CLASS);
  }

  @Test
  void ourLifecycleRuleInAnotherSpellingIsTheSame() {
    world.driver.create(FULL);
    LifecycleRule ours = world.bucket().lifecycle.get(0);
    world.bucket().lifecycle =
        List.of(ours.toBuilder().filter(LifecycleRuleFilter.builder().build()).build());
    world.journal.forget();

    world.driver.update(FULL, FULL);

    assertThat(world.journal.writes()).isEmpty();
  }

  @Test
  void tagsOfAwsOnTheBucketSurviveAndAreHidden() {
    world.driver.create(FULL);
    world.bucket().tags.put("aws:backup:source", "vault");

    ProgressEvent<ResourceModel, CallbackContext> end =
        world.driver.update(FULL, FULL.toBuilder().tags(Set.of(new Tag("Team", "logs"))).build());

    assertThat(end.getResourceModel().getTags()).containsExactly(new Tag("Team", "logs"));
    assertThat(world.bucket().tags)
        .containsOnlyKeys(
            "Team",
            "aws:backup:source",
            "session-logging:type",
            "session-logging:key-mode",
            "session-logging:origin",
            "session-logging:log-prefix",
            "session-logging:request")
        .containsEntry("aws:backup:source", "vault")
        .containsEntry("Team", "logs");
  }

  @Test
  void createThroughStaleReadsAndALaggingIndexMakesEveryKeyOnce() {
    world.aws.lag(
        ((Lag) api -> api.startsWith("s3 Get") ? 1 : 0)
            .and("kms DescribeKey", 3)
            .and("resourcegroupstaggingapi GetResources", 100));
    // That a late replica is made once is a case of the lag law.
    ResourceModel declared = FULL.toBuilder().replicaRegions(Set.of()).build();

    assertThat(world.driver.create(declared).getMessage()).isNull();

    assertThat(world.kms.keys).hasSize(2).noneMatch(FakeKey::pendingDeletion);
    assertThat(world.journal.calls()).filteredOn("kms CreateKey"::equals).hasSize(2);
    assertThat(world.driver.read(World.named(NAME)).isSuccess()).isTrue();
  }

  @Test
  void keyWhoseAliasIsRefusedForAMomentIsTakenBackAndNotMadeAgain() {
    world.journal.failNext(
        "kms CreateAlias", AwsError.of(400, "ThrottlingException", "Rate exceeded"));

    assertThat(world.driver.create(FULL).getMessage()).isNull();

    assertThat(world.kms.keys).hasSize(4).noneMatch(FakeKey::pendingDeletion);
  }

  @Test
  void everyWriteThrottledOnceEndsInSuccess() {
    for (String call :
        List.of(
            "s3 CreateBucket",
            "s3 PutBucketVersioning",
            "s3 PutBucketLifecycleConfiguration",
            "s3 PutBucketTagging",
            "s3 PutBucketEncryption",
            "s3 PutBucketPolicy",
            "kms CreateKey",
            "kms CreateAlias",
            "kms EnableKeyRotation",
            "kms ReplicateKey")) {
      world.journal.failNext(
          call, AwsError.of(503, "SlowDown", "Please reduce your request rate."));
    }

    ProgressEvent<ResourceModel, CallbackContext> seen =
        world.driver.once(Action.CREATE, FULL, null, null);
    ProgressEvent<ResourceModel, CallbackContext> throttled =
        world.driver.once(Action.CREATE, FULL, null, seen.getCallbackContext());
    assertThat(throttled.isInProgress()).isTrue();
    assertThat(throttled.getCallbackDelaySeconds()).isPositive();
    assertThat(world.s3.buckets).isEmpty();

    assertThat(world.driver.create(FULL).isSuccess()).isTrue();
    assertThat(world.bucket().policy).isNotNull();
  }

  @Test
  void replicasInAllRegionsAreMadeInOneOperation() {
    Set<String> regions =
        Set.copyOf(Stream.iterate(1, it -> it + 1).limit(40).map(it -> "xx-east-" + it).toList());

    ProgressEvent<ResourceModel, CallbackContext> end =
        world.driver.create(FULL.toBuilder().replicaRegions(regions).build());

    assertThat(end.getMessage()).isNull();
    assertThat(world.kms.replicas(world.sessionKey())).hasSize(40);
  }
}
