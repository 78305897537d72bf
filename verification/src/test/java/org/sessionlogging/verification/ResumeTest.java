package org.sessionlogging.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sessionlogging.fakes.Sample;
import org.sessionlogging.fakes.store.AwsError;
import org.sessionlogging.verification.World.Run;
import picocli.CommandLine.Help.Ansi;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;

/** A run that was stopped, wherever it was, and the one that goes on from it. */
@Tag("sampled")
class ResumeTest {
  private static final int SAMPLE = 25;
  private static final String[] JSON = {"--format", "json"};
  private static final String[] GO_ON = {"--format", "json", "--resume"};

  /** The process ends there: no code of the command sees to it. */
  private static final class Cut extends Error {
    private static final long serialVersionUID = 1L;
  }

  private static World broken() {
    World world = new World();
    world.bucket().versioning = BucketVersioningStatus.SUSPENDED;
    world.account(World.FIRST).ssm().documents.remove(World.THERE);
    world.account(World.SECOND).iam().role("app").policies.clear();
    return world;
  }

  private static Path file(World world) {
    return world.state.resolve(World.BUCKET + ".jsonl");
  }

  private static void stopAt(World world, int call) {
    AtomicInteger calls = new AtomicInteger();
    world.journal.beforeEach(
        () -> {
          if (calls.incrementAndGet() > call) {
            throw new Cut();
          }
        });
    assertThatThrownBy(() -> world.run(JSON)).isInstanceOf(Cut.class);
    world.journal.beforeEach(() -> {});
    world.journal.forget();
  }

  @Test
  void stoppedAtAnyCallItComesToTheSame() {
    World whole = broken();
    Run uninterrupted = whole.run(JSON);
    int calls = whole.journal.calls().size();

    assertThat(furtherCalls(0, uninterrupted)).isEqualTo(calls);
    assertThat(furtherCalls(calls - 1, uninterrupted))
        .as("the last account alone")
        .isLessThan(calls * 2 / 3);
    Sample.of(SAMPLE, calls).forEach(call -> furtherCalls(call, uninterrupted));
  }

  /** Calls of the second run, when the first was stopped at one of its own. */
  private static int furtherCalls(int call, Run uninterrupted) {
    World world = broken();
    stopAt(world, call);
    assertThat(world.run(GO_ON)).as("stopped at call " + call).isEqualTo(uninterrupted);
    assertThat(file(world)).doesNotExist();
    return world.journal.calls().size();
  }

  @Test
  void whateverOfTheFileIsWrittenItComesToTheSame() throws IOException {
    World world = broken();
    Run uninterrupted = world.run(JSON);
    stopAt(world, allCalls() - 1);
    byte[] written = Files.readAllBytes(file(world));

    // Every byte of the head and of the first line, and some of each that follows.
    int[] lengths =
        IntStream.rangeClosed(0, written.length).filter(it -> it < 600 || it % 53 == 0).toArray();
    for (int chosen : Sample.of(SAMPLE, lengths.length)) {
      int length = lengths[chosen];
      Files.write(file(world), Arrays.copyOf(written, length));
      assertThat(world.run(GO_ON)).as(length + " bytes").isEqualTo(uninterrupted);
    }
  }

  private static int allCalls() {
    World world = broken();
    world.run(JSON);
    return world.journal.calls().size();
  }

  @Test
  void howToGoOnIsSaid() {
    World world = broken();
    List<Runnable> stopped = new ArrayList<>();
    AtomicInteger calls = new AtomicInteger();
    List<String> visited = new ArrayList<>();
    int lastButOne = allCalls() - 1;
    world.journal.beforeEach(
        () -> {
          if (calls.incrementAndGet() == lastButOne) {
            stopped.forEach(Runnable::run);
            visited.add("stopped");
          }
        });

    Run run = world.run(Ansi.OFF, stopped::add, JSON);

    assertThat(visited).containsExactly("stopped");
    assertThat(run.err())
        .isEqualTo(
            "Stopped after 2 of 3 accounts. The same command with --resume goes on from there.\n");
  }

  @Test
  void whoIsNoLongerSignedInIsToldSoAndGoesOnLater() {
    World world = broken();
    Run uninterrupted = broken().run(JSON);
    AtomicInteger assumed = new AtomicInteger();
    world.journal.beforeEach(
        () -> {
          if (last(world).equals("sts AssumeRole") && assumed.incrementAndGet() == 2) {
            SdkException expired =
                AwsError.of(403, "ExpiredToken", "The security token is expired");
            world.journal.failAlways("sts AssumeRole", expired);
            world.journal.failAlways("sts GetCallerIdentity", expired);
          }
        });

    Run run = world.run(JSON);

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains(
            "sts GetCallerIdentity failed: The security token is expired",
            "Stopped after 1 of 3 accounts. The same command with --resume goes on");
    World later = broken();
    copy(file(world), file(later));
    assertThat(later.run(GO_ON)).isEqualTo(uninterrupted);
    assertThat(later.journal.calls().stream().filter("sts AssumeRole"::equals)).hasSize(1);
  }

  private static String last(World world) {
    List<String> calls = world.journal.calls();
    return calls.get(calls.size() - 1);
  }

  private static void copy(Path from, Path to) {
    try {
      Files.copy(from, to);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void accountThatCouldNotBeReachedIsTriedAgain() {
    World world = broken();
    world.archive().sts(World.HERE).assumable.removeIf(it -> it.contains(World.FIRST));
    stopAt(world, allCalls() / 2);
    world
        .archive()
        .sts(World.HERE)
        .assumable
        .add("arn:aws:iam::" + World.FIRST + ":role/" + World.ROLE);

    assertThat(world.run(GO_ON)).isEqualTo(broken().run(JSON));
  }

  @Test
  void answerToAnotherQuestionIsRefused() {
    World world = broken();
    stopAt(world, allCalls() - 1);

    for (String[] other :
        List.of(new String[] {"--regions", World.HERE}, new String[] {"--role-name", "Other"})) {
      Run run = world.run(other[0], other[1], "--resume");
      assertThat(run.status()).isEqualTo(2);
      assertThat(run.err()).contains("answers another question", "or leave out --resume.");
    }
    assertThat(world.run("--resume").status()).isOne();
  }

  @Test
  void whatWasFoundLongAgoIsRefused() {
    World world = broken();
    stopAt(world, allCalls() - 1);
    world.clock = Clock.offset(world.clock, Duration.ofHours(24).plusSeconds(1));

    assertThat(world.run("--resume").err())
        .contains("was begun at 1970-01-01T00:00:00Z, more than 24 hours ago. Leave out --resume.");
    assertThat(world.run().status()).isOne();
  }

  @Test
  void withoutResumeAllIsLookedAt() {
    World world = broken();
    int calls = allCalls();
    stopAt(world, calls - 1);

    world.run(JSON);

    assertThat(world.journal.calls()).hasSize(calls);
  }

  @Test
  void nothingToGoOnFromIsABeginning() {
    World world = broken();

    assertThat(world.run(GO_ON)).isEqualTo(broken().run(JSON));
  }

  @Test
  void stateMayBeElsewhereAndIsForItsOwnerAlone() throws IOException {
    World world = broken();
    Path elsewhere = world.state.resolve("deep").resolve("state");
    List<String> rights = new ArrayList<>();
    world.journal.beforeEach(
        () -> {
          if (Files.exists(elsewhere)) {
            rights.add(rights(elsewhere));
          }
        });

    world.run("--state", elsewhere.toString());

    assertThat(rights).isNotEmpty().containsOnly("[OWNER_READ, OWNER_WRITE]");
    assertThat(elsewhere).doesNotExist();
  }

  private static String rights(Path file) {
    try {
      return new java.util.TreeSet<>(Files.getPosixFilePermissions(file)).toString();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whatCantBeWrittenIsSaidAndKeepsNobodyFromAVerdict() {
    World world = broken();

    Run run = world.run("--format", "json", "--state", world.state.toString());

    assertThat(run.err()).startsWith("If it is stopped, this run can't be resumed: ");
    assertThat(run.out()).isEqualTo(broken().run(JSON).out());
    assertThat(world.state).isDirectory();
  }

  @Test
  void fileOfSomebodyElseIsLeftAlone() throws IOException {
    World world = broken();
    Path file = Files.writeString(world.state.resolve("config"), "[default]\n");

    Run run = world.run("--state", file.toString());

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("is no file of this command, and is left alone.");
    assertThat(file).hasContent("[default]");
  }

  @Test
  void oneFileIsOfOneRun() throws IOException {
    World world = broken();
    try (FileChannel file =
        FileChannel.open(file(world), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      assertThat(file.lock()).isNotNull();

      assertThat(world.run().err())
          .contains("Another run keeps what it finds in", "name another file with --state.");
    }
  }
}
