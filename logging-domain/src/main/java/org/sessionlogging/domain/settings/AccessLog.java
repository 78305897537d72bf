package org.sessionlogging.domain.settings;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where S3 writes who has asked what of the log bucket (server access logs).
 *
 * @param bucket another bucket of the log account, in the same Region
 * @param prefix beginning of their keys, as it is: a slash at its end is not added
 */
public record AccessLog(String bucket, Optional<String> prefix) {
  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
  private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9_./-]{1,512}");

  /** Checks both. */
  public AccessLog {
    if (!BUCKET.matcher(bucket).matches()) {
      throw new InvalidSettings(
          "AccessLog.Bucket",
          "is not a bucket name (" + bucket + ")",
          "give the name, not the ARN");
    }
    prefix.filter(it -> !PREFIX.matcher(it).matches()).ifPresent(AccessLog::refuse);
  }

  private static void refuse(String prefix) {
    throw new InvalidSettings(
        "AccessLog.Prefix",
        "can't begin the keys of access logs (" + prefix + ")",
        "1 to 512 letters, digits and _./-");
  }
}
