package org.sessionlogging.domain.settings;

import java.util.Collections;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The log account's keys. Rotation 90 to 2,560 days, deletion window 7 to 30 days.
 *
 * @param justInTimeAccess whether sessions of just-in-time node access may use the session key
 */
public record KeySettings(
    KeyMode mode,
    SortedSet<String> replicaRegions,
    int rotationPeriodInDays,
    int deletionWindowInDays,
    boolean justInTimeAccess) {
  /**
   * The tag, and its value, without which the policies that AWS gives to just-in-time sessions
   * refuse a key (AWS managed policy reference, AWSSystemsManagerJustInTimeAccessTokenPolicy).
   */
  public static final String JUST_IN_TIME_TAG = "SystemsManagerJustInTimeNodeAccessManaged";

  /** Likewise. */
  public static final String JUST_IN_TIME_VALUE = "true";

  private static final Pattern REGION = Pattern.compile(PropertyRules.REGION);

  /** Checks every property alone. */
  public KeySettings {
    replicaRegions = Collections.unmodifiableSortedSet(new TreeSet<>(replicaRegions));
    replicaRegions.forEach(KeySettings::checkRegion);
    PropertyRules.range("KeyRotationPeriodInDays", rotationPeriodInDays, 90, 2560, "days");
    PropertyRules.range("KeyDeletionWindowInDays", deletionWindowInDays, 7, 30, "days");
  }

  /** It is not the user's to set or to leave out, but JustInTimeAccess's. */
  void refuseOwnTag(Map<String, String> tags) {
    if (tags.containsKey(JUST_IN_TIME_TAG)) {
      throw new InvalidSettings(
          "Tags",
          "has the key " + JUST_IN_TIME_TAG,
          "declare JustInTimeAccess instead, which puts it where it belongs, and take it out of the"
              + " stack's tags, too");
    }
  }

  private static void checkRegion(String region) {
    if (!REGION.matcher(region).matches()) {
      throw new InvalidSettings(
          "ReplicaRegions", "contains " + region, "give Regions by their codes, such as eu-west-1");
    }
  }
}
