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
import org.sessionlogging.fakes.Driver;
import org.sessionlogging.fakes.FunctionContext;
import org.sessionlogging.fakes.StackEvents;
import org.sessionlogging.fakes.store.AwsError;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/**
 * A broken bucket keeps no stack in UPDATE_ROLLBACK_FAILED: on the way back a proof fails nothing.
 */
class VerifiedWayBackTest {
  private static final String MARK = "session-logging:verified";
  private static final ResourceModel GOOD = model().toBuilder().idleSessionTimeout(9).build();
  private static final ResourceModel OTHER = model().toBuilder().idleSessionTimeout(7).build();
  private static final int FIFTEEN_MINUTES = 900_000;

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
  void rollbackToWhatWasNeverProvenEndsWellWhereCloudFormationTellsOfIt() {
    world.document().tags.remove(MARK);
    breakBucket();

    succeeded(world.rollback().update(OTHER, GOOD));
  }

  @Test
  void updateToWhatWasProvenLastIsARollback() {
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

  @Test
  void updateBackAfterAnotherSuccessIsNoRollback() {
    succeeded(world.here.update(GOOD, OTHER));
    breakBucket();

    failed(world.here.update(OTHER, GOOD), HandlerErrorCode.InvalidRequest);
  }

  @Test
  void updateBackFromWhatWasNotProvenIsNoRollback() {
    ResourceModel unproven = OTHER.toBuilder().verifyAccess(false).build();
    succeeded(world.here.update(GOOD, unproven));
    assertThat(world.document().tags).doesNotContainKey(MARK);
    breakBucket();

    failed(world.here.update(unproven, GOOD), HandlerErrorCode.InvalidRequest);
  }

  @Test
  void repairIsNoRollback() {
    breakBucket();

    failed(world.here.update(GOOD, GOOD), HandlerErrorCode.InvalidRequest);
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
