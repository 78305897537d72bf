package org.sessionlogging.kit.reconcile;

/** One thing to take away on delete. To take it away twice is fine. */
public interface Removal {

  /** What messages call it. */
  String name();

  /** Takes it away; does nothing when it is absent already. */
  Step remove();
}
