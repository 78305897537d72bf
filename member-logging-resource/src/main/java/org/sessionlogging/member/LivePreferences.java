package org.sessionlogging.member;

import org.sessionlogging.domain.preferences.PreferencesDocument;
import org.sessionlogging.domain.settings.PreferenceField;

/** The groups of properties that a document's preferences say. */
record LivePreferences(PreferencesDocument says) {

  CloudWatch cloudWatch() {
    return says.get(PreferenceField.CLOUD_WATCH_LOG_GROUP_NAME)
        .map(
            name ->
                CloudWatch.builder()
                    .logGroupName(name)
                    .encryptionEnabled(
                        says.get(PreferenceField.CLOUD_WATCH_ENCRYPTION_ENABLED).orElse(null))
                    .streamingEnabled(
                        says.get(PreferenceField.CLOUD_WATCH_STREAMING_ENABLED).orElse(null))
                    .build())
        .orElse(null);
  }

  RunAs runAs() {
    return says.get(PreferenceField.RUN_AS_ENABLED)
        .map(
            enabled ->
                RunAs.builder()
                    .enabled(enabled)
                    .defaultUser(says.get(PreferenceField.RUN_AS_DEFAULT_USER).orElse(null))
                    .build())
        .orElse(null);
  }

  ShellProfile shellProfile() {
    return ShellProfile.builder()
        .linux(says.get(PreferenceField.LINUX_SHELL_PROFILE).orElse(null))
        .windows(says.get(PreferenceField.WINDOWS_SHELL_PROFILE).orElse(null))
        .build();
  }
}
