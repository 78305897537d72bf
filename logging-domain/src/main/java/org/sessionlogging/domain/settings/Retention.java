package org.sessionlogging.domain.settings;

import java.util.Optional;

/** How long logs stay, and whether anybody can make it shorter. */
public record Retention(
    boolean versioningEnabled, Optional<ObjectLock> objectLock, LifecycleRules lifecycleRules) {
  static final int MOST_DAYS = 36_500;

  /** Checks what does not fit together. */
  public Retention {
    if (!versioningEnabled) {
      checkUnversioned(objectLock, lifecycleRules);
    }
    objectLock.ifPresent(lock -> checkLocked(lock, lifecycleRules));
  }

  private static void checkUnversioned(Optional<ObjectLock> lock, LifecycleRules rules) {
    if (lock.isPresent()) {
      // S3 user guide, object-lock-managing.html.
      throw new InvalidSettings(
          "VersioningEnabled",
          "is false, and ObjectLock locks versions",
          "leave VersioningEnabled out, or ObjectLock");
    }
    if (rules.noncurrentExpireInDays().isPresent()) {
      throw new InvalidSettings(
          "LifecycleRules.NoncurrentExpireInDays",
          "is about old versions, and VersioningEnabled is false",
          "give ExpireInDays alone, which deletes a log that has no versions");
    }
  }

  /** A lifecycle rule passes over a locked version (S3 user guide, object-lock-managing.html). */
  private static void checkLocked(ObjectLock lock, LifecycleRules rules) {
    rules.expireInDays().ifPresent(days -> checkLocked("ExpireInDays", days, lock));
    // Where logs expire, that is when their versions are old at the earliest.
    if (rules.expireInDays().isEmpty()) {
      rules
          .noncurrentExpireInDays()
          .ifPresent(days -> checkLocked("NoncurrentExpireInDays", days, lock));
    }
  }

  private static void checkLocked(String rule, int days, ObjectLock lock) {
    if (days < lock.days()) {
      throw new InvalidSettings(
          "LifecycleRules." + rule,
          "is " + days + ", and ObjectLock keeps every log for " + lock.days() + " days",
          "give " + lock.days() + " days or more, or a shorter ObjectLock");
    }
  }
}
