package org.sessionlogging.kit;

/** A call that failed, and the part whose work it was. */
final class PartFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String part;

  PartFailed(String part, CallFailed cause) {
    super(cause);
    this.part = part;
  }

  String part() {
    return part;
  }

  CallFailed call() {
    return (CallFailed) getCause();
  }
}
