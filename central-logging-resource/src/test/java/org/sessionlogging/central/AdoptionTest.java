package org.sessionlogging.central;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.central.World.NAME;
import static org.sessionlogging.central.World.REGION;
import static org.sessionlogging.central.World.alias;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessionlogging.central.ResourceModel.ResourceModelBuilder;
import org.sessionlogging.fakes.kms.FakeKey;
import org.sessionlogging.fakes.s3.FakeBucket;
import org.sessionlogging.fakes.store.AwsError;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.EventBridgeConfiguration;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.LifecycleRuleFilter;
import software.amazon.awssdk.services.s3.model.LoggingEnabled;
import software.amazon.awssdk.services.s3.model.NotificationConfiguration;
import software.amazon.awssdk.services.s3.model.ObjectLockConfiguration;
import software.amazon.awssdk.services.s3.model.ObjectLockEnabled;
import software.amazon.awssdk.services.s3.model.ObjectOwnership;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.ProgressEvent;

/** A bucket that is there is taken over, and given back. */
class AdoptionTest {
  private static final ResourceModel ADOPT = ByHand.adopting(NAME);
  private static final ResourceModel MOVED = ADOPT.toBuilder().onExistingBucket("FAIL").build();

  private final World world = new World();

  private FakeBucket byHand() {
    return ByHand.bucket(world.aws, NAME, REGION);
  }

  private ResourceModel adopted() {
    ProgressEvent<ResourceModel, CallbackContext> end = world.driver.create(ADOPT);
    assertThat(end.getMessage()).isNull();
    return end.getResourceModel();
  }

  private static String key(FakeBucket bucket) {
    return bucket.encryption.applyServerSideEncryptionByDefault().kmsMasterKeyID();
  }

  private void assertReleased() {
    assertThat(world.bucket().tags.keySet()).noneMatch(it -> it.startsWith("session-logging:"));
    assertThat(world.bucket().lifecycle).extracting(LifecycleRule::id).containsExactly(ByHand.RULE);
    assertThat(world.bucket().versions).containsValue(ByHand.LOG);
    assertThat(world.kms.stayingKeys())
        .filteredOn(it -> it.tags.containsKey("session-logging:bucket"))
        .hasSize(2)
        .allSatisfy(
            it -> assertThat(it.tags).containsEntry("session-logging:bucket-origin", "released"));
    assertThat(world.kms.allAliases()).hasSize(2);
    assertThat(world.driver.read(World.named(NAME)).getErrorCode())
        .isEqualTo(HandlerErrorCode.NotFound);
    assertThat(world.driver.list(null).getResourceModels()).isEmpty();
    String picture = world.aws.picture();
    assertThat(world.driver.delete(World.named(NAME)).getErrorCode())
        .isEqualTo(HandlerErrorCode.NotFound);
    assertThat(world.driver.update(ADOPT, ADOPT).getErrorCode())
        .isEqualTo(HandlerErrorCode.NotFound);
    assertThat(world.aws.picture()).isEqualTo(picture);
  }

  @Test
  void bucketThatWasMadeByHandIsTakenOverAndGoesOnWithItsKey() {
    FakeBucket bucket = byHand();
    String former = key(bucket);

    ResourceModel created = adopted();

    assertThat(bucket.tags)
        .containsEntry("Owner", "operations")
        .containsEntry("Team", "platform")
        .containsEntry("session-logging:type", "central")
        .containsEntry("session-logging:origin", "adopted")
        .containsEntry("session-logging:former-encryption", former);
    assertThat(key(bucket)).isEqualTo(former);
    assertThat(bucket.policy).contains(former, created.getBucketKeyArn());
    assertThat(bucket.ownership).isEqualTo(ObjectOwnership.BUCKET_OWNER_ENFORCED);
    assertThat(bucket.versioning).isEqualTo(BucketVersioningStatus.ENABLED);
    assertThat(bucket.publicAccess.restrictPublicBuckets()).isTrue();
    assertThat(bucket.lifecycle)
        .extracting(LifecycleRule::id)
        .containsExactlyInAnyOrder(ByHand.RULE, "session-logging-unfinished-uploads");
    assertThat(created.getOnExistingBucket()).isEqualTo("ADOPT");
    assertThat(created.getTags()).isEqualTo(ADOPT.getTags());
    assertThat(world.driver.read(World.named(NAME)).getResourceModel()).isEqualTo(created);
    assertThat(world.driver.list(null).getResourceModels()).hasSize(1);
    assertThat(world.driver.log())
        .anySatisfy(it -> assertThat(it).startsWith("bucket policy: changed from ").contains("]}"));
  }

  @Test
  void updateThatTakesAdoptOutSwitchesToTheBucketKeyAndGoesOnToLetTheFormerOnePass() {
    FakeBucket bucket = byHand();
    String former = key(bucket);
    ResourceModel created = adopted();

    ResourceModel moved = world.driver.update(ADOPT, MOVED).getResourceModel();

    assertThat(key(bucket)).isEqualTo(created.getBucketKeyArn());
    assertThat(bucket.encryption.bucketKeyEnabled()).isFalse();
    assertThat(bucket.policy).contains(former);
    assertThat(moved.getOnExistingBucket()).isEqualTo("FAIL");
    assertThat(bucket.tags).containsEntry("session-logging:origin", "adopted");

    bucket.tags.remove("session-logging:former-encryption");
    world.driver.update(MOVED, MOVED);
    assertThat(bucket.policy).doesNotContain(former);

    world.driver.update(MOVED, ADOPT);
    assertThat(key(bucket)).isEqualTo(created.getBucketKeyArn());
  }

  @Test
  void nothingOfTheBucketIsWrittenButWhatTheGuideSays() throws IOException {
    byHand();
    adopted();
    world.driver.update(ADOPT, MOVED);
    Set<String> written =
        world.journal.writes().stream()
            .filter(it -> it.startsWith("s3 "))
            .map(it -> it.substring(3))
            .collect(Collectors.toSet());

    String guide =
        Files.readString(
            Path.of(System.getProperty("basedir", "."), "..", "docs", "from-the-article.md"));
    String table = guide.split("### What adoption changes", 2)[1].split("\n### ", 2)[0];
    Set<String> listed =
        Pattern.compile("(?m)^\\| `(Put\\w+)`")
            .matcher(table)
            .results()
            .map(it -> it.group(1))
            .collect(Collectors.toSet());
    assertThat(listed).containsAll(written);
    listed.removeAll(written);
    // Where it is declared.
    assertThat(listed)
        .containsExactlyInAnyOrder(
            "PutObjectLockConfiguration", "PutBucketLogging", "PutBucketNotificationConfiguration");
  }

  @Test
  void bucketGoesOnWithItsKeyForGoodWhereThatIsGiven() {
    FakeBucket bucket = byHand();
    String given = key(bucket);
    ResourceModel keeping = ADOPT.toBuilder().existingBucketKeyArn(given).build();

    assertThat(world.driver.create(keeping).getMessage()).isNull();

    assertThat(key(bucket)).isEqualTo(given);
    assertThat(world.driver.read(World.named(NAME)).getResourceModel().getExistingBucketKeyArn())
        .isEqualTo(given);
    assertThat(world.driver.delete(World.named(NAME)).getMessage()).isNull();
    assertThat(world.driver.read(World.named(NAME)).getErrorCode())
        .isEqualTo(HandlerErrorCode.NotFound);
    assertThat(world.driver.delete(World.named(NAME)).getErrorCode())
        .isEqualTo(HandlerErrorCode.NotFound);
    assertThat(world.kms.keys).noneMatch(FakeKey::pendingDeletion);
    assertThat(key(bucket)).isEqualTo(given);
  }

  @Test
  void bucketWithGivenKeysAloneWhoseTagsWereReplacedIsRefusedUntilTheyAreThereAgain() {
    FakeBucket bucket = byHand();
    ResourceModel given =
        ADOPT.toBuilder()
            .existingBucketKeyArn(key(bucket))
            .existingSessionKeyArn(Given.key(world.aws, Given.arn(Given.STRANGER, REGION, 4)).arn)
            .build();
    assertThat(world.driver.create(given).getMessage()).isNull();
    bucket.tags.keySet().removeIf(it -> it.startsWith("session-logging:"));
    String picture = world.aws.picture();

    for (ProgressEvent<ResourceModel, CallbackContext> end :
        List.of(world.driver.update(given, given), world.driver.delete(given))) {
      assertThat(end.getErrorCode()).isEqualTo(HandlerErrorCode.ResourceConflict);
      assertThat(end.getMessage()).contains("session-logging:type", "session-logging:origin");
    }

    assertThat(world.aws.picture()).isEqualTo(picture);
    bucket.tags.put("session-logging:type", "central");
    bucket.tags.put("session-logging:origin", "adopted");
    assertThat(world.driver.update(given, given).getMessage()).isNull();
    assertThat(world.driver.delete(given).getMessage()).isNull();
    assertThat(bucket.lifecycle).extracting(LifecycleRule::id).containsExactly(ByHand.RULE);
    assertThat(world.driver.delete(given).getErrorCode()).isEqualTo(HandlerErrorCode.NotFound);
  }

  @Test
  void bucketWhoseTagsWereReplacedGoesOnWithItsKeyUntilItIsMoved() {
    FakeBucket bucket = byHand();
    String former = key(bucket);
    adopted();
    bucket.tags.keySet().removeIf(it -> it.startsWith("session-logging:"));
    assertThat(world.driver.update(ADOPT, ADOPT).getMessage())
        .contains("session-logging:type", "session-logging:origin");
    bucket.tags.put("session-logging:type", "central");
    bucket.tags.put("session-logging:origin", "adopted");

    assertThat(world.driver.update(ADOPT, ADOPT).getMessage()).isNull();

    assertThat(key(bucket)).isEqualTo(former);
    world.driver.update(ADOPT, MOVED);
    assertThat(key(bucket)).isEqualTo(world.bucketKey().arn);
    assertThat(bucket.policy).contains(former);
  }

  @Test
  void keysThatWereReplacedGoOnToSayThatTheBucketWasTakenOver() {
    FakeBucket bucket = byHand();
    String found = key(bucket);
    adopted();
    ResourceModel given =
        ADOPT.toBuilder()
            .existingBucketKeyArn(found)
            .existingSessionKeyArn(Given.key(world.aws, Given.arn(Given.STRANGER, REGION, 4)).arn)
            .build();
    Given.letMembersIn(world.aws, found);
    assertThat(world.driver.update(ADOPT, given).getMessage()).isNull();
    bucket.tags.remove("session-logging:origin");

    assertThat(world.driver.update(given, given).getMessage()).isNull();

    assertThat(bucket.tags)
        .containsEntry("session-logging:origin", "adopted")
        .containsEntry("Owner", "operations");
  }

  @Test
  @SuppressWarnings("deprecation") // Rules of before 2016 are of that form.
  void rulesOfTheOlderFormStayWithWhatTheyMean() {
    FakeBucket bucket = byHand();
    LifecycleRule found = bucket.lifecycle.get(0);
    bucket.lifecycle =
        List.of(found.toBuilder().filter((LifecycleRuleFilter) null).prefix("old/").build());

    adopted();

    assertThat(bucket.lifecycle).hasSize(2).contains(found);
    assertThat(world.driver.delete(World.named(NAME)).getMessage()).isNull();
    assertThat(bucket.lifecycle).containsExactly(found);
  }

  @Test
  void secondApplyOfAnAdoptedBucketWritesNothing() {
    byHand();
    adopted();
    world.journal.forget();

    world.driver.update(ADOPT, ADOPT);

    assertThat(world.journal.writes()).isEmpty();
  }

  @Test
  void whatTheAdoptedBucketLosesByHandIsPutBack() {
    FakeBucket bucket = byHand();
    ResourceModel created = adopted();
    String picture = world.aws.picture();
    bucket.policy = null;
    bucket.publicAccess = null;
    bucket.tags.remove("session-logging:origin");
    bucket.tags.remove("Team");
    bucket.tags.put("Drift", "x");
    bucket.versioning = BucketVersioningStatus.SUSPENDED;

    assertThat(world.driver.update(ADOPT, ADOPT).getResourceModel()).isEqualTo(created);

    assertThat(world.aws.picture()).isEqualTo(picture);
  }

  @Test
  void tagsThatWereFoundStayWhateverIsDeclared() {
    FakeBucket bucket = byHand();
    bucket.tags.put("Team", "theirs");
    adopted();
    assertThat(bucket.tags).containsEntry("Team", "platform");

    ResourceModel without = ADOPT.toBuilder().tags(Set.of()).build();
    world.driver.update(ADOPT, without);
    assertThat(bucket.tags).doesNotContainKey("Team").containsEntry("Owner", "operations");

    bucket.tags.keySet().removeIf(it -> it.startsWith("session-logging:found-tags"));
    world.driver.update(without, ADOPT);
    assertThat(bucket.tags).containsEntry("Team", "platform").containsEntry("Owner", "operations");
    assertThat(world.driver.read(World.named(NAME)).getResourceModel().getTags())
        .isEqualTo(ADOPT.getTags());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void deletionGivesTheBucketBackEvenAnEmptyOne(boolean empty) {
    FakeBucket bucket = byHand();
    adopted();
    world.driver.update(ADOPT, MOVED);
    if (empty) {
      bucket.versions.clear();
    }
    String policy = bucket.policy;
    ServerSideEncryptionRule encryption = bucket.encryption;

    assertThat(world.driver.delete(World.named(NAME)).getMessage()).isNull();

    if (empty) {
      bucket.add(ByHand.LOG);
    }
    assertReleased();
    assertThat(bucket.policy).isEqualTo(policy);
    assertThat(bucket.encryption).isEqualTo(encryption);
    assertThat(bucket.versioning).isEqualTo(BucketVersioningStatus.ENABLED);
    assertThat(bucket.tags).containsEntry("Owner", "operations");
    assertThat(world.driver.log()).anySatisfy(it -> assertThat(it).contains("given back"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bucket", "origin", "keys"})
  void bucketWhoseTagsWereReplacedIsGivenBackAllTheSame(String lost) {
    FakeBucket bucket = byHand();
    adopted();
    world.driver.update(ADOPT, MOVED);
    switch (lost) {
      case "bucket" -> {
        bucket.tags.clear();
        bucket.tags.put("Owner", "tool");
      }
      case "origin" -> bucket.tags.remove("session-logging:origin");
      default -> world.kms.keys.forEach(it -> it.tags.remove("session-logging:bucket-origin"));
    }

    assertThat(world.driver.delete(World.named(NAME)).getMessage()).isNull();

    assertReleased();
  }

  @Test
  void keysOfAnAdoptedBucketThatSomebodyDeletedAreScheduled() {
    byHand();
    adopted();
    world.s3.buckets.remove(NAME);

    assertThat(world.driver.delete(World.named(NAME)).getMessage()).isNull();

    assertThat(world.kms.allAliases()).isEmpty();
    assertThat(world.kms.stayingKeys())
        .noneMatch(it -> it.tags.containsKey("session-logging:bucket"));
  }

  @Test
  void keyThatSomebodyHasScheduledDoesNotKeepTheBucketFromBeingGivenBack() {
    byHand();
    adopted();
    world.driver.update(ADOPT, MOVED);
    FakeKey key = world.bucketKey();
    world.kms(REGION).scheduleKeyDeletion(it -> it.keyId(key.id()).pendingWindowInDays(30));

    assertThat(world.driver.delete(World.named(NAME)).getMessage()).isNull();

    assertThat(world.driver.read(World.named(NAME)).getErrorCode())
        .isEqualTo(HandlerErrorCode.NotFound);
  }

  @Test
  void releasedBucketIsTakenUpAgainWithItsKeys() {
    FakeBucket bucket = byHand();
    ResourceModel created = adopted();
    world.driver.update(ADOPT, MOVED);
    world.driver.delete(World.named(NAME));
    assertThat(world.driver.create(World.named(NAME)).getErrorCode())
        .isEqualTo(HandlerErrorCode.AlreadyExists);

    ResourceModel again = adopted();

    assertThat(again).isEqualTo(created);
    assertThat(world.kms.keys).hasSize(3);
    assertThat(world.bucketKey().tags).containsEntry("session-logging:bucket-origin", "adopted");
    assertThat(bucket.tags).doesNotContainKey("session-logging:former-encryption");
    assertThat(key(bucket)).isEqualTo(created.getBucketKeyArn());
  }

  @ParameterizedTest
  @ValueSource(strings = {"key", "aes", "managed", "id"})
  void releasedBucketThatWasNeverMovedIsTakenUpAgain(String kind) {
    FakeBucket bucket = byHand();
    if (!kind.equals("key")) {
      encryptOtherwise(bucket, kind);
    }
    ResourceModel created = adopted();
    String policy = bucket.policy;
    String former = bucket.tags.get("session-logging:former-encryption");
    world.driver.delete(World.named(NAME));

    assertThat(adopted()).isEqualTo(created);

    assertThat(bucket.policy).isEqualTo(policy);
    assertThat(bucket.tags).containsEntry("session-logging:former-encryption", former);
  }

  @Test
  void bucketThatWasReleasedHalfwayIsReleasedByTheNextDeletion() {
    byHand();
    adopted();
    for (String call : new String[] {"s3 DeleteBucketLifecycle", "s3 PutBucketTagging"}) {
      world.journal.failNext(call, AwsError.of(400, "Odd", "No."));
      world.bucket().lifecycle =
          call.endsWith("Lifecycle")
              ? world.bucket().lifecycle.subList(1, 2)
              : world.bucket().lifecycle;
      assertThat(world.driver.delete(World.named(NAME)).isFailed()).isTrue();
      assertThat(world.driver.read(World.named(NAME)).isSuccess()).isTrue();
    }

    assertThat(world.driver.delete(World.named(NAME)).getMessage()).isNull();
    assertThat(world.driver.delete(World.named(NAME)).getErrorCode())
        .isEqualTo(HandlerErrorCode.NotFound);
  }

  @Test
  void retainedCentralIsTakenUpAgainAndStaysWhatItWas() {
    world.driver.create(World.named(NAME));
    world.bucket().add(ByHand.LOG);
    String bucketKey = world.bucketKey().arn;

    assertThat(adopted().getBucketKeyArn()).isEqualTo(bucketKey);
    assertThat(world.bucket().tags)
        .containsEntry("session-logging:origin", "created")
        .doesNotContainKey("session-logging:former-encryption");
    assertThat(world.driver.delete(World.named(NAME)).getMessage()).contains("it holds logs");
    world.bucket().versions.clear();
    assertThat(world.driver.delete(World.named(NAME)).getMessage()).isNull();
    DeleteTest.assertNothingIsLeftButWaitingKeys(world);
  }

  @Test
  void bucketThatIsMadeBecauseThereIsNoneIsDeletedAsAnyOther() {
    assertThat(adopted().getOnExistingBucket()).isEqualTo("ADOPT");
    assertThat(world.bucket().tags).containsEntry("session-logging:origin", "created");

    assertThat(world.driver.update(ADOPT, MOVED).getResourceModel().getOnExistingBucket())
        .isEqualTo("FAIL");
    assertThat(world.driver.delete(World.named(NAME)).getMessage()).isNull();
    DeleteTest.assertNothingIsLeftButWaitingKeys(world);
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        refusal("its ACL grants access to http://acs", it -> it.logDeliveryAcl = true),
        refusal(
            "its policy says what a log bucket's does not, and would be replaced: Reads, number 2",
            it ->
                it.policy =
                    """
                    {"Statement":[{"Sid":"Reads","Effect":"Allow","Principal":{"AWS":"777788889999"},
                      "Action":"s3:GetObject","Resource":"arn:aws:s3:::central-logs/*"},
                     {"Effect":"Allow","Principal":{"Service":"logging.s3.amazonaws.com"},
                      "Action":"s3:PutObject","Resource":"arn:aws:s3:::central-logs/*"},
                     {"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::central-logs/*",
                      "Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}
                    """),
        refusal("holds operator-1.log, where nobody", it -> it.add("operator-1.log")),
        refusal("holds linux/, where nobody", it -> it.add("linux/operator-1.log")),
        refusal(
            "it has too many tags",
            it -> {
              for (int i = 0; i < 45; i++) {
                it.tags.put("tag " + i, "");
              }
            }),
        refusal(
            "AccessLog is not declared",
            it ->
                it.logging =
                    LoggingEnabled.builder().targetBucket("others").targetPrefix("").build()),
        refusal("EventBridgeEnabled is false", AdoptionTest::tellEventBridge),
        refusal("ObjectLock is not declared", AdoptionTest::lock),
        Arguments.of(
            "ObjectLock {Mode: GOVERNANCE, Days: 29} is for fewer days than it has",
            (Consumer<FakeBucket>) AdoptionTest::lock,
            (UnaryOperator<ResourceModelBuilder>)
                it -> it.objectLock(new ObjectLock("GOVERNANCE", 29))),
        Arguments.of(
            "VersioningEnabled is false",
            (Consumer<FakeBucket>) it -> it.versioning = BucketVersioningStatus.ENABLED,
            (UnaryOperator<ResourceModelBuilder>) it -> it.versioningEnabled(false)),
        Arguments.of(
            "holds 444455556666/, where nobody",
            (Consumer<FakeBucket>) it -> {},
            (UnaryOperator<ResourceModelBuilder>) it -> it.logPrefix("sessions/all")));
  }

  @ParameterizedTest
  @ValueSource(ints = {38, 39})
  void asManyTagsAsFitBesideOursAreTakenOverTwice(int found) {
    FakeBucket bucket = byHand();
    bucket.versions.clear();
    for (int i = 1; i < found; i++) {
      bucket.tags.put("tag " + i, "");
    }
    // All that has a tag of ours.
    ResourceModel full =
        ADOPT.toBuilder()
            .logPrefix("sessions")
            .existingBucketKeyArn(Given.key(world.aws, Given.arn(World.ACCOUNT, REGION, 1)).arn)
            .existingSessionKeyArn(Given.key(world.aws, Given.arn(World.ACCOUNT, REGION, 2)).arn)
            .build();

    String refused = world.driver.create(full).getMessage();

    if (found == 39) {
      assertThat(refused).contains("it has too many tags");
    } else {
      assertThat(refused).isNull();
      assertThat(bucket.tags).hasSize(50);
      assertThat(world.driver.create(full).getMessage()).as("one that stayed").isNull();
    }
  }

  private static void tellEventBridge(FakeBucket bucket) {
    bucket.notifications =
        NotificationConfiguration.builder()
            .eventBridgeConfiguration(EventBridgeConfiguration.builder().build())
            .build();
  }

  private static void lock(FakeBucket bucket) {
    bucket.versioning = BucketVersioningStatus.ENABLED;
    bucket.objectLock =
        ObjectLockConfiguration.builder()
            .objectLockEnabled(ObjectLockEnabled.ENABLED)
            .rule(rule -> rule.defaultRetention(it -> it.mode("GOVERNANCE").days(30)))
            .build();
  }

  private static Arguments refusal(String message, Consumer<FakeBucket> found) {
    return Arguments.of(message, found, (UnaryOperator<ResourceModelBuilder>) it -> it);
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void whatSomebodyWouldLoseIsRefusedBeforeAnythingIsChanged(
      String message, Consumer<FakeBucket> found, UnaryOperator<ResourceModelBuilder> declared) {
    found.accept(byHand());
    String picture = world.aws.picture();

    ProgressEvent<ResourceModel, CallbackContext> end =
        world.driver.create(declared.apply(ADOPT.toBuilder()).build());

    assertThat(end.getMessage()).contains(message);
    assertThat(end.getErrorCode())
        .isIn(HandlerErrorCode.InvalidRequest, HandlerErrorCode.ResourceConflict);
    assertThat(end.getResourceModel()).isNull();
    assertThat(world.aws.picture()).isEqualTo(picture);
  }

  @Test
  void membersThatWriteElsewhereGoOnUnderAnOptionalPrefixWhichIsEnforcedLater() {
    byHand().add("operator-1.log");
    ResourceModel optional = ADOPT.toBuilder().accountPrefix("OPTIONAL").build();

    assertThat(world.driver.create(optional).getMessage()).isNull();
    assertThat(world.bucket().policy).doesNotContain("RefuseForeignPrefix");
    assertThat(world.driver.update(optional, MOVED).getMessage()).isNull();
    assertThat(world.bucket().policy).contains("RefuseForeignPrefix");
  }

  /** What a bucket says that names its key otherwise, or none. */
  private static void encryptOtherwise(FakeBucket bucket, String kind) {
    String id = key(bucket).replaceAll(".*/", "");
    bucket.encryption =
        ServerSideEncryptionRule.builder()
            .applyServerSideEncryptionByDefault(
                it ->
                    it.sseAlgorithm(
                            kind.equals("aes")
                                ? ServerSideEncryption.AES256
                                : ServerSideEncryption.AWS_KMS)
                        .kmsMasterKeyID(kind.equals("id") ? id : null))
            .build();
  }

  @ParameterizedTest
  @ValueSource(strings = {"aes", "managed", "id"})
  void otherEncryptionThatWasFoundIsKeptAndLetPass(String kind) {
    FakeBucket bucket = byHand();
    String id = key(bucket).replaceAll(".*/", "");
    encryptOtherwise(bucket, kind);
    ServerSideEncryptionRule found = bucket.encryption;

    adopted();

    assertThat(bucket.encryption).isEqualTo(found);
    switch (kind) {
      case "aes" -> assertThat(bucket.policy).contains("[\"aws:kms\",\"AES256\"]");
      case "managed" -> assertThat(bucket.policy).doesNotContain("RefuseEncryptionWithoutKey");
      default -> assertThat(bucket.policy).contains("\"" + id + "\"", ":key/" + id + "\"");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"key", "aes", "managed", "id"})
  void givenKeyThatDidNotEncryptTheBucketDoesSoOnceItIsMoved(String kind) {
    FakeBucket bucket = byHand();
    if (!kind.equals("key")) {
      encryptOtherwise(bucket, kind);
    }
    ServerSideEncryptionRule found = bucket.encryption;
    String given = Given.key(world.aws, Given.arn(World.ACCOUNT, REGION, 1)).arn;
    ResourceModel giving = ADOPT.toBuilder().existingBucketKeyArn(given).build();

    ProgressEvent<ResourceModel, CallbackContext> end = world.driver.create(giving);

    assertThat(end.getMessage()).isNull();
    assertThat(bucket.encryption).isEqualTo(found);
    assertThat(bucket.policy).contains(given);
    assertReadsTheGivenKey(given, giving);
    ResourceModel moved = giving.toBuilder().onExistingBucket("FAIL").build();
    assertThat(world.driver.update(giving, moved).getMessage()).isNull();
    assertThat(key(bucket)).isEqualTo(given);
    assertReadsTheGivenKey(given, moved);
  }

  private void assertReadsTheGivenKey(String given, ResourceModel declared) {
    ResourceModel live = world.driver.read(World.named(NAME)).getResourceModel();
    assertThat(live.getExistingBucketKeyArn()).isEqualTo(given);
    assertThat(live.getBucketKeyArn()).isEqualTo(given);
    world.journal.forget();
    assertThat(world.driver.update(declared, declared).getMessage()).isNull();
    assertThat(world.journal.writes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void foundKeyThatIsGivenLaterIsReadAndGoesOnWhenItIsNotAnyMore(boolean fromTheStart) {
    FakeBucket bucket = byHand();
    String found = key(bucket);
    Given.letMembersIn(world.aws, found);
    ResourceModel giving = ADOPT.toBuilder().existingBucketKeyArn(found).build();
    if (fromTheStart) {
      assertThat(world.driver.create(giving).getMessage()).isNull();
    } else {
      adopted();
      assertThat(world.driver.update(ADOPT, giving).getMessage()).isNull();
    }
    assertThat(bucket.encryption.bucketKeyEnabled()).isFalse();
    assertReadsTheGivenKey(found, giving);

    ResourceModel live = world.driver.update(giving, ADOPT).getResourceModel();

    // Members that are not moved know no other.
    assertThat(key(bucket)).isEqualTo(found);
    assertThat(bucket.policy).contains(found, live.getBucketKeyArn());
    assertThat(live.getExistingBucketKeyArn()).isNull();
    assertThat(live.getBucketKeyArn()).isNotEqualTo(found);
    world.driver.update(ADOPT, MOVED);
    assertThat(key(bucket)).isEqualTo(live.getBucketKeyArn());
    assertThat(world.kms.keys).noneMatch(FakeKey::pendingDeletion);
  }

  @ParameterizedTest
  @ValueSource(strings = {"account", "Region"})
  void bucketOfAnotherAccountOrRegionIsNotTakenOver(String elsewhere) {
    boolean account = elsewhere.equals("account");
    world.s3.add(
        NAME, account ? "999988887777" : World.ACCOUNT, account ? REGION : "us-west-2", Map.of());
    String picture = world.aws.picture();

    ProgressEvent<ResourceModel, CallbackContext> end = world.driver.create(ADOPT);

    assertThat(end.getErrorCode()).isEqualTo(HandlerErrorCode.AlreadyExists);
    assertThat(end.getMessage())
        .contains("another " + elsewhere, "of this account and Region only");
    assertThat(world.aws.picture()).isEqualTo(picture);
  }

  @Test
  void keysOfAnotherModeAreRefused() {
    world.driver.create(World.named(NAME));
    String picture = world.aws.picture();

    ProgressEvent<ResourceModel, CallbackContext> end =
        world.driver.create(ADOPT.toBuilder().keyMode("ONE_KEY").build());

    assertThat(end.getErrorCode()).isEqualTo(HandlerErrorCode.InvalidRequest);
    assertThat(end.getMessage()).contains("KeyMode", "TWO_KEYS");
    assertThat(world.aws.picture()).isEqualTo(picture);
  }

  @Test
  void rollbackOfAnAdoptionWhoseClaimWasRefusedFindsNothing() {
    byHand();
    String picture = world.aws.picture();
    world.journal.failNext("s3 PutBucketTagging", AwsError.of(409, "Odd", "No."));
    ProgressEvent<ResourceModel, CallbackContext> failed = world.driver.create(ADOPT);

    assertThat(world.driver.delete(failed.getResourceModel()).getErrorCode())
        .isEqualTo(HandlerErrorCode.NotFound);
    assertThat(world.aws.picture()).isEqualTo(picture);
  }

  @Test
  void rollbackOfAFailedAdoptionLeavesTheBucketAndNoProofOfOurs() {
    FakeBucket bucket = byHand();
    ServerSideEncryptionRule encryption = bucket.encryption;
    world.journal.failNext("s3 PutBucketVersioning", AwsError.of(400, "Odd", "No."));
    ProgressEvent<ResourceModel, CallbackContext> failed = world.driver.create(ADOPT);
    assertThat(failed.getResourceModel()).isNotNull();
    assertThat(world.kms.named(REGION, alias("bucket"))).isPresent();

    assertThat(world.driver.delete(failed.getResourceModel()).getMessage()).isNull();

    assertReleased();
    assertThat(bucket.encryption).isEqualTo(encryption);
    assertThat(
            world
                .kms
                .key(REGION, key(bucket).replaceAll(".*/", ""))
                .orElseThrow()
                .pendingDeletion())
        .isFalse();
  }
}
