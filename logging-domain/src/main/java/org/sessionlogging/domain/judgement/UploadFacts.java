package org.sessionlogging.domain.judgement;

import java.util.Optional;

/**
 * What came of an upload that was begun to be aborted.
 *
 * @param outcome how far it went
 * @param key that S3 says it is encrypted with; empty where it says none
 * @param said in AWS's words, with the call, what went wrong; empty where nothing did
 * @param denying the kind of policy that denied it, where AWS tells
 */
public record UploadFacts(
    Outcome outcome, Optional<String> key, String said, Optional<String> denying) {

  /** How far it went. */
  public enum Outcome {
    /** It was begun and aborted. */
    ABORTED,
    /** It was begun, and to abort it failed. */
    LEFT,
    REFUSED,
    /** Whether it was begun is not known. */
    UNANSWERED,
    NOT_TRIED
  }

  /** Nobody could try. */
  public static UploadFacts notTried(String why) {
    return new UploadFacts(Outcome.NOT_TRIED, Optional.empty(), why, Optional.empty());
  }

  /**
   * S3 has begun it.
   *
   * @param left why it could not be aborted; empty when it was
   */
  public static UploadFacts begun(Optional<String> key, Optional<String> left) {
    return new UploadFacts(
        left.isPresent() ? Outcome.LEFT : Outcome.ABORTED, key, left.orElse(""), Optional.empty());
  }

  /** AWS did not. */
  public static UploadFacts refused(String said, Optional<String> denying) {
    return new UploadFacts(Outcome.REFUSED, Optional.empty(), said, denying);
  }

  /** It has, or it has not. */
  public static UploadFacts unanswered(String said) {
    return new UploadFacts(Outcome.UNANSWERED, Optional.empty(), said, Optional.empty());
  }
}
