package org.sessionlogging.verification.door;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * What time it is, and how to wait.
 *
 * @param pause lets time pass
 */
public record Time(InstantSource source, Consumer<Duration> pause) {

  static Time real() {
    return new Time(InstantSource.system(), Time::sleep);
  }

  private static void sleep(Duration duration) {
    try {
      Thread.sleep(duration.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public Instant now() {
    return source.instant();
  }

  public void pause(Duration duration) {
    pause.accept(duration);
  }
}
