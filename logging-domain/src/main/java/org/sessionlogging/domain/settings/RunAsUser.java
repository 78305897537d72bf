package org.sessionlogging.domain.settings;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The operating system user of sessions on Linux and macOS: when enabled, the one in the caller's
 * SSMSessionRunAs tag, or else the default user.
 */
public record RunAsUser(boolean enabled, Optional<String> defaultUser) {
  private static final Pattern USER = Pattern.compile("[A-Za-z0-9_.@-]{1,100}");

  /** Refuses a default user that no session could run as. */
  public RunAsUser {
    defaultUser
        .filter(user -> !USER.matcher(user).matches())
        .ifPresent(
            user -> {
              throw new InvalidSettings(
                  "RunAs/DefaultUser",
                  "is not the name of an operating system user (" + user + ")",
                  "give 1 to 100 letters, digits and _.@-");
            });
  }
}
