package org.sessionlogging.fakes;

import java.util.Collections;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.Executor;

/**
 * The time of an invocation in tests: it passes only when somebody waits. What is asked side by
 * side through it is carried out one after another and takes the time that it would take on as many
 * lanes as the door has threads. Two lots with neither a call nor a look at the time in between
 * count as one, which hides less than the time of one question.
 */
public final class VirtualTime implements Executor {
  /** Threads of the door. */
  private static final int LANES = 16;

  /** When each lane is free again; empty while nothing is asked side by side. */
  private final Queue<Long> lanes = new PriorityQueue<>();

  private long milliseconds;
  private boolean onALane;

  public long milliseconds() {
    join();
    return milliseconds;
  }

  /** Lets seconds pass. */
  public void pause(int seconds) {
    pass(seconds * 1_000L);
  }

  /** Lets time pass. */
  public void pass(long more) {
    join();
    milliseconds += more;
  }

  /** Carries it out on the lane that is free first. */
  @Override
  public void execute(Runnable question) {
    if (lanes.isEmpty()) {
      lanes.addAll(Collections.nCopies(LANES, milliseconds));
    }
    milliseconds = lanes.remove();
    onALane = true;
    try {
      question.run();
    } finally {
      onALane = false;
      lanes.add(milliseconds);
    }
  }

  /** Whoever goes on after questions asked side by side has waited for the last answer. */
  private void join() {
    if (!onALane && !lanes.isEmpty()) {
      milliseconds = Collections.max(lanes);
      lanes.clear();
    }
  }
}
