package org.sessionlogging.central;

import java.util.Arrays;
import java.util.concurrent.Executor;
import org.sessionlogging.fakes.VirtualTime;
import org.sessionlogging.kit.contract.Clock;

/**
 * The time of calls that are made side by side on as many threads as the door has, though one is
 * carried out after the other: every call takes as long, and what is asked together is over when
 * the longest line is.
 */
final class SixteenAtATime implements Executor {
  private static final int THREADS = 16;

  private final VirtualTime time = new VirtualTime();
  private final long millisecondsOfACall;
  private final long[] lines = new long[THREADS];
  private boolean together;
  private long ofThisWork;

  SixteenAtATime(long millisecondsOfACall) {
    this.millisecondsOfACall = millisecondsOfACall;
  }

  @Override
  public void execute(Runnable work) {
    together = true;
    ofThisWork = 0;
    work.run();
    together = false;
    Arrays.sort(lines);
    lines[0] += ofThisWork;
  }

  /** What passes with each call. */
  void call() {
    if (together) {
      ofThisWork += millisecondsOfACall;
    } else {
      time.pass(millisecondsOfACall);
    }
  }

  long milliseconds() {
    if (!together) {
      time.pass(Arrays.stream(lines).max().orElseThrow());
      Arrays.fill(lines, 0);
    }
    return time.milliseconds();
  }

  Clock clock() {
    return Clock.of(this::milliseconds, time::pause);
  }
}
