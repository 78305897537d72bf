package org.sessionlogging.kit.reconcile;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.stream.Collectors;

/**
 * What is left to do after a write.
 *
 * @param done whether the next part may follow in the same invocation
 * @param delaySeconds otherwise: seconds until CloudFormation should invoke the handler again
 * @param waitingFor otherwise: what the time is for, for messages
 * @param patience otherwise: after how long it is not going to come
 */
public record Step(boolean done, int delaySeconds, String waitingFor, Duration patience) {

  /** What AWS is known to take at most for anything, replicas of keys included. */
  private static final Duration LONGEST = Duration.ofMinutes(20);

  /** Nothing is left to do. */
  public static final Step DONE = new Step(true, 0, "", Duration.ZERO);

  /**
   * Hands back at once, so that CloudFormation keeps the callback context before anything else is
   * made.
   */
  public static Step handBack(String made) {
    return wait(0, made);
  }

  /** Waits for several things at once: soon for the first, as long as the most patient. */
  static Step allOf(Collection<Step> steps) {
    return wait(
        steps.stream().mapToInt(Step::delaySeconds).min().orElse(0),
        steps.stream().map(Step::waitingFor).collect(Collectors.joining(", ")),
        steps.stream().map(Step::patience).max(Comparator.naturalOrder()).orElse(LONGEST));
  }

  /** Hands back and asks to be invoked again. */
  public static Step wait(int seconds, String waitingFor) {
    return wait(seconds, waitingFor, LONGEST);
  }

  /** The same, for what comes sooner or never. */
  public static Step wait(int seconds, String waitingFor, Duration patience) {
    return new Step(false, seconds, waitingFor, patience);
  }
}
