package org.sessionlogging.kit.reconcile;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * One thing that a type owns in AWS: the handle that reads and writes it, joined with what it
 * should be.
 *
 * @param <V> its value, compared by equals
 */
public interface Part<V> {

  Handle<V> handle();

  /**
   * Refuses what can't be carried out on what is there; asked of every part before anything is
   * written.
   *
   * @throws Refused with what, why and the remedy
   */
  default void check(Optional<V> live) {}

  /** What AWS should hold; asked for once all earlier parts are as they should be. */
  V desired(Optional<V> live);

  /**
   * The line on which it waits for AWS. On the main line, which has no name, a part that asks for
   * time holds up all that follow; on another it holds up only that line's.
   */
  default String line() {
    return "";
  }

  /** A thing that should hold one value, whatever it holds now. */
  static <V> Part<V> of(Handle<V> handle, V desired) {
    return later(handle, () -> desired);
  }

  /** The same, where the value is known only when the earlier parts are there. */
  static <V> Part<V> later(Handle<V> handle, Supplier<V> desired) {
    return new Part<>() {
      @Override
      public Handle<V> handle() {
        return handle;
      }

      @Override
      public V desired(Optional<V> live) {
        return desired.get();
      }
    };
  }
}
