package org.sessionlogging.kit.reconcile;

/**
 * What is left to do after a write.
 *
 * @param done whether the next part may follow in the same invocation
 * @param delaySeconds otherwise: seconds until CloudFormation should invoke the handler again
 * @param waitingFor otherwise: what the time is for, for messages
 */
public record Step(boolean done, int delaySeconds, String waitingFor) {

  /** Nothing is left to do. */
  public static final Step DONE = new Step(true, 0, "");

  /**
   * Hands back at once, so that CloudFormation keeps the callback context before anything else is
   * made.
   */
  public static Step handBack(String made) {
    return new Step(false, 0, made);
  }

  /** Hands back and asks to be invoked again. */
  public static Step wait(int seconds, String waitingFor) {
    return new Step(false, seconds, waitingFor);
  }
}
