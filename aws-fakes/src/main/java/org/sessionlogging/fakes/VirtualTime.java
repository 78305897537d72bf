package org.sessionlogging.fakes;

/** The time of an invocation in tests: it passes only when somebody waits. */
public final class VirtualTime {
  private long milliseconds;

  public long milliseconds() {
    return milliseconds;
  }

  /** Lets seconds pass. */
  public void pause(int seconds) {
    pass(seconds * 1_000L);
  }

  /** Lets time pass. */
  public void pass(long more) {
    milliseconds += more;
  }
}
