package org.sessionlogging.kit.reconcile;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The callback context: what must survive between two invocations of one operation, and nothing
 * that AWS can tell.
 */
@JsonAutoDetect(fieldVisibility = Visibility.ANY, getterVisibility = Visibility.NONE)
public class Progress {
  /**
   * Seconds that one operation waits for AWS before it gives up, below CloudFormation's own limit
   * of two hours.
   */
  private static final int PATIENCE_SECONDS = 1200;

  /** Passes in a row after which what is waited for is not going to come. */
  private static final int MOST_PASSES = 60;

  /** Passes in a row after which each further one waits a second longer. */
  private static final int PASSES_A_SECOND = 4;

  private boolean begun;
  private String waitingFor = "";
  private int passes;
  private int secondsWaited;
  private Map<String, String> notes = new HashMap<>();

  /**
   * Whether an earlier invocation has seen that the operation may go on (absence for create,
   * presence otherwise).
   */
  public final boolean begun() {
    return begun;
  }

  public final void begin() {
    begun = true;
  }

  /**
   * Counts a wait. Passes that wait for different things are progress: a long list of parts takes
   * as many as it needs.
   *
   * @return the step with its delay: the first passes follow at once, what then is still not there,
   *     such as a fresh read, gets more and more time
   */
  public final Step waiting(Step step) {
    passes = step.waitingFor().equals(waitingFor) ? passes + 1 : 1;
    waitingFor = step.waitingFor();
    int delaySeconds = Math.max(step.delaySeconds(), passes / PASSES_A_SECOND);
    // An invocation takes its second even when no delay is asked for.
    secondsWaited += Math.max(1, delaySeconds);
    return Step.wait(delaySeconds, waitingFor);
  }

  /** Whether to go on waiting. */
  public final boolean patient() {
    return passes <= MOST_PASSES && secondsWaited <= PATIENCE_SECONDS;
  }

  /**
   * Keeps what can't be found again: the id of something that was made without an idempotency
   * token.
   */
  public final void note(String key, String value) {
    notes.put(key, value);
  }

  public final Optional<String> noted(String key) {
    return Optional.ofNullable(notes.get(key));
  }
}
