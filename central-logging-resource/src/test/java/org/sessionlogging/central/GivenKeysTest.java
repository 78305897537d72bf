package org.sessionlogging.central;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.central.World.ACCOUNT;
import static org.sessionlogging.central.World.NAME;
import static org.sessionlogging.central.World.REGION;
import static org.sessionlogging.central.World.alias;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessionlogging.domain.policy.PolicyDocument;
import org.sessionlogging.fakes.kms.FakeKey;
import org.sessionlogging.fakes.store.AwsError;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.ProgressEvent;

/** Keys that are given: used, and left as they are. */
class GivenKeysTest {
  private final World world = new World();
  private final FakeKey bucketKey = Given.key(world.aws, Given.arn(ACCOUNT, REGION, 1));
  private final FakeKey sessionKey = Given.key(world.aws, Given.multiRegionArn(ACCOUNT, REGION, 2));
  private final FakeKey foreignBucketKey =
      Given.key(world.aws, Given.arn(Given.STRANGER, REGION, 3));
  private final FakeKey foreignSessionKey =
      Given.key(world.aws, Given.arn(Given.STRANGER, REGION, 4));
  private final List<FakeKey> all =
      List.of(bucketKey, sessionKey, foreignBucketKey, foreignSessionKey);
  private final List<String> pictures = all.stream().map(Given::picture).toList();

  private static ResourceModel declared(FakeKey bucketKey, FakeKey sessionKey) {
    return World.named(NAME).toBuilder()
        .keyMode(bucketKey != null && bucketKey == sessionKey ? "ONE_KEY" : "TWO_KEYS")
        .existingBucketKeyArn(bucketKey == null ? null : bucketKey.arn)
        .existingSessionKeyArn(
            sessionKey == null || bucketKey == sessionKey ? null : sessionKey.arn)
        .build();
  }

  private List<FakeKey> own() {
    return world.kms.keys.stream().filter(key -> !all.contains(key)).toList();
  }

  private void assertNothingOfTheirsWasChanged() {
    assertThat(all.stream().map(Given::picture).toList()).isEqualTo(pictures);
  }

  private ResourceModel succeeds(ProgressEvent<ResourceModel, CallbackContext> end) {
    assertThat(end.getMessage()).isNull();
    return end.getResourceModel();
  }

  private void assertUses(ResourceModel live, String bucketKeyArn, String sessionKeyArn) {
    assertThat(live.getBucketKeyArn()).isEqualTo(bucketKeyArn);
    assertThat(live.getSessionKeyArn()).isEqualTo(sessionKeyArn);
    assertThat(world.bucket().encryption.applyServerSideEncryptionByDefault().kmsMasterKeyID())
        .isEqualTo(bucketKeyArn);
    assertThat(
            PolicyDocument.parse(world.bucket().policy)
                .statement("RefuseForeignKeys")
                .orElseThrow()
                .toString())
        .contains(bucketKeyArn);
  }

  /** Reads as declared, says it to the identifier alone, and a second update writes nothing. */
  private void assertReadsAs(ResourceModel declared, ResourceModel live) {
    assertThat(live.getKeyMode()).isEqualTo(declared.getKeyMode());
    assertThat(live.getExistingBucketKeyArn()).isEqualTo(declared.getExistingBucketKeyArn());
    assertThat(live.getExistingSessionKeyArn()).isEqualTo(declared.getExistingSessionKeyArn());
    assertThat(world.driver.read(World.named(NAME)).getResourceModel()).isEqualTo(live);
    world.journal.forget();
    assertThat(succeeds(world.driver.update(declared, declared))).isEqualTo(live);
    assertThat(world.journal.writes()).isEmpty();
    assertThat(world.journal.calls()).doesNotContain("kms GenerateDataKey");
    assertNothingOfTheirsWasChanged();
  }

  @Test
  void twoKeysOfThisAccountAreUsedAndNoneIsMade() {
    ResourceModel declared = declared(bucketKey, sessionKey);

    ResourceModel live = succeeds(world.driver.create(declared));

    assertUses(live, bucketKey.arn, sessionKey.arn);
    assertThat(live.getKeyRotationPeriodInDays()).isNull();
    assertThat(live.getKeyDeletionWindowInDays()).isNull();
    assertThat(own()).isEmpty();
    assertThat(world.kms.aliasesOf(REGION))
        .containsOnlyKeys(alias("session"))
        .containsValue(sessionKey.id());
    assertReadsAs(declared, live);
  }

  @Test
  void keysOfAnotherAccountHaveNoAliasAndWhatIsUnprovenIsLoggedOnce() {
    ResourceModel declared = declared(foreignBucketKey, foreignSessionKey);

    ResourceModel live = succeeds(world.driver.create(declared));

    assertUses(live, foreignBucketKey.arn, foreignSessionKey.arn);
    assertThat(own()).isEmpty();
    assertThat(world.kms.allAliases()).isEmpty();
    assertThat(lines(foreignBucketKey))
        .singleElement()
        .asString()
        .contains("ExistingBucketKeyArn", "unproven", "\"MembersEncryptLogs\"", Given.STRANGER);
    assertThat(lines(foreignSessionKey))
        .singleElement()
        .asString()
        .contains("ExistingSessionKeyArn", "lets this account begin", "\"MembersEncryptSessions\"");
    assertReadsAs(declared, live);
  }

  private List<String> lines(FakeKey key) {
    return world.driver.log().stream().filter(line -> line.contains(key.arn)).toList();
  }

  @Test
  void sessionKeyThatThisAccountMayNotUseIsTakenAndSaidSo() {
    world.journal.failAlways(
        "kms GenerateDataKey",
        AwsError.of(400, "AccessDeniedException", "no resource-based policy allows it"));

    succeeds(world.driver.create(declared(null, foreignSessionKey)));

    assertThat(lines(foreignSessionKey))
        .singleElement()
        .asString()
        .contains("no resource-based policy allows it", "\"MembersEncryptSessions\"");
    assertThat(own()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void oneGivenKeyServesBoth(boolean foreign) {
    FakeKey key = foreign ? foreignBucketKey : bucketKey;
    ResourceModel declared = declared(key, key);

    ResourceModel live = succeeds(world.driver.create(declared));

    assertUses(live, key.arn, key.arn);
    assertThat(own()).isEmpty();
    assertThat(world.kms.allAliases())
        .containsExactlyElementsOf(foreign ? List.of() : List.of(alias("session")));
    assertReadsAs(declared, live);
    world.bucket().tags.remove("session-logging:key-mode");
    assertThat(world.driver.read(World.named(NAME)).getResourceModel()).isEqualTo(live);
  }

  @Test
  void givenBucketKeyBesideAnOwnSessionKey() {
    ResourceModel declared =
        declared(bucketKey, null).toBuilder()
            .keyRotationPeriodInDays(180)
            .keyDeletionWindowInDays(7)
            .build();

    ResourceModel live = succeeds(world.driver.create(declared));

    assertUses(live, bucketKey.arn, world.sessionKey().arn);
    assertThat(live.getKeyRotationPeriodInDays()).isEqualTo(180);
    assertThat(live.getKeyDeletionWindowInDays()).isEqualTo(7);
    assertThat(own()).containsExactly(world.sessionKey());
    assertReadsAs(declared, live);
  }

  static Stream<Arguments> changes() {
    return Stream.of("own", "given", "foreign")
        .flatMap(
            from ->
                Stream.of("own", "given", "foreign")
                    .filter(to -> !to.equals(from))
                    .flatMap(
                        to ->
                            Stream.of("ONE_KEY", "TWO_KEYS")
                                .map(mode -> Arguments.of(from, to, mode))));
  }

  private ResourceModel declared(String which, String mode) {
    FakeKey forBucket =
        switch (which) {
          case "given" -> bucketKey;
          case "foreign" -> foreignBucketKey;
          default -> null;
        };
    FakeKey forSessions = which.equals("given") ? sessionKey : foreignSessionKey;
    return (which.equals("own") ? World.named(NAME) : declared(forBucket, forSessions))
        .toBuilder()
            .keyMode(mode)
            .existingSessionKeyArn(
                mode.equals("ONE_KEY") || which.equals("own") ? null : forSessions.arn)
            .build();
  }

  @ParameterizedTest
  @MethodSource("changes")
  void oneIsTakenForTheOtherInPlaceAndBackAndNoKeyThatLogsMayNeedIsScheduled(
      String from, String to, String mode) {
    ResourceModel first = declared(from, mode);
    ResourceModel second = declared(to, mode);
    ResourceModel before = succeeds(world.driver.create(first));
    List<FakeKey> made = own();

    ResourceModel live = succeeds(world.driver.update(first, second));

    assertReadsAs(second, live);
    assertThat(own()).containsAll(made).allMatch(key -> key.state == KeyState.ENABLED);
    boolean named = !to.equals("foreign");
    assertThat(world.kms.named(REGION, alias("session")).isPresent()).isEqualTo(named);
    assertThat(world.bucket().tags.containsKey("session-logging:existing-session-key"))
        .isEqualTo(!to.equals("own"));

    ResourceModel back = succeeds(world.driver.update(second, first));

    assertThat(back).isEqualTo(before);
    assertReadsAs(first, back);
    assertThat(own()).containsAll(made).allMatch(key -> key.state == KeyState.ENABLED);

    succeeds(world.driver.delete(World.named(NAME)));
    assertThat(world.s3.buckets).isEmpty();
    assertThat(world.kms.allAliases()).isEmpty();
    assertThat(own()).allMatch(FakeKey::pendingDeletion);
    assertNothingOfTheirsWasChanged();
  }

  @Test
  void policyOfAnOwnKeyThatMayBeNeededForOldLogsFollowsTheDeclaration() {
    ResourceModel declared = World.named(NAME);
    world.driver.create(declared);
    FakeKey old = world.bucketKey();
    ResourceModel given = declared(bucketKey, null);
    world.driver.update(declared, given);
    ResourceModel open = given.toBuilder().accountPrefix("OPTIONAL").build();

    succeeds(world.driver.update(given, open));

    assertThat(old.policy).doesNotContain("${aws:PrincipalAccount}");
    assertThat(world.bucketKey()).isEqualTo(old);
    old.state = KeyState.DISABLED;
    String picture = Given.picture(old);
    succeeds(world.driver.update(open, given));
    assertThat(Given.picture(old)).isEqualTo(picture);
  }

  @Test
  void changeThatFailsHalfwayGoesOnOrBack() {
    FakeKey other = Given.key(world.aws, Given.multiRegionArn(ACCOUNT, REGION, 5));
    ResourceModel first = declared(null, sessionKey);
    ResourceModel second = declared(null, other);
    for (String call : List.of("s3 PutBucketTagging", "kms UpdateAlias")) {
      for (boolean back : new boolean[] {true, false}) {
        for (boolean lost : new boolean[] {true, false}) {
          succeeds(world.driver.create(first));
          if (lost) {
            world.journal.loseNextAnswer(call);
          } else {
            world.journal.failNext(call, AwsError.of(400, "Unlucky", "No."));
          }
          world.driver.update(first, second);

          ResourceModel end = back ? first : second;
          ResourceModel live = succeeds(world.driver.update(back ? second : first, end));

          assertReadsAs(end, live);
          succeeds(world.driver.delete(World.named(NAME)));
          assertThat(world.kms.allAliases()).isEmpty();
        }
      }
    }
  }

  static Stream<Arguments> unusable() {
    return Stream.of(
        unusable("does not exist", w -> w.kms.keys.removeIf(key -> !key.multiRegion())),
        unusable("its state is Disabled", w -> first(w).state = KeyState.DISABLED),
        unusable("its state is PendingDeletion", w -> first(w).state = KeyState.PENDING_DELETION),
        unusable("of the kind RSA_2048", w -> first(w).spec = "RSA_2048"),
        unusable("bears the tags", w -> first(w).tags.put("session-logging:bucket", NAME)),
        unusable(
            "names nobody outside of its own account",
            w ->
                first(w).policy =
                    """
                    {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Resource": "*", "Action": "kms:*",
                     "Principal": {"AWS": "arn:aws:iam::111122223333:root", "Service": "logs.amazonaws.com"}}}
                    """));
  }

  private static FakeKey first(World world) {
    return world.kms.keys.get(0);
  }

  private static Arguments unusable(String message, Consumer<World> how) {
    return Arguments.of(message, how);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unusable")
  void keyThatCantBeUsedIsRefusedBeforeAnythingIsWritten(String message, Consumer<World> how) {
    how.accept(world);
    String picture = world.aws.picture();

    ProgressEvent<ResourceModel, CallbackContext> end =
        world.driver.create(declared(bucketKey, sessionKey));

    assertThat(end.getErrorCode()).isEqualTo(HandlerErrorCode.InvalidRequest);
    assertThat(end.getMessage()).startsWith("ExistingBucketKeyArn: ").contains(message);
    assertThat(end.getResourceModel()).isNull();
    assertThat(world.journal.writes()).isEmpty();
    assertThat(world.aws.picture()).isEqualTo(picture);

    World other = new World();
    ResourceModel own = World.named(NAME);
    succeeds(other.driver.create(own));
    other.kms.keys.add(0, Given.key(other.aws, bucketKey.arn));
    how.accept(other);
    other.journal.forget();
    assertThat(other.driver.update(own, declared(bucketKey, null)).getMessage()).contains(message);
    assertThat(other.journal.writes()).isEmpty();
  }

  @Test
  void policyThatLetsNoMemberInIsRefusedWithTheStatementsThatDo() {
    String administered = bucketKey.policy.replaceFirst(",\\s*\\{[^}]*\\}[^}]*\\}\\}\\}\\]", "]");
    bucketKey.policy = administered;

    String message = world.driver.create(declared(bucketKey, null)).getMessage();

    String statements = message.substring(message.indexOf(": {") + 2);
    bucketKey.policy =
        administered.replace("\"Statement\": [", "\"Statement\": [" + statements + ",");
    succeeds(world.driver.create(declared(bucketKey, null)));
    assertThat(lines(bucketKey)).isEmpty();
  }

  @Test
  void policyInOtherWordsIsLoggedWithTheStatementsThatAreCertain() {
    succeeds(world.driver.create(declared(bucketKey, null)));

    assertThat(lines(bucketKey))
        .singleElement()
        .asString()
        .contains("unproven", "MembersEncryptLogs", "LogAccountReadsLogs");
  }

  @Test
  void aliasThatLeadsToSomebodysKeyIsRefusedBeforeAnythingIsWritten() {
    FakeKey other = Given.key(world.aws, Given.multiRegionArn(ACCOUNT, REGION, 5));
    for (FakeKey key : List.of(sessionKey, foreignSessionKey)) {
      world.kms.name(REGION, alias("session"), other.id());
      String picture = world.aws.picture();

      ProgressEvent<ResourceModel, CallbackContext> end = world.driver.create(declared(null, key));

      assertThat(end.getErrorCode()).isEqualTo(HandlerErrorCode.ResourceConflict);
      assertThat(end.getMessage()).contains(alias("session"), other.arn, "kms DeleteAlias");
      assertThat(world.aws.picture()).isEqualTo(picture);
    }
  }

  @Test
  void aliasThatSomebodyTookAwayOrMovedToAnOwnKeyIsPutBack() {
    ResourceModel declared = declared(null, sessionKey);
    succeeds(world.driver.create(declared));
    String picture = world.aws.picture();
    world.kms.unname(REGION, alias("session"));
    assertThat(world.driver.read(World.named(NAME)).getResourceModel().getExistingSessionKeyArn())
        .isEqualTo(sessionKey.arn);

    succeeds(world.driver.update(declared, declared));

    assertThat(world.aws.picture()).isEqualTo(picture);
    world.kms.name(REGION, alias("session"), world.bucketKey().id());
    succeeds(world.driver.update(declared, declared));
    assertThat(world.aws.picture()).isEqualTo(picture);
  }

  @Test
  void encryptionThatSomebodyChangedShowsAndIsPutBack() {
    ResourceModel declared = declared(bucketKey, null);
    succeeds(world.driver.create(declared));
    String picture = world.aws.picture();
    world.bucket().encryption =
        world.bucket().encryption.toBuilder()
            .applyServerSideEncryptionByDefault(
                it -> it.sseAlgorithm("aws:kms").kmsMasterKeyID(foreignBucketKey.arn))
            .build();

    ResourceModel drifted = world.driver.read(World.named(NAME)).getResourceModel();

    assertThat(drifted.getExistingBucketKeyArn()).isEqualTo(foreignBucketKey.arn);
    succeeds(world.driver.update(declared, declared));
    assertThat(world.aws.picture()).isEqualTo(picture);
  }

  @Test
  void retainedCentralWithGivenKeysIsTakenUpAgainWithOwnOnes() {
    succeeds(world.driver.create(declared(bucketKey, sessionKey)));
    ResourceModel adopting =
        World.named(NAME).toBuilder().keyMode("TWO_KEYS").onExistingBucket("ADOPT").build();

    ResourceModel live = succeeds(world.driver.create(adopting));

    assertUses(live, world.bucketKey().arn, world.sessionKey().arn);
    assertThat(own()).hasSize(2);
    assertReadsAs(adopting, live);
  }

  @Test
  void bucketWithoutTagsWhoseKeyIsGivenIsProvenByNothing() {
    ResourceModel declared = declared(bucketKey, sessionKey);
    succeeds(world.driver.create(declared));
    world.bucket().tags.clear();
    String picture = world.aws.picture();

    for (ProgressEvent<ResourceModel, CallbackContext> end :
        List.of(world.driver.update(declared, declared), world.driver.delete(World.named(NAME)))) {
      assertThat(end.getErrorCode()).isEqualTo(HandlerErrorCode.ResourceConflict);
      assertThat(end.getMessage()).contains("session-logging:type");
    }

    assertThat(world.aws.picture()).isEqualTo(picture);
    world.bucket().tags.put("session-logging:type", "central");
    assertReadsAs(declared, succeeds(world.driver.update(declared, declared)));
  }

  @Test
  void bucketWithoutTagsWhoseSessionKeyAloneIsGivenIsProvenByItsKey() {
    ResourceModel declared = declared(null, sessionKey);
    succeeds(world.driver.create(declared));
    world.bucket().tags.clear();

    assertReadsAs(declared, succeeds(world.driver.update(declared, declared)));
  }

  @Test
  void deletionThatFailsHalfwayIsFinishedByTheNextOneAndTheThirdFindsNothing() {
    for (String call : List.of("kms DeleteAlias", "kms ScheduleKeyDeletion", "s3 DeleteBucket")) {
      succeeds(world.driver.create(declared(null, sessionKey)));
      world.journal.failNext(call, AwsError.of(400, "Unlucky", "No."));
      assertThat(world.driver.delete(World.named(NAME)).isFailed()).isTrue();

      succeeds(world.driver.delete(World.named(NAME)));

      assertThat(world.driver.delete(World.named(NAME)).getErrorCode())
          .isEqualTo(HandlerErrorCode.NotFound);
      assertThat(world.kms.allAliases()).isEmpty();
      assertThat(own()).allMatch(FakeKey::pendingDeletion);
      assertNothingOfTheirsWasChanged();
    }
  }

  @Test
  void creationThatFailsTakesNothingOfTheGivenKeysWithIt() {
    world.journal.failNext("s3 PutBucketPolicy", AwsError.of(400, "Unlucky", "No."));
    ResourceModel declared = declared(bucketKey, sessionKey);

    ProgressEvent<ResourceModel, CallbackContext> end = world.driver.create(declared);

    assertThat(end.isFailed()).isTrue();
    succeeds(world.driver.delete(World.named(NAME)));
    assertThat(world.s3.buckets).isEmpty();
    assertThat(world.kms.allAliases()).isEmpty();
    assertNothingOfTheirsWasChanged();
  }

  @Test
  void logsKeepABucketWithGivenKeysFromBeingDeleted() {
    succeeds(world.driver.create(declared(bucketKey, sessionKey)));
    world.bucket().add("111122223333/eu-west-1/a.log");
    String picture = world.aws.picture();

    assertThat(world.driver.delete(World.named(NAME)).getMessage()).contains("it holds logs");

    assertThat(world.aws.picture()).isEqualTo(picture);
  }
}
