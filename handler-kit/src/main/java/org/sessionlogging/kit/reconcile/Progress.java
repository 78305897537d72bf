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
  /** Passes in a row that change nothing, after which nothing is going to change. */
  private static final int MOST_IDLE_PASSES = 240;

  private static final int LOOKS_AT_WHAT_MAY_SHOW_LATE = 4;
  private static final int SECONDS_BETWEEN_LOOKS = 7;

  /** Passes after which each further one waits a second longer. */
  private static final int PASSES_A_SECOND = 4;

  private boolean begun;
  private int looks;
  private Map<String, Integer> looksByThing = new HashMap<>();
  private boolean written;
  private boolean made;
  private String waitingFor = "";
  private int passes;
  private int idlePasses;
  private boolean patient = true;
  private Map<String, Integer> secondsWaited = new HashMap<>();
  private Map<String, String> notes = new HashMap<>();

  /** For a message alone, so that no later invocation needs it. */
  private transient String unsettled = "";

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

  /** Whether to look once more for what was not found, and counts that look. */
  public final boolean looksAgain(int mostLooks) {
    looks++;
    return looks < mostLooks;
  }

  /** The same for one of several things that are not found. */
  public final boolean looksAgain(String thing, int mostLooks) {
    return look(thing) < mostLooks;
  }

  /**
   * Looks four times, seven seconds apart, at what does not show: it may have been made, or
   * changed, a moment ago.
   *
   * @return the wait for the next look; empty once that was often enough
   */
  public final Optional<Step> lookAgain(String thing, String waitingFor) {
    return looksAgain(thing, LOOKS_AT_WHAT_MAY_SHOW_LATE)
        ? Optional.of(Step.wait(SECONDS_BETWEEN_LOOKS, waitingFor))
        : Optional.empty();
  }

  /** Counts a look at one of several things, and says how many there have been. */
  public final int look(String thing) {
    return looksByThing.merge(thing, 1, Integer::sum);
  }

  /** How many looks at that thing there have been. */
  public final int looks(String thing) {
    return looksByThing.getOrDefault(thing, 0);
  }

  /** Whether this operation was to write anything so far. */
  public final boolean hasWritten() {
    return written;
  }

  /** A pass was to write something. */
  public final void wrote() {
    written = true;
    idlePasses = 0;
  }

  /**
   * Whether something is there that this operation has made, or may have made, in whatever delivery
   * of its request.
   */
  public final boolean hasMade() {
    return made;
  }

  /** Something is there that this operation has made, or may be. */
  public final void made() {
    made = true;
  }

  /**
   * Counts a wait: the time for what is waited for, and the passes that change nothing whatever
   * they wait for.
   *
   * @return the step with its delay: the first passes follow at once, what then is still not there,
   *     such as a fresh read, gets more and more time
   */
  public final Step waiting(Step step) {
    passes = step.waitingFor().equals(waitingFor) ? passes + 1 : 1;
    idlePasses++;
    waitingFor = step.waitingFor();
    int delaySeconds =
        Math.max(step.delaySeconds(), Math.max(passes, idlePasses) / PASSES_A_SECOND);
    // An invocation takes its second even when no delay is asked for.
    int waited = secondsWaited.merge(waitingFor, Math.max(1, delaySeconds), Integer::sum);
    patient = waited <= step.patience().toSeconds() && idlePasses <= MOST_IDLE_PASSES;
    return Step.wait(delaySeconds, waitingFor, step.patience());
  }

  /** What was still to come when the last invocation ended; empty where it has not got that far. */
  public final String unsettled() {
    return unsettled;
  }

  /** Something is still to come, or to stop failing. */
  public final void unsettled(String what) {
    unsettled = what;
  }

  /** Whether to go on waiting. */
  public final boolean patient() {
    return patient;
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
