package org.sessionlogging.domain.judgement;

/**
 * What was found by one check.
 *
 * @param cause what AWS says or holds, a sentence without its end
 * @param remedy what to do about it, in sentences; empty where there is nothing to do
 */
public record Finding(Check check, Severity severity, Reason reason, String cause, String remedy) {

  /** AWS has shown it. */
  public static Finding proven(Check check, String shown) {
    return new Finding(check, Severity.PROVEN, Reason.NONE, shown, "");
  }

  /** It could not be shown. */
  public static Finding unproven(Check check, String cause, String remedy) {
    return new Finding(check, Severity.UNPROVEN, Reason.NONE, cause, remedy);
  }

  /** It works so far. */
  static Finding warning(Check check, String cause, String remedy) {
    return new Finding(check, Severity.WARNING, Reason.LASTING, cause, remedy);
  }

  /** It is wrong. */
  public static Finding failure(Check check, Reason reason, String cause, String remedy) {
    return new Finding(check, Severity.FAILURE, reason, cause, remedy);
  }

  /** Whether success may not be declared with it. */
  public boolean fails() {
    return severity == Severity.FAILURE;
  }

  /** Check, cause and remedy, in one line. */
  public String message() {
    return (check + ": " + cause + ". " + remedy).strip();
  }
}
