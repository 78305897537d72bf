package org.sessionlogging.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sessionlogging.fakes.store.AwsError;
import org.sessionlogging.verification.World.Run;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** Accounts that can't be reached, or not to the end. */
class ReachTest {
  private final World world = new World();

  private static List<SdkException> noAnswers() {
    return List.of(
        SdkClientException.create("Read timed out"),
        AwsError.of(400, "Throttling", "Rate exceeded"),
        AwsError.of(503, "ServiceUnavailable", "later"));
  }

  @ParameterizedTest
  @MethodSource("noAnswers")
  void accountThatDoesNotAnswerIsUnknown(SdkException failure) {
    world.journal.failNext("sts AssumeRole", failure);

    Run run = world.run();

    assertThat(run.out())
        .contains("UNKNOWN  " + World.FIRST + "  all Regions       account", "it could not be")
        .doesNotContain("UNKNOWN  " + World.SECOND);
    assertThat(run.status()).isEqualTo(2);
  }

  @Test
  void answerThatNobodyHasThoughtOfIsUnknownToo() {
    world.journal.beforeEach(
        () -> {
          if (last().equals("ssm GetServiceSetting")) {
            throw new IllegalStateException("out of order");
          }
        });

    Run run = world.run();

    assertThat(run.out())
        .contains(
            "UNKNOWN  " + World.FIRST + "  eu-central-1      account",
            "it was not looked at to the end: java.lang.IllegalStateException: out of order.",
            "3 accounts x 2 Regions: 0 wrong, ");
    assertThat(run.status()).isEqualTo(2);
  }

  private String last() {
    List<String> calls = world.journal.calls();
    return calls.get(calls.size() - 1);
  }

  /** The second account waits for an answer until the third is done. */
  @Test
  void accountThatHangsHoldsUpNoOther() throws InterruptedException {
    CountDownLatch others = new CountDownLatch(1);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    world.threads = threads;
    world.journal.beforeEach(
        () -> {
          List<String> calls = world.journal.calls();
          long assumed = calls.stream().filter("sts AssumeRole"::equals).count();
          String last = calls.get(calls.size() - 1);
          if (last.equals("sts AssumeRole") && assumed == 1) {
            await(others);
          } else if (assumed == 2 && last.equals("sts AssumeRole")) {
            others.countDown();
          }
        });

    Run run = world.run();
    threads.shutdown();

    assertThat(run.status()).isZero();
    assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void roleHasADefault() {
    world.archive().sts(World.HERE).assumable.clear();

    assertThat(world.run().out())
        .contains(
            "arn:aws:iam::" + World.FIRST + ":role/session-logging/SessionLoggingAuditor",
            "(examples/auditor.yaml; in the");
  }

  @Test
  void namesAreInTheReport() {
    world.archive().organizations(World.HERE).names.put(World.FIRST, "Payments");

    assertThat(world.run("--format", "json").out())
        .contains(
            "{\n    \"id\" : \"" + World.FIRST + "\",\n    \"name\" : \"Payments\"\n  }",
            "\"id\" : \"" + World.SECOND + "\",\n    \"name\" : \"\"");
  }
}
