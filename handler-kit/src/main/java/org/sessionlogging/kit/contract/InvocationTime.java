package org.sessionlogging.kit.contract;

import software.amazon.cloudformation.Action;

/**
 * The time of one invocation. CloudFormation waits 60 seconds for an answer of create, update and
 * delete, and 30 for one of read and list. Source: the "Resource type handler contract" page of the
 * CloudFormation CLI user guide.
 */
final class InvocationTime {
  /**
   * Milliseconds after which an invocation begins nothing more and hands back: what it is at may
   * take some more, and CloudFormation charges each second beyond 30.
   */
  private static final long BUDGET = 25_000;

  /** Milliseconds after which the last call is over. */
  private static final long LAST_CALL = 50_000;

  private static final long LAST_CALL_OF_READ_AND_LIST = 25_000;

  /** Milliseconds within which a first pass is tried again that only throttling stopped. */
  private static final long FIRST_PASS = 30_000;

  private static final int SECONDS_BETWEEN_TRIES = 3;

  private final Clock clock;
  private final long begun;
  private final long lastCall;

  InvocationTime(Clock clock, Action action) {
    this.clock = clock;
    this.begun = clock.milliseconds();
    this.lastCall =
        action == Action.READ || action == Action.LIST ? LAST_CALL_OF_READ_AND_LIST : LAST_CALL;
  }

  /** Whether to hand back. */
  boolean isUp() {
    return used() > BUDGET;
  }

  /** How long calls may still take. */
  long millisecondsForCalls() {
    return lastCall - used();
  }

  /**
   * Whether there is time for one more first pass, for which it lets some pass. The likeliest
   * failure of a StackSet that reaches many accounts at once is a throttled read: what is not known
   * to be ours can't be handed back, so it is tried again within the invocation.
   */
  boolean allowsAnotherTry() {
    if (used() >= FIRST_PASS) {
      return false;
    }
    clock.pause(SECONDS_BETWEEN_TRIES);
    return true;
  }

  private long used() {
    return clock.milliseconds() - begun;
  }
}
