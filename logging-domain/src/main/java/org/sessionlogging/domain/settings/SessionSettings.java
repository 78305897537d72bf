package org.sessionlogging.domain.settings;

import java.util.Optional;

/**
 * What is declared about sessions themselves; idle timeout 1 to 60 and longest duration 1 to 1,440
 * minutes.
 */
public record SessionSettings(
    boolean s3EncryptionEnabled,
    Optional<LogGroup> logGroup,
    Optional<RunAsUser> runAs,
    Optional<Integer> idleSessionTimeout,
    Optional<Integer> maxSessionDuration,
    Optional<String> linuxShellProfile,
    Optional<String> windowsShellProfile) {

  /** Refuses times that Session Manager does not take. */
  public SessionSettings {
    idleSessionTimeout.ifPresent(
        minutes -> PropertyRules.range("IdleSessionTimeout", minutes, 1, 60, "minutes"));
    maxSessionDuration.ifPresent(
        minutes -> PropertyRules.range("MaxSessionDuration", minutes, 1, 1440, "minutes"));
  }

  /** Encryption of the bucket demanded, and nothing else declared. */
  public static SessionSettings defaults() {
    return new SessionSettings(
        true,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
