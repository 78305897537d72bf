package org.sessionlogging.verification;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.sessionlogging.verification.door.Doors;
import org.sessionlogging.verification.run.Round;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/**
 * Where a command runs.
 *
 * @param region where to ask first
 * @param threads look at accounts
 * @param state folder for what a run is resumed from
 * @param whenStopped takes what is to be done when somebody stops the process
 * @param pause waits that long
 */
record Surroundings(
    Doors doors,
    String region,
    Executor threads,
    Clock clock,
    Path state,
    Consumer<Runnable> whenStopped,
    Consumer<Duration> pause) {

  /** Those of this process. */
  static Surroundings ofTheProcess() {
    return new Surroundings(
        Doors.toAws(),
        firstRegion(),
        Round.ownThreads(),
        Clock.systemUTC(),
        stateHome().resolve("session-logging"),
        it -> Runtime.getRuntime().addShutdownHook(new Thread(it)),
        Surroundings::sleep);
  }

  private static void sleep(Duration duration) {
    try {
      Thread.sleep(duration.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** XDG base directory specification, version 0.8: what is to outlive a run of a program. */
  private static Path stateHome() {
    return Optional.ofNullable(System.getenv("XDG_STATE_HOME"))
        .filter(it -> !it.isEmpty())
        .map(Path::of)
        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".local", "state"));
  }

  /**
   * As the AWS CLI has it, which knows AWS_DEFAULT_REGION as well (AWS CLI user guide, "Environment
   * variables"). The SDK does not, and asks for a Region where it signs in, too.
   */
  private static String firstRegion() {
    Optional.ofNullable(System.getenv("AWS_DEFAULT_REGION"))
        .filter(it -> System.getenv("AWS_REGION") == null)
        .ifPresent(it -> System.setProperty(SdkSystemSetting.AWS_REGION.property(), it));
    try {
      return DefaultAwsRegionProviderChain.builder().build().getRegion().id();
    } catch (SdkClientException e) {
      return "us-east-1";
    }
  }
}
