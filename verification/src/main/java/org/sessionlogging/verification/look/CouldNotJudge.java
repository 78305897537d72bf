package org.sessionlogging.verification.look;

/** Nothing can be said; the message says why, and what to do. */
public final class CouldNotJudge extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CouldNotJudge(String message) {
    super(message);
  }
}
