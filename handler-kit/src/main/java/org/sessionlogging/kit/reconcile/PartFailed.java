package org.sessionlogging.kit.reconcile;

import org.sessionlogging.aws.CallFailed;

/** A call that failed, and the part whose work it was. */
public final class PartFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String part;

  public PartFailed(String part, CallFailed cause) {
    super(cause);
    this.part = part;
  }

  public String part() {
    return part;
  }

  public CallFailed call() {
    return (CallFailed) getCause();
  }
}
