package org.sessionlogging.kit.contract;

import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;

/** The time of an invocation, and how to let some of it pass. */
public interface Clock {

  /** Milliseconds since some moment. */
  long milliseconds();

  /** Waits within the invocation. */
  void pause(int seconds);

  /** Another one than the machine's. */
  static Clock of(LongSupplier milliseconds, IntConsumer pause) {
    return new Clock() {
      @Override
      public long milliseconds() {
        return milliseconds.getAsLong();
      }

      @Override
      public void pause(int seconds) {
        pause.accept(seconds);
      }
    };
  }

  /** The machine's own. */
  Clock SYSTEM =
      new Clock() {
        @Override
        public long milliseconds() {
          return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
        }

        @Override
        public void pause(int seconds) {
          try {
            TimeUnit.SECONDS.sleep(seconds);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        }
      };
}
