package org.sessionlogging.kit.contract;

import java.util.function.BooleanSupplier;
import org.sessionlogging.aws.CallFailed;
import org.sessionlogging.kit.reconcile.Progress;
import org.sessionlogging.kit.reconcile.Refused;
import software.amazon.cloudformation.Action;

/**
 * Keeps account of what an operation has written, and of what is there because of it.
 *
 * @param isThere whether what is there was made by this creation, in whatever delivery; asked only
 *     where it is not known otherwise
 */
record OwnWork(Action action, Invocation invocation, BooleanSupplier isThere) {

  /** What this invocation has come to. */
  void countWrites() {
    if (invocation.aws().hasWritten()) {
      progress().wrote();
    }
    if (invocation.aws().mayHaveChanged()) {
      progress().made();
    }
  }

  /** A delivery of the request that was cut off may have made what this one goes on with. */
  void countEarlierDelivery() {
    if (action != Action.CREATE || !progress().begun() || progress().hasMade()) {
      return;
    }
    try {
      if (isThere.getAsBoolean()) {
        progress().made();
      }
    } catch (Refused | CallFailed e) {
      // What can't be looked at is not named as one's own.
      invocation.log().accept(e.toString());
    }
  }

  private Progress progress() {
    return invocation.progress();
  }
}
