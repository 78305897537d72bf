package org.sessionlogging.kit;

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
  private boolean begun;
  private int passes;
  private int secondsWaited;
  private Map<String, String> notes = new HashMap<>();

  /**
   * Whether an earlier invocation has seen that the operation may go on (absence for create,
   * presence otherwise).
   */
  final boolean begun() {
    return begun;
  }

  final void begin() {
    begun = true;
  }

  /** Counts a wait. */
  final void waiting(int seconds) {
    passes++;
    secondsWaited += seconds;
  }

  /** Number of times that the operation has handed back. */
  final int passes() {
    return passes;
  }

  /** Seconds that the operation has asked to wait so far. */
  final int secondsWaited() {
    return secondsWaited;
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
