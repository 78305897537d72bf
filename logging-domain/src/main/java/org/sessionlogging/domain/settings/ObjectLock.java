package org.sessionlogging.domain.settings;

/**
 * The retention that S3 Object Lock gives every new version of a log.
 *
 * @param days from its upload, 1 to 36,500 (S3 user guide, object-lock.html: at most 100 years)
 */
public record ObjectLock(Mode mode, int days) {

  /** Whom the retention binds. */
  public enum Mode {
    /** Everybody without s3:BypassGovernanceRetention. */
    GOVERNANCE,
    /** Everybody, the account's root included. */
    COMPLIANCE
  }

  /** Checks the days. */
  public ObjectLock {
    PropertyRules.range("ObjectLock.Days", days, 1, Retention.MOST_DAYS, "days");
  }

  /** Whether it promises less than a retention that nobody may cut short. */
  public boolean isLessThan(ObjectLock present) {
    return present.mode == Mode.COMPLIANCE && (mode != Mode.COMPLIANCE || days < present.days);
  }

  /** As a template has it. */
  @Override
  public String toString() {
    return "{Mode: " + mode + ", Days: " + days + "}";
  }
}
