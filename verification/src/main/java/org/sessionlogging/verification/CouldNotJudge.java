package org.sessionlogging.verification;

/** Nothing can be said; the message says why, and what to do. */
final class CouldNotJudge extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CouldNotJudge(String message) {
    super(message);
  }
}
