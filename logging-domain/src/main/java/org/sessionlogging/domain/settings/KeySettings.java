package org.sessionlogging.domain.settings;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The log account's keys. Rotation 90 to 2,560 days, deletion window 7 to 30 days. */
public record KeySettings(
    KeyMode mode,
    SortedSet<String> replicaRegions,
    int rotationPeriodInDays,
    int deletionWindowInDays) {

  private static final Pattern REGION = Pattern.compile(PropertyRules.REGION);

  /** Checks every property alone. */
  public KeySettings {
    replicaRegions = Collections.unmodifiableSortedSet(new TreeSet<>(replicaRegions));
    replicaRegions.forEach(KeySettings::checkRegion);
    PropertyRules.range("KeyRotationPeriodInDays", rotationPeriodInDays, 90, 2560, "days");
    PropertyRules.range("KeyDeletionWindowInDays", deletionWindowInDays, 7, 30, "days");
  }

  private static void checkRegion(String region) {
    if (!REGION.matcher(region).matches()) {
      throw new InvalidSettings(
          "ReplicaRegions", "contains " + region, "give Regions by their codes, such as eu-west-1");
    }
  }
}
