package org.sessionlogging.kit;

import java.util.Optional;

/**
 * One thing that a type owns in AWS: it knows how to read it, what it should be and how to put it.
 *
 * @param <V> its value, compared by equals
 */
public interface Part<V> {

  /** What messages call it: {@code bucket policy}. */
  String name();

  /** What AWS holds now; empty when it is absent. A denial is an error. */
  Optional<V> live();

  /** What AWS should hold; asked for once all earlier parts are as they should be. */
  V desired();

  /**
   * Makes AWS hold the desired value. Only the reconciler calls it, and only when live and desired
   * differ.
   */
  Step put(V desired, Optional<V> live);
}
