package org.sessionlogging.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

/** A process that is told to stop. */
class StopTest {

  /** The last of three accounts never answers. */
  public static void main(String[] arguments) {
    World world = new World();
    AtomicInteger assumed = new AtomicInteger();
    world.journal.beforeEach(
        () -> {
          if (world.journal.calls().stream().filter("sts AssumeRole"::equals).count() == 2) {
            if (assumed.getAndIncrement() == 0) {
              System.out.println("waiting");
            }
            hang();
          }
        });
    System.exit(
        world
            .command(Ansi.OFF, it -> Runtime.getRuntime().addShutdownHook(new Thread(it)))
            .execute(World.arguments("--state", arguments[0])));
  }

  private static void hang() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The system says 128 and the signal's number: 15 here, and 2 of Ctrl-C. */
  @Test
  void endsAtOnceAndSaysHowToGoOn() throws IOException, InterruptedException {
    World world = new World();
    Path state = world.state.resolve("state");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                StopTest.class.getName(),
                state.toString())
            .start();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        BufferedReader err = process.errorReader(StandardCharsets.UTF_8)) {
      assertThat(out.readLine()).isEqualTo("waiting");

      assertThat(process.toHandle().destroy()).isTrue();

      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(128 + 15);
      assertThat(err.lines())
          .containsExactly(
              "Stopped after 1 of 3 accounts. The same command with --resume goes on from there.");
      assertThat(out.lines()).isEmpty();
    }
    assertThat(world.run("--state", state.toString(), "--resume")).isEqualTo(new World().run());
    assertThat(world.journal.calls().stream().filter("sts AssumeRole"::equals)).hasSize(1);
  }
}
