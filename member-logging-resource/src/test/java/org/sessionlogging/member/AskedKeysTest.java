package org.sessionlogging.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.sessionlogging.member.World.failed;
import static org.sessionlogging.member.World.identifier;
import static org.sessionlogging.member.World.succeeded;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.domain.preferences.PreferencesDocument;
import org.sessionlogging.domain.settings.PreferenceField;
import org.sessionlogging.fakes.LogAccount;
import org.sessionlogging.fakes.Meanwhile;
import org.sessionlogging.fakes.s3.FakeBucket;
import org.sessionlogging.fakes.store.AwsError;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.ProgressEvent;

/** BucketName is all that a member needs: bucket and alias are asked for the keys. */
class AskedKeysTest {
  private static final String BUCKET = World.CENTRAL.bucketName();
  private static final String REPLICA = World.CENTRAL.sessionKey().in(World.HERE).toString();

  /** What is proven afterwards asks the same services, and is tested elsewhere. */
  private static final ResourceModel ALONE =
      ResourceModel.builder().bucketName(BUCKET).verifyAccess(false).build();

  private static final ResourceModel DECLARED =
      World.required().toBuilder().verifyAccess(false).build();
  private static final ResourceModel UNENCRYPTED = ALONE.toBuilder().sessionKeyArn("NONE").build();
  private static final String ASKED_BUCKET = "s3 GetBucketEncryption";
  private static final String ASKED_ALIAS = "kms DescribeKey";

  private final World world = new World();

  private FakeBucket bucket() {
    return world.aws.s3().buckets.get(BUCKET);
  }

  private List<String> questions() {
    return world.journal.calls().stream()
        .filter(call -> call.startsWith("s3 ") || call.startsWith("kms "))
        .toList();
  }

  private String kmsKeyId() {
    return PreferencesDocument.parse(world.document().latestText())
        .get(PreferenceField.KMS_KEY_ID)
        .orElse("");
  }

  @Test
  void bothAreFoundAndRead() {
    ResourceModel made = succeeded(world.here.create(ALONE));

    assertThat(made.getBucketKeyArn()).isEqualTo(World.BUCKET_KEY);
    assertThat(made.getSessionKeyArn()).isEqualTo(REPLICA).isEqualTo(kmsKeyId());
    assertThat(succeeded(world.here.read(identifier()))).isEqualTo(made);
    // The bucket is in another Region, which the first answer names.
    assertThat(questions()).containsExactly(ASKED_BUCKET, ASKED_BUCKET, ASKED_ALIAS);
  }

  @Test
  void theyMakeTheSamePolicyAsWhenTheyAreDeclared() {
    World declared = new World();
    String policy = succeeded(declared.here.create(World.required())).getPolicyArn();

    assertThat(succeeded(world.here.create(ALONE)).getPolicyArn()).isEqualTo(policy);
    assertThat(succeeded(world.there.create(ALONE)).getPolicyArn()).isEqualTo(policy);
  }

  @Test
  void whatIsDeclaredIsNotAskedFor() {
    assertThat(succeeded(world.here.create(DECLARED))).isNotNull();
    assertThat(questions()).isEmpty();

    String other = World.BUCKET_KEY.replace("111111", "222222");
    ResourceModel given = ALONE.toBuilder().bucketKeyArn(other).build();
    ResourceModel updated = succeeded(world.here.update(DECLARED, given));

    assertThat(updated.getBucketKeyArn()).isEqualTo(other);
    assertThat(questions()).containsExactly(ASKED_ALIAS);
  }

  @Test
  void withoutSessionKeyNothingIsEncryptedButTheLogs() {
    ResourceModel made = succeeded(world.here.create(UNENCRYPTED));

    assertThat(made.getSessionKeyArn()).isEqualTo("NONE");
    assertThat(kmsKeyId()).isEmpty();
    assertThat(world.iam.policies.get(made.getPolicyArn()).text()).doesNotContain("kms:*:", "mrk-");
    assertThat(questions()).doesNotContain(ASKED_ALIAS);
  }

  @Test
  void withoutSessionKeyARegionNeedsNoReplica() {
    ResourceModel proven = UNENCRYPTED.toBuilder().verifyAccess(true).build();

    ResourceModel made =
        succeeded(world.driver("ap-south-1", (Aws.Transport) world.journal).create(proven));

    assertThat(made.getSessionKeyArn()).isEqualTo("NONE");
  }

  @Test
  void aFoundKeyIsNotMergedWhereNoneIsDeclared() {
    world.add(World.PREFERENCES, Found.TEXT.replace("\"s3BucketName\"", "\"kmsKeyId\""));

    assertThat(succeeded(world.here.create(UNENCRYPTED)).getSessionKeyArn()).isEqualTo("NONE");
    assertThat(kmsKeyId()).isEmpty();
  }

  @Test
  void anUpdateAsksAgainAndFollowsTheBucketToAnotherKey() {
    String former = succeeded(world.here.create(ALONE)).getPolicyArn();
    String other = World.BUCKET_KEY.replace("111111", "222222");
    LogAccount.encrypt(bucket(), other);

    assertThat(succeeded(world.here.read(identifier())).getBucketKeyArn())
        .isEqualTo(World.BUCKET_KEY);
    ResourceModel updated = succeeded(world.here.update(ALONE, ALONE));

    assertThat(updated.getBucketKeyArn()).isEqualTo(other);
    assertThat(world.iam.policies).containsOnlyKeys(updated.getPolicyArn());
    assertThat(updated.getPolicyArn()).isNotEqualTo(former);
    assertThat(succeeded(world.here.read(identifier()))).isEqualTo(updated);
    world.journal.forget();
    assertThat(succeeded(world.here.update(ALONE, ALONE))).isEqualTo(updated);
    assertThat(world.journal.writes()).isEmpty();
  }

  @Test
  void anUpdateWithoutADifferenceCostsItsQuestionsAndNoCallMore() {
    World declared = new World();
    assertThat(succeeded(declared.here.create(DECLARED))).isNotNull();
    declared.journal.forget();
    assertThat(succeeded(declared.here.update(DECLARED, DECLARED))).isNotNull();
    assertThat(succeeded(world.here.create(ALONE))).isNotNull();
    world.journal.forget();

    assertThat(succeeded(world.here.update(ALONE, ALONE))).isNotNull();

    List<String> others = new ArrayList<>(world.journal.calls());
    others.removeAll(questions());
    assertThat(others).isEqualTo(declared.journal.calls());
    assertThat(questions()).containsExactly(ASKED_BUCKET, ASKED_BUCKET, ASKED_ALIAS);
  }

  @Test
  void readAndDeleteAskNothing() {
    assertThat(succeeded(world.here.create(ALONE))).isNotNull();
    world.aws.s3().buckets.clear();
    world.aws.kms().aliases.clear();
    world.aws.kms().keys.clear();
    world.journal.forget();

    assertThat(succeeded(world.here.read(identifier())).getBucketKeyArn())
        .isEqualTo(World.BUCKET_KEY);
    assertThat(world.here.delete(identifier()).isSuccess()).isTrue();

    assertThat(questions()).isEmpty();
    assertThat(world.documents()).isEmpty();
    assertThat(world.iam.policies).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {ASKED_BUCKET, ASKED_ALIAS})
  void whatCentralHasJustMadeMayShowLate(String call) {
    world.journal.failNext(
        call,
        AwsError.of(404, call.equals(ASKED_ALIAS) ? "NotFoundException" : "NoSuchBucket", "none"));

    assertThat(succeeded(world.here.create(ALONE)).getBucketKeyArn()).isEqualTo(World.BUCKET_KEY);
    assertThat(world.here.secondsWaited()).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {ASKED_BUCKET, ASKED_ALIAS})
  void aDenialMayPassAsAPolicyMayBeNewAndAnAccountMayHaveJustJoined(String call) {
    world.journal.failNext(call, AwsError.of(403, "AccessDenied", "Not yet."));

    assertThat(succeeded(world.here.create(ALONE)).getBucketKeyArn()).isEqualTo(World.BUCKET_KEY);
    assertThat(world.here.secondsWaited()).isLessThan(60);
    world.journal.failNext(call, AwsError.of(403, "AccessDenied", "Not yet."));
    assertThat(succeeded(world.here.update(ALONE, ALONE)).getBucketKeyArn()).isNotNull();
  }

  @Test
  void aDenialThatStaysIsWaitedForTwoMinutes() {
    world.journal.failAlways(ASKED_ALIAS, AwsError.of(403, "AccessDenied", "No."));

    failed(world.here.create(ALONE), HandlerErrorCode.AccessDenied);

    assertThat(world.here.secondsWaited()).isBetween(100, 140);
  }

  /** The second: where one of both Regions has to be enabled first (boto/botocore#3197). */
  @ParameterizedTest
  @CsvSource({
    "AuthorizationHeaderMalformed, The authorization header is malformed; expecting 'eu-central-1'",
    "IllegalLocationConstraintException, The eu-central-1 location constraint is incompatible for the region specific endpoint"
  })
  void regionOfTheBucketIsTakenFromTheTextWhereNoHeaderNamesIt(String code, String said) {
    world.journal.failNext(ASKED_BUCKET, AwsError.of(400, code, said));

    assertThat(succeeded(world.here.create(ALONE)).getBucketKeyArn()).isEqualTo(World.BUCKET_KEY);
  }

  @ParameterizedTest
  @CsvSource({
    "s3 GetBucketEncryption, 403, InvalidAccessKeyId, BucketKeyArn",
    "s3 GetBucketEncryption, 400, InvalidToken, BucketKeyArn",
    "kms DescribeKey, 400, UnrecognizedClientException, SessionKeyArn in eu-west-1"
  })
  void credentialsThatAreNotKnownAreNoDenialButARegionThatIsNotEnabled(
      String call, int status, String code, String part) {
    world.journal.failAlways(call, AwsError.of(status, code, "Who is this?"));

    assertThat(failed(world.here.create(ALONE), HandlerErrorCode.InvalidCredentials))
        .startsWith(part + ": " + call + " failed: Who is this?")
        .contains("aws account enable-region");
    assertThat(world.here.secondsWaited()).isZero();
  }

  /** An update of Central is under way: the key was asked for before, and is proven after it. */
  @Test
  void aKeyThatCentralChangesMeanwhileIsAskedForAnewByTheNextOperation() {
    String other = World.BUCKET_KEY.replace("5555", "6666");
    world
        .aws
        .kms()
        .add(
            other,
            true,
            world.aws.kms().keys.stream()
                .filter(key -> key.arn.equals(World.BUCKET_KEY))
                .findFirst()
                .orElseThrow()
                .policy);
    world.journal.beforeEach(
        () -> {
          if (world.journal.calls().contains("iam CreatePolicy")) {
            LogAccount.encrypt(world.aws.s3().buckets.get(BUCKET), other);
          }
        });

    ResourceModel verified = ALONE.toBuilder().verifyAccess(true).build();
    ProgressEvent<ResourceModel, CallbackContext> end = world.here.create(verified);

    assertThat(failed(end, HandlerErrorCode.InvalidRequest))
        .contains("Central has changed the key meanwhile, start the operation again");
    succeeded(world.here.delete(end.getResourceModel()));
    assertThat(succeeded(world.here.create(verified)).getBucketKeyArn()).isEqualTo(other);
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        refusal(
            "no such bucket",
            w -> w.aws.s3().buckets.clear(),
            HandlerErrorCode.InvalidRequest,
            "BucketKeyArn: s3 GetBucketEncryption failed: ",
            "(NoSuchBucket",
            "see that BucketName is Central's"),
        refusal(
            "a stranger's bucket",
            w -> {
              w.aws.organizations(World.HERE).outsiders.add("999988887777");
              w.aws.s3().buckets.get(BUCKET).policy = null;
            },
            HandlerErrorCode.AccessDenied,
            "Either bucket central-logs is none of this organization's",
            "account 111122223333 is not in the organization of Central: see its OrganizationId"),
        refusal(
            "outside of the organization",
            w -> w.aws.organizations(World.HERE).outsiders.add(World.ACCOUNT),
            HandlerErrorCode.AccessDenied,
            "Either bucket central-logs is none of this organization's",
            "account 111122223333 is not in the organization of Central: see its OrganizationId"),
        refusal(
            "left out by its policy",
            w ->
                w.aws.s3().buckets.get(BUCKET).policy =
                    w.aws
                        .s3()
                        .buckets
                        .get(BUCKET)
                        .policy
                        .replace(
                            "\"StringNotEquals\"",
                            "\"ForAnyValue:StringLike\":{\"aws:PrincipalOrgPaths\":\"o-abcdefghij/r-root/ou-root-others/*\"},"
                                + "\"StringNotEquals\""),
            HandlerErrorCode.AccessDenied,
            "because no resource-based policy allows",
            "its own policy does not let account 111122223333",
            "OrganizationPaths"),
        refusal(
            "an SCP",
            w ->
                w.journal.failAlways(
                    ASKED_BUCKET,
                    AwsError.of(
                        403,
                        "AccessDenied",
                        "User: x ... with an explicit deny in a service control policy")),
            HandlerErrorCode.AccessDenied,
            "AWS says that this kind of policy denies: service control policy"),
        refusal(
            "encrypted without KMS",
            w -> encrypted(w, ServerSideEncryption.AES256, null),
            HandlerErrorCode.InvalidRequest,
            "BucketKeyArn: bucket central-logs is encrypted by default with AES256,",
            "give its output as BucketKeyArn"),
        refusal(
            "no ARN",
            w -> encrypted(w, ServerSideEncryption.AWS_KMS, "alias/logs"),
            HandlerErrorCode.InvalidRequest,
            "BucketKeyArn: bucket central-logs is encrypted by default with alias/logs,"),
        refusal(
            "no replica",
            w -> w.aws.kms().unname(World.HERE, World.CENTRAL.sessionAlias()),
            HandlerErrorCode.InvalidRequest,
            "SessionKeyArn in eu-west-1: kms DescribeKey failed: ",
            "arn:aws:kms:eu-west-1:999988887777:alias/session-logging/central-logs/session",
            "Add this Region to Central's ReplicaRegions",
            "give SessionKeyArn"),
        refusal(
            "replica denied",
            w ->
                w.aws.kms().keys.stream()
                    .filter(key -> key.arn.equals(REPLICA))
                    .forEach(key -> key.policy = "{\"Statement\":[]}"),
            HandlerErrorCode.AccessDenied,
            "SessionKeyArn in eu-west-1: kms DescribeKey failed: ",
            "The session key may have no replica in eu-west-1: add the Region to Central's ReplicaRegions",
            "a session key or bucket key of another account"));
  }

  private static void encrypted(World world, ServerSideEncryption algorithm, String key) {
    FakeBucket bucket = world.aws.s3().buckets.get(BUCKET);
    LogAccount.encrypt(bucket, key);
    bucket.encryption =
        bucket.encryption.toBuilder()
            .applyServerSideEncryptionByDefault(
                it -> it.sseAlgorithm(algorithm).kmsMasterKeyID(key))
            .build();
  }

  private static Arguments refusal(
      String name, Consumer<World> cause, HandlerErrorCode code, String... says) {
    return arguments(name, cause, code, List.of(says));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusals")
  void refusalNamesCauseAndRemedyAndNothingIsMade(
      String name, Consumer<World> cause, HandlerErrorCode code, List<String> says) {
    cause.accept(world);
    String before = world.picture();

    assertThat(failed(world.here.create(ALONE), code)).as(name).contains(says);
    assertThat(world.picture()).isEqualTo(before);
  }

  @Test
  void aBucketThatCantBeReachedKeepsNoStackFromItsWayBack() {
    ResourceModel made = succeeded(world.here.create(ALONE));
    world.aws.s3().buckets.clear();
    ResourceModel changed = ALONE.toBuilder().idleSessionTimeout(5).build();
    assertThat(failed(world.here.update(ALONE, changed), HandlerErrorCode.InvalidRequest))
        .contains("NoSuchBucket");

    assertThat(succeeded(world.rollback().update(changed, ALONE))).isEqualTo(made);
  }

  @Test
  void aWayBackToAnotherBucketNeedsThatBucket() {
    assertThat(succeeded(world.here.create(ALONE))).isNotNull();
    ResourceModel other = ALONE.toBuilder().bucketName("another-bucket").build();

    assertThat(failed(world.rollback().update(ALONE, other), HandlerErrorCode.InvalidRequest))
        .contains("NoSuchBucket");
  }

  @Test
  void oneOperationEndsWithTheKeysThatItBeganWith() {
    Meanwhile changed =
        new Meanwhile(
            "iam CreatePolicy",
            () -> LogAccount.encrypt(bucket(), World.BUCKET_KEY.replace("111111", "222222")));

    ResourceModel made = succeeded(world.driver(World.HERE, (Aws.Transport) changed).create(ALONE));

    assertThat(made.getBucketKeyArn()).isEqualTo(World.BUCKET_KEY);
    assertThat(world.iam.policies).hasSize(1);
  }
}
