package org.sessionlogging.domain;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.sessionlogging.domain.settings.AccountPrefix;
import org.sessionlogging.domain.settings.BucketSettings;
import org.sessionlogging.domain.settings.CentralLogging;
import org.sessionlogging.domain.settings.DeclaredKeys;
import org.sessionlogging.domain.settings.GivenKeys;
import org.sessionlogging.domain.settings.HostManagement;
import org.sessionlogging.domain.settings.KeyArn;
import org.sessionlogging.domain.settings.KeyMode;
import org.sessionlogging.domain.settings.KeyRegions;
import org.sessionlogging.domain.settings.KeySettings;
import org.sessionlogging.domain.settings.LifecycleRules;
import org.sessionlogging.domain.settings.LogAccess;
import org.sessionlogging.domain.settings.MemberKeys;
import org.sessionlogging.domain.settings.MemberLogging;
import org.sessionlogging.domain.settings.OnExistingPreferences;
import org.sessionlogging.domain.settings.OnMissingRole;
import org.sessionlogging.domain.settings.OrganizationId;
import org.sessionlogging.domain.settings.Place;
import org.sessionlogging.domain.settings.PreferenceField;
import org.sessionlogging.domain.settings.Preferences;
import org.sessionlogging.domain.settings.PrincipalArns;
import org.sessionlogging.domain.settings.Retention;

/** Settings that the tests share; each test says what it changes. */
public final class Examples {
  public static final OrganizationId ORGANIZATION = new OrganizationId("o-exampleorg1");
  public static final Place LOG_ACCOUNT =
      new Place("aws", "111111111111", "eu-west-1", "amazonaws.com");
  public static final Place MEMBER = new Place("aws", "222222222222", "us-east-1", "amazonaws.com");
  public static final KeyArn BUCKET_KEY =
      new KeyArn("aws", "eu-west-1", "111111111111", "11111111-2222-3333-4444-555555555555");
  public static final KeyArn SESSION_KEY =
      new KeyArn("aws", "eu-west-1", "111111111111", "mrk-0123456789abcdef0123456789abcdef");
  public static final MemberKeys KEYS = new MemberKeys(BUCKET_KEY, Optional.of(SESSION_KEY));

  /** Encryption of the bucket demanded, and nothing else declared. */
  public static final Preferences SESSIONS =
      Preferences.NONE.with(PreferenceField.S3_ENCRYPTION_ENABLED, true);

  private Examples() {}

  public static CentralLogging central(AccountPrefix accountPrefix, Optional<String> logPrefix) {
    return central(LOG_ACCOUNT, "central-session-logs", ORGANIZATION, accountPrefix, logPrefix);
  }

  public static CentralLogging central(
      Place place,
      String bucket,
      OrganizationId organization,
      AccountPrefix accountPrefix,
      Optional<String> logPrefix) {
    return new CentralLogging(
        place,
        bucket(bucket),
        new KeySettings(
            KeyMode.TWO_KEYS, GivenKeys.NONE, KeyRegions.of(set("us-east-1")), 365, 30, false),
        access(Optional.of(organization), accountPrefix, logPrefix),
        new TreeMap<>());
  }

  /** A versioned bucket of which nothing more is declared. */
  public static BucketSettings bucket(String name) {
    return new BucketSettings(
        name, new Retention(true, Optional.empty(), LifecycleRules.NONE), Optional.empty(), false);
  }

  /** Access that no list narrows. */
  public static LogAccess access(
      Optional<OrganizationId> organization,
      AccountPrefix accountPrefix,
      Optional<String> logPrefix) {
    return new LogAccess(
        organization,
        set(),
        accountPrefix,
        logPrefix,
        PrincipalArns.NONE,
        PrincipalArns.NONE,
        PrincipalArns.NONE);
  }

  /** The same with lists that narrow it. */
  public static CentralLogging narrowed(
      CentralLogging logging,
      Set<String> paths,
      Set<String> readers,
      Set<String> logAdministrators,
      Set<String> keyAdministrators) {
    LogAccess access = logging.access();
    return new CentralLogging(
        logging.place(),
        logging.bucket(),
        logging.keys(),
        new LogAccess(
            access.organizationId(),
            new TreeSet<>(paths),
            access.accountPrefix(),
            access.logPrefix(),
            arns(LogAccess.LOG_READERS, readers),
            arns(LogAccess.LOG_ADMINISTRATORS, logAdministrators),
            arns(LogAccess.KEY_ADMINISTRATORS, keyAdministrators)),
        logging.tags());
  }

  private static PrincipalArns arns(String property, Set<String> arns) {
    return arns.isEmpty() ? PrincipalArns.NONE : PrincipalArns.of(property, arns);
  }

  public static MemberLogging member() {
    return member(Optional.empty(), "222222222222/us-east-1", AccountPrefix.ENFORCED, SESSIONS);
  }

  public static MemberLogging member(
      Optional<String> logPrefix,
      String keyPrefix,
      AccountPrefix accountPrefix,
      Preferences sessions) {
    return member(MEMBER, logPrefix, keyPrefix, accountPrefix, sessions);
  }

  public static MemberLogging member(
      Place place,
      Optional<String> logPrefix,
      String keyPrefix,
      AccountPrefix accountPrefix,
      Preferences sessions) {
    return new MemberLogging(
        place,
        MemberLogging.PREFERENCES_DOCUMENT,
        "central-session-logs",
        DeclaredKeys.UNTOLD,
        logPrefix,
        keyPrefix,
        accountPrefix,
        sessions,
        OnExistingPreferences.MERGE,
        set(),
        OnMissingRole.FAIL,
        HostManagement.DEFAULT,
        new TreeMap<>());
  }

  /** Everything declared that can be. */
  public static Preferences everything() {
    return Preferences.NONE
        .with(PreferenceField.S3_ENCRYPTION_ENABLED, false)
        .with(PreferenceField.CLOUD_WATCH_LOG_GROUP_NAME, "/sessions")
        .with(PreferenceField.CLOUD_WATCH_ENCRYPTION_ENABLED, true)
        .with(PreferenceField.CLOUD_WATCH_STREAMING_ENABLED, true)
        .with(PreferenceField.RUN_AS_ENABLED, true)
        .with(PreferenceField.RUN_AS_DEFAULT_USER, "ssm-user")
        .with(PreferenceField.IDLE_SESSION_TIMEOUT, 5)
        .with(PreferenceField.MAX_SESSION_DURATION, 60)
        .with(PreferenceField.LINUX_SHELL_PROFILE, "cd /tmp")
        .with(PreferenceField.WINDOWS_SHELL_PROFILE, "cd C:\\");
  }

  public static SortedSet<String> set(String... members) {
    return new TreeSet<>(List.of(members));
  }
}
