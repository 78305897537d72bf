package org.sessionlogging.domain.settings;

import java.util.regex.Pattern;

/** A log group of the member account that receives the sessions as well; it must exist. */
public record LogGroup(String name, boolean encryptionEnabled, boolean streamingEnabled) {
  // CloudWatch Logs API reference, CreateLogGroup.
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_/.#-]{1,512}");

  /** Refuses flags without a log group to apply to. */
  public LogGroup {
    if (!NAME.matcher(name).matches()) {
      throw new InvalidSettings(
          "CloudWatch/LogGroupName",
          "is not the name of a log group (" + name + ")",
          "give 1 to 512 letters, digits and _/.#-, or leave out CloudWatch as a whole");
    }
  }
}
