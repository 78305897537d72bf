package org.sessionlogging.domain.judgement;

/**
 * What AWS answers when it is asked whether it would do something.
 *
 * @param said its words, with the call, such as {@code kms Decrypt failed: ...}; empty for a yes
 */
public record Answer(Kind kind, String said) {

  /** Its kinds. */
  public enum Kind {
    /** It would. */
    YES,
    /** A policy says no, or there is no such thing: KMS and S3 do not tell a stranger which. */
    DENIED,
    /** There is no such thing. */
    ABSENT,
    /** The thing can't be used now: it is being made, or disabled. */
    NOT_READY,
    /** The thing waits for its deletion. */
    GOING,
    /** It was not asked, or could not be. */
    UNKNOWN
  }

  public static final Answer YES = new Answer(Kind.YES, "");

  boolean is(Kind other) {
    return kind == other;
  }
}
