package org.sessionlogging.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.member.World.failed;
import static org.sessionlogging.member.World.model;
import static org.sessionlogging.member.World.succeeded;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessionlogging.domain.json.Sha256;
import org.sessionlogging.fakes.Driver;
import org.sessionlogging.fakes.FunctionContext;
import org.sessionlogging.fakes.LogAccount;
import org.sessionlogging.fakes.StackEvents;
import org.sessionlogging.fakes.store.AwsError;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/**
 * A broken bucket keeps no stack in UPDATE_ROLLBACK_FAILED: on the way back a proof fails nothing.
 */
class VerifiedWayBackTest {
  private static final String MARK = "session-logging:succeeded";
  private static final ResourceModel GOOD = model().toBuilder().idleSessionTimeout(9).build();
  private static final ResourceModel OTHER = model().toBuilder().idleSessionTimeout(7).build();
  private static final int FIFTEEN_MINUTES = 900_000;
  private static final LogAccount MOVED =
      LogAccount.of(
          "moved-logs",
          "arn:aws:kms:us-east-1:999988887777:key/99999999-2222-3333-4444-555555555555",
          "arn:aws:kms:us-east-1:999988887777:key/mrk-9999456789abcdef0123456789abcdef");

  private final World world = new World();

  @BeforeEach
  void create() {
    succeeded(world.here.create(GOOD));
  }

  private void breakBucket() {
    world.aws.s3().buckets.clear();
  }

  private void assertIsBack() {
    assertThat(world.document().latestText()).contains("\"idleSessionTimeout\":\"9\"");
    assertThat(world.document().defaultVersion).isEqualTo(world.document().latest);
  }

  @Test
  void rollbackThatCloudFormationTellsOfEndsWellAndSaysWhatIsBroken() {
    breakBucket();
    failed(world.here.update(GOOD, OTHER), HandlerErrorCode.InvalidRequest);
    Driver<ResourceModel, CallbackContext> driver = world.rollback();

    succeeded(driver.update(OTHER, GOOD));

    assertIsBack();
    assertThat(driver.secondsWaited()).isLessThan(30);
    assertThat(driver.log())
        .anyMatch(line -> line.startsWith("VerifyAccess FAILURE bucket: "))
        .anyMatch(line -> line.startsWith("No failure, as this goes back: VerifyAccess bucket: "));
  }

  @Test
  void rollbackToWhatIsNotRememberedEndsWellWhereCloudFormationTellsOfIt() {
    world.document().tags.remove(MARK);
    breakBucket();

    succeeded(world.rollback().update(OTHER, GOOD));
  }

  @Test
  void updateToWhatSucceededLastIsARollback() {
    breakBucket();
    failed(world.here.update(GOOD, OTHER), HandlerErrorCode.InvalidRequest);

    succeeded(world.here.update(OTHER, GOOD));

    assertIsBack();
  }

  @Test
  void questionThatAwsDoesNotAnswerFailsNoRollback() {
    breakBucket();
    failed(world.here.update(GOOD, OTHER), HandlerErrorCode.InvalidRequest);
    world.journal.failAlways("kms DescribeKey", AwsError.of(400, "Odd", "No."));

    succeeded(world.here.update(OTHER, GOOD));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void updateThatSucceededIsTakenBackWhereAnotherResourceFails(boolean verified) {
    ResourceModel other = OTHER.toBuilder().verifyAccess(verified).build();
    succeeded(world.here.update(GOOD, other));
    breakBucket();

    succeeded(world.here.update(other, GOOD));

    assertIsBack();
    ResourceModel third = OTHER.toBuilder().verifyAccess(false).idleSessionTimeout(3).build();
    succeeded(world.here.update(GOOD, third));
    succeeded(world.here.update(third, GOOD));
    assertIsBack();
  }

  @Test
  void updateBackIsProvenLikeAnyOtherWhereCloudFormationSaysThatItIsNoRollback() {
    succeeded(world.here.update(GOOD, OTHER));
    breakBucket();

    failed(world.told(false).update(OTHER, GOOD), HandlerErrorCode.InvalidRequest);
  }

  @Test
  void updateBackToWhatIsLongPastIsNoRollback() {
    succeeded(world.here.update(GOOD, OTHER));
    ResourceModel third = OTHER.toBuilder().idleSessionTimeout(3).build();
    succeeded(world.here.update(OTHER, third));
    breakBucket();

    failed(world.here.update(third, GOOD), HandlerErrorCode.InvalidRequest);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void repairIsNoRollback(boolean told) {
    breakBucket();

    failed(
        (told ? world.told(false) : world.here).update(GOOD, GOOD),
        HandlerErrorCode.InvalidRequest);
  }

  /** Nothing says that the keys it had are those that the bucket has by now. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void repairAsksForTheKeysAnewThoughNothingIsVerified(boolean told) {
    ResourceModel asked =
        ResourceModel.builder().bucketName("central-logs").verifyAccess(false).build();
    succeeded(world.here.update(GOOD, asked));
    breakBucket();

    String message =
        failed(
            (told ? world.told(false) : world.here).update(asked, asked),
            HandlerErrorCode.InvalidRequest);

    assertThat(message).startsWith("BucketKeyArn: s3 GetBucketEncryption failed: ");
  }

  @ParameterizedTest
  @CsvSource({"true, true", "true, false", "false, true", "false, false"})
  void aBucketThatIsGoneIsGoneBackToWithTheKeysThatItHad(boolean told, boolean verified) {
    ResourceModel asked =
        ResourceModel.builder().bucketName("central-logs").verifyAccess(verified).build();
    ResourceModel moved = asked.toBuilder().bucketName(MOVED.bucketName()).build();
    MOVED.put(world.aws, World.HERE);
    ResourceModel before = succeeded(world.here.update(GOOD, asked));
    succeeded(world.here.update(asked, moved));
    breakBucket();
    world.aws.kms().keys.clear();

    ResourceModel back = succeeded((told ? world.rollback() : world.here).update(moved, asked));

    assertThat(back).isEqualTo(before.toBuilder().documentVersion("4").build());
  }

  @Test
  void theHashOfADeclarationStaysAsItIsWhateverALaterVersionOfTheTypeHas() {
    ResourceModel declared =
        ResourceModel.builder()
            .bucketName("b")
            .idleSessionTimeout(9)
            .cloudWatch(CloudWatch.builder().logGroupName("g").build())
            .tags(Set.of(World.tag("k", "v")))
            .policyArn("an output")
            .build();

    assertThat(new Declaration(declared).hash())
        .isEqualTo(
            Sha256.hex(
                    "{\"BucketName\":\"b\",\"CloudWatch\":{\"LogGroupName\":\"g\"},\"IdleSessionTimeout\":9,"
                        + "\"Tags\":[{\"Key\":\"k\",\"Value\":\"v\"}]}")
                .substring(0, 32));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void rolesThatAreGoneKeepNoStackFromItsWayBack(boolean told) {
    world.turnOn(World.HERE, "/", "hosts");
    ResourceModel before = succeeded(world.here.update(OTHER, GOOD));
    world.iam.roles.remove("hosts");
    world.iam.roles.remove("app");
    assertThat(failed(world.here.update(GOOD, OTHER), HandlerErrorCode.InvalidRequest))
        .contains("RoleNames names app");

    ResourceModel back = succeeded((told ? world.rollback() : world.here).update(OTHER, GOOD));

    assertIsBack();
    assertThat(back.getRoleNames()).isEqualTo(before.getRoleNames());
    assertThat(back.getSkippedRoleNames()).containsExactly("app");
  }

  @Test
  void orderOfListsMakesNoOther() {
    ResourceModel tagged =
        GOOD.toBuilder().tags(Set.of(World.tag("a", "1"), World.tag("b", "2"))).build();
    succeeded(world.here.update(GOOD, tagged));
    String mark = world.document().tags.get(MARK);
    ResourceModel same =
        tagged.toBuilder()
            .tags(new LinkedHashSet<>(List.of(World.tag("b", "2"), World.tag("a", "1"))))
            .roleNames(new LinkedHashSet<>(List.of("web,blue", "app")))
            .build();
    world.journal.forget();

    succeeded(world.here.update(tagged, same));

    assertThat(world.journal.writes()).isEmpty();
    assertThat(world.document().tags).containsEntry(MARK, mark);
  }

  @ParameterizedTest
  @CsvSource({"true, true", "true, false", "false, true", "false, false"})
  void stackOfACustomResourceGoesBackOverABrokenBucket(boolean broken, boolean keysAreGiven)
      throws IOException {
    succeeded(world.here.delete(World.identifier()));
    FunctionContext context = new FunctionContext(FIFTEEN_MINUTES);
    Map<String, Object> good = properties("9", keysAreGiven);
    Map<String, Object> other = properties("7", keysAreGiven);
    try (StackEvents stack =
        new StackEvents(
            new MemberUnderTest().function(world.aws, context::pass),
            context,
            World.ACCOUNT,
            World.HERE)) {
      StackEvents.Answer made = stack.create(good);
      assertThat(made.status()).as(made.reason()).isEqualTo("SUCCESS");
      if (broken) {
        breakBucket();
      }

      StackEvents.Answer changed = stack.update(made.id(), good, other);
      StackEvents.Answer back = stack.update(made.id(), other, good);

      assertThat(changed.status()).isEqualTo(broken ? "FAILED" : "SUCCESS");
      assertThat(back.status()).as(back.reason()).isEqualTo("SUCCESS");
      assertIsBack();
      assertThat(stack.delete(made.id(), good).status()).isEqualTo("SUCCESS");
    }
  }

  @Test
  void stackOfACustomResourceGoesBackFromWhatCouldNotBeRead() throws IOException {
    succeeded(world.here.delete(World.identifier()));
    FunctionContext context = new FunctionContext(FIFTEEN_MINUTES);
    Map<String, Object> good = properties("9", false);
    Map<String, Object> unreadable = properties("nine", false);
    try (StackEvents stack =
        new StackEvents(
            new MemberUnderTest().function(world.aws, context::pass),
            context,
            World.ACCOUNT,
            World.HERE)) {
      String id = stack.create(good).id();
      breakBucket();

      assertThat(stack.update(id, good, unreadable).status()).isEqualTo("FAILED");
      StackEvents.Answer back = stack.update(id, unreadable, good);

      assertThat(back.status()).as(back.reason()).isEqualTo("SUCCESS");
    }
  }

  private static Map<String, Object> properties(String minutes, boolean keysAreGiven) {
    Map<String, Object> properties = new TreeMap<>();
    properties.put("BucketName", "central-logs");
    properties.put("IdleSessionTimeout", minutes);
    if (keysAreGiven) {
      properties.put("BucketKeyArn", World.BUCKET_KEY);
      properties.put("SessionKeyArn", World.SESSION_KEY);
    }
    return properties;
  }
}
