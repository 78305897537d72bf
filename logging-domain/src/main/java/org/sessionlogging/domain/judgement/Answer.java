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
    /** The thing's own policy says no, or there is none: KMS does not tell a stranger which. */
    DENIED_BY_RESOURCE,
    /** Some policy says no, and AWS does not say that it is the thing's own. */
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

  /**
   * The answer to somebody who only looks: a denial by anything but the thing's own policy is about
   * who asks, and says nothing of the thing.
   */
  public Answer toAnOnlooker() {
    return is(Kind.DENIED) ? new Answer(Kind.UNKNOWN, said) : this;
  }

  boolean is(Kind other) {
    return kind == other;
  }

  /** Whether any policy says no. */
  public boolean isDenial() {
    return kind == Kind.DENIED || kind == Kind.DENIED_BY_RESOURCE;
  }
}
