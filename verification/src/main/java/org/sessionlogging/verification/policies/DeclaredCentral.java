package org.sessionlogging.verification.policies;

import java.util.Collections;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.sessionlogging.domain.settings.AccountPrefix;
import org.sessionlogging.domain.settings.BucketSettings;
import org.sessionlogging.domain.settings.CentralLogging;
import org.sessionlogging.domain.settings.GivenKeys;
import org.sessionlogging.domain.settings.InvalidSettings;
import org.sessionlogging.domain.settings.KeyMode;
import org.sessionlogging.domain.settings.KeyRegions;
import org.sessionlogging.domain.settings.KeySettings;
import org.sessionlogging.domain.settings.LifecycleRules;
import org.sessionlogging.domain.settings.LogAccess;
import org.sessionlogging.domain.settings.OnExistingBucket;
import org.sessionlogging.domain.settings.OrganizationId;
import org.sessionlogging.domain.settings.Place;
import org.sessionlogging.domain.settings.PrincipalArns;
import org.sessionlogging.domain.settings.Retention;

/** What policies depend on of a Central; what else is declared changes none. */
final class DeclaredCentral {
  private static final Retention ANY = new Retention(true, Optional.empty(), LifecycleRules.NONE);

  private final Properties properties;

  private DeclaredCentral(Properties properties) {
    this.properties = properties;
  }

  static CentralLogging of(Properties properties, Place place) {
    if (properties
        .word("OnExistingBucket", OnExistingBucket.class)
        .equals(Optional.of(OnExistingBucket.ADOPT))) {
      throw new InvalidSettings(
          "Central.OnExistingBucket",
          "is ADOPT, with which the policy depends on what is found",
          "have it shown by `make policies` with a description of the bucket (docs/reviewing.md)");
    }
    DeclaredCentral central = new DeclaredCentral(properties);
    return new CentralLogging(
        place,
        new BucketSettings(
            properties.text("BucketName", CentralLogging.defaultBucketName(place)),
            ANY,
            Optional.empty(),
            false),
        central.keys(),
        central.access(),
        new TreeMap<>());
  }

  private KeySettings keys() {
    return KeySettings.of(
        properties.word("KeyMode", KeyMode.class).orElse(KeyMode.TWO_KEYS),
        GivenKeys.parse(
            properties.text("ExistingBucketKeyArn"), properties.text("ExistingSessionKeyArn")),
        new KeyRegions(
            properties.texts("ReplicaRegions").orElseGet(Collections::emptySortedSet),
            properties.texts("RetiredRegions")),
        Optional.empty(),
        Optional.empty(),
        properties.flag("JustInTimeAccess").orElse(false));
  }

  private LogAccess access() {
    return new LogAccess(
        properties.text("OrganizationId", OrganizationId::new),
        properties.texts("OrganizationPaths").orElseGet(TreeSet::new),
        properties.word("AccountPrefix", AccountPrefix.class).orElse(AccountPrefix.ENFORCED),
        properties.text("LogPrefix"),
        arns(LogAccess.LOG_READERS),
        arns(LogAccess.LOG_ADMINISTRATORS),
        arns(LogAccess.KEY_ADMINISTRATORS));
  }

  private PrincipalArns arns(String property) {
    return properties
        .texts(property)
        .map(it -> PrincipalArns.of(property, it))
        .orElse(PrincipalArns.NONE);
  }
}
