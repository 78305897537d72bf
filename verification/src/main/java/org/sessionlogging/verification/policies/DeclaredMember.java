package org.sessionlogging.verification.policies;

import java.util.TreeMap;
import java.util.TreeSet;
import org.sessionlogging.domain.settings.AccountPrefix;
import org.sessionlogging.domain.settings.CentralLogging;
import org.sessionlogging.domain.settings.DeclaredKeys;
import org.sessionlogging.domain.settings.HostManagement;
import org.sessionlogging.domain.settings.MemberLogging;
import org.sessionlogging.domain.settings.OnExistingPreferences;
import org.sessionlogging.domain.settings.OnMissingRole;
import org.sessionlogging.domain.settings.Place;
import org.sessionlogging.domain.settings.PreferenceField;
import org.sessionlogging.domain.settings.Preferences;

/** What its policy depends on of a Member; what else is declared does not change it. */
final class DeclaredMember {
  private DeclaredMember() {}

  /** Bucket and LogPrefix are Central's where they are not said. */
  static MemberLogging of(Properties properties, CentralLogging central, Place place) {
    return new MemberLogging(
        place,
        properties.text("DocumentName", MemberLogging.PREFERENCES_DOCUMENT),
        properties.text("BucketName", central.bucket().name()),
        DeclaredKeys.parse(properties.text("BucketKeyArn"), properties.text("SessionKeyArn")),
        properties.text("LogPrefix").or(() -> central.access().logPrefix()),
        properties.text("KeyPrefix", MemberLogging.defaultKeyPrefix(place)),
        properties.word("AccountPrefix", AccountPrefix.class).orElse(AccountPrefix.ENFORCED),
        Preferences.NONE.with(
            PreferenceField.CLOUD_WATCH_LOG_GROUP_NAME,
            properties.part("CloudWatch").text("LogGroupName")),
        OnExistingPreferences.MERGE,
        new TreeSet<>(),
        OnMissingRole.FAIL,
        HostManagement.DEFAULT,
        new TreeMap<>());
  }
}
