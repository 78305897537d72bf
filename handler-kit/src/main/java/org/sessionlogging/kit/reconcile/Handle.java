package org.sessionlogging.kit.reconcile;

import java.util.Optional;

/**
 * One thing in AWS: it reads it and writes it, and knows nothing of what is wanted. It keeps
 * nothing between calls.
 *
 * @param <V> its value, compared by equals
 */
public interface Handle<V> {

  /** What messages call it: {@code bucket policy}. */
  String name();

  /** What AWS holds now; empty when it is absent. A denial is an error. */
  Optional<V> read();

  /**
   * Makes AWS hold the value. Only the reconciler calls it, and only when the two differ.
   *
   * @param live what {@link #read} said in this pass
   */
  Step write(V value, Optional<V> live);
}
