package org.sessionlogging.domain.settings;

import java.util.Optional;

/**
 * The log bucket, how it keeps what is in it, and whom it tells of it.
 *
 * @param eventBridgeEnabled whether EventBridge hears of every log
 */
public record BucketSettings(
    String name, Retention retention, Optional<AccessLog> accessLog, boolean eventBridgeEnabled) {

  /** Checks the name, and that the bucket does not log itself. */
  public BucketSettings {
    PropertyRules.bucketName(name);
    if (accessLog.filter(it -> it.bucket().equals(name)).isPresent()) {
      // Each delivery would be logged in turn (S3 user guide, enable-server-access-logging.html).
      throw new InvalidSettings(
          "AccessLog.Bucket", "is the log bucket itself", "give another bucket");
    }
  }
}
