package org.sessionlogging.central;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.central.ConvergenceTest.FULL;
import static org.sessionlogging.central.World.ACCOUNT;
import static org.sessionlogging.central.World.NAME;
import static org.sessionlogging.central.World.REGION;

import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessionlogging.fakes.s3.FakeBucket;
import org.sessionlogging.fakes.store.AwsError;
import org.sessionlogging.fakes.store.Lag;
import software.amazon.awssdk.services.s3.model.ObjectLockConfiguration;
import software.amazon.awssdk.services.s3.model.ObjectOwnership;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.ProgressEvent;

/** The bucket that access logs are to go to. */
class AccessLogTargetTest {
  private static final ResourceModel LOGGED =
      FULL.toBuilder().accessLog(new AccessLog(AccessLogs.NAME, "s3/")).build();

  private final World world = new World();

  static Stream<Arguments> wrongTargets() {
    return Stream.of(
        wrong("there is no such bucket. Make it first", w -> w.s3.buckets.remove(AccessLogs.NAME)),
        wrong("it is in another Region. Name one in eu-west-1", w -> move(w, ACCOUNT, "us-east-1")),
        wrong(
            "it belongs to another account. Name one of account 111122223333",
            w -> move(w, "999988887777", REGION)),
        wrong(
            "it has Object Lock",
            w -> target(w).objectLock = ObjectLockConfiguration.builder().build()),
        wrong("it is encrypted with a KMS key by default", AccessLogTargetTest::encrypt),
        wrong(statement(), w -> target(w).policy = null),
        wrong(statement(), w -> target(w).policy = policyOfAnother()),
        wrong(statement(), AccessLogTargetTest::grantByAclWhereAclsAreOff),
        wrong("its policy denies logging.s3.amazonaws.com", AccessLogTargetTest::deny));
  }

  private static Arguments wrong(String message, Consumer<World> is) {
    return Arguments.argumentSet(message, message, is);
  }

  private static String statement() {
    return "its policy does not let logging.s3.amazonaws.com write. Add this statement to it: "
        + "{\"Sid\":\"LogBucketAccessLogs\",\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"logging.s3.amazonaws.com\"},"
        + "\"Action\":\"s3:PutObject\",\"Resource\":\"arn:aws:s3:::acme-access-logs/s3/*\",\"Condition\":"
        + "{\"ArnLike\":{\"aws:SourceArn\":\"arn:aws:s3:::central-logs\"},\"StringEquals\":{\"aws:SourceAccount\":\"111122223333\"}}}.";
  }

  private static FakeBucket target(World world) {
    return world.s3.buckets.get(AccessLogs.NAME);
  }

  private static void move(World world, String account, String region) {
    world.s3.add(AccessLogs.NAME, account, region, Map.of()).policy = AccessLogs.policy("");
  }

  private static void encrypt(World world) {
    target(world).encryption =
        target(world).encryption.toBuilder()
            .applyServerSideEncryptionByDefault(it -> it.sseAlgorithm("aws:kms"))
            .build();
  }

  private static String policyOfAnother() {
    return AccessLogs.policy(
        ",\"Condition\":{\"ArnLike\":{\"aws:SourceArn\":\"arn:aws:s3:::another\"}}");
  }

  private static void grantByAclWhereAclsAreOff(World world) {
    target(world).policy = null;
    target(world).logDeliveryAcl = true;
  }

  private static void deny(World world) {
    target(world).policy =
        AccessLogs.policy(
            "}, {\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":\"*\"");
  }

  @ParameterizedTest
  @MethodSource("wrongTargets")
  void targetThatWouldGetNoLogsIsRefusedBeforeAnythingIsWritten(
      String message, Consumer<World> is) {
    AccessLogs.add(world.aws, REGION);
    is.accept(world);
    String picture = world.aws.picture();

    ProgressEvent<ResourceModel, CallbackContext> end = world.driver.create(LOGGED);

    assertThat(end.getErrorCode()).as(end.getMessage()).isEqualTo(HandlerErrorCode.InvalidRequest);
    assertThat(end.getMessage())
        .startsWith("AccessLog.Bucket acme-access-logs: " + message)
        .contains("Nothing was changed.");
    assertThat(end.getResourceModel()).isNull();
    assertThat(world.journal.writes()).isEmpty();
    assertThat(world.aws.picture()).isEqualTo(picture);
  }

  @Test
  void updateIsRefusedBeforeAnythingIsWritten() {
    world.driver.create(FULL);
    String picture = world.aws.picture();
    world.journal.forget();

    ProgressEvent<ResourceModel, CallbackContext> end =
        world.driver.update(FULL, LOGGED.toBuilder().versioningEnabled(false).build());

    assertThat(end.getErrorCode()).isEqualTo(HandlerErrorCode.InvalidRequest);
    assertThat(end.getMessage()).contains("there is no such bucket");
    assertThat(world.journal.writes()).isEmpty();
    assertThat(world.aws.picture()).isEqualTo(picture);
  }

  @Test
  void targetWhoseAclGrantsItWhereAclsAreOnIsTaken() {
    FakeBucket target = AccessLogs.add(world.aws, REGION);
    target.policy = null;
    target.logDeliveryAcl = true;
    target.ownership = ObjectOwnership.OBJECT_WRITER;
    assertThat(world.driver.create(LOGGED).getMessage()).isNull();
    target.ownership = null;
    assertThat(world.driver.update(LOGGED, LOGGED).getMessage()).isNull();
  }

  @Test
  void policyThatIsWrittenAMomentAgoIsSeenInTime() {
    AccessLogs.add(world.aws, REGION).policy = null;
    world.aws.lag(Lag.of("s3 GetBucketPolicy", 2));
    world
        .aws
        .s3(REGION)
        .putBucketPolicy(it -> it.bucket(AccessLogs.NAME).policy(AccessLogs.policy("")));

    assertThat(world.driver.create(LOGGED).getMessage()).isNull();

    assertThat(world.bucket().logging.targetBucket()).isEqualTo(AccessLogs.NAME);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3 GetObjectLockConfiguration",
        "s3 GetBucketEncryption",
        "s3 GetBucketPolicy",
        "s3 GetBucketOwnershipControls",
        "s3 GetBucketAcl"
      })
  void whatMayNotBeReadOfTheTargetIsADenial(String call) {
    FakeBucket target = AccessLogs.add(world.aws, REGION);
    target.ownership = ObjectOwnership.OBJECT_WRITER;
    if (!call.equals("s3 GetBucketPolicy")) {
      target.policy = null;
      target.logDeliveryAcl = true;
    }
    String picture = world.aws.picture();
    world.journal.failAlways(call, AwsError.of(403, "AccessDenied", "Access Denied"));

    ProgressEvent<ResourceModel, CallbackContext> end = world.driver.create(LOGGED);

    assertThat(end.getErrorCode()).isEqualTo(HandlerErrorCode.AccessDenied);
    assertThat(end.getMessage()).startsWith("access log bucket: " + call + " failed");
    assertThat(world.aws.picture()).isEqualTo(picture);
  }

  @Test
  void rollbackDoesNotAskForATargetThatIsGone() {
    AccessLogs.add(world.aws, REGION);
    world.driver.create(LOGGED);
    ResourceModel changed = LOGGED.toBuilder().keyRotationPeriodInDays(90).build();
    world.driver.update(LOGGED, changed);
    world.s3.buckets.remove(AccessLogs.NAME);

    assertThat(world.driver.update(changed, LOGGED).isFailed()).isTrue();
    assertThat(world.rollback().update(changed, LOGGED).getMessage()).isNull();
  }

  @Test
  void refusalOfS3ItselfIsTriedAgainAndThenSaysWhatToLookAt() {
    AccessLogs.add(world.aws, REGION);
    world.journal.failAlways(
        "s3 PutBucketLogging",
        AwsError.of(400, "InvalidTargetBucketForLogging", "You must give the log-delivery group"));

    ProgressEvent<ResourceModel, CallbackContext> end = world.driver.create(LOGGED);

    assertThat(end.getErrorCode()).isEqualTo(HandlerErrorCode.InvalidRequest);
    assertThat(end.getMessage())
        .startsWith("access log: s3 PutBucketLogging failed: You must")
        .contains("look at its Region and its policy");
    assertThat(end.getResourceModel().getBucketName()).isEqualTo(NAME);
  }
}
