package org.sessionlogging.domain.settings;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;

/**
 * The log account's keys. Rotation 90 to 2,560 days, deletion window 7 to 30 days.
 *
 * @param given those of them that are there already
 * @param regions in which members ask for the session key
 * @param justInTimeAccess whether sessions of just-in-time node access may use the session key
 */
public record KeySettings(
    KeyMode mode,
    GivenKeys given,
    KeyRegions regions,
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

  private static final String ROTATION = "KeyRotationPeriodInDays";
  private static final String WINDOW = "KeyDeletionWindowInDays";
  private static final int USUAL_ROTATION = 365;
  private static final int LONGEST_WINDOW = 30;

  /** Checks every property alone. */
  public KeySettings {
    PropertyRules.range(ROTATION, rotationPeriodInDays, 90, 2560, "days");
    PropertyRules.range(WINDOW, deletionWindowInDays, 7, LONGEST_WINDOW, "days");
    given.check(mode);
    Optional<KeyArn> sessionKey = given.serving(KeyPurpose.SESSION, mode);
    sessionKey.ifPresent(key -> checkReplicable(key, mode, regions));
    if (justInTimeAccess && sessionKey.isPresent()) {
      throw new InvalidSettings(
          "JustInTimeAccess",
          "is declared for a given key, which is never tagged (" + sessionKey.get() + ")",
          "leave it out, and have the tag "
              + JUST_IN_TIME_TAG
              + "="
              + JUST_IN_TIME_VALUE
              + " put on that key and its replicas");
    }
  }

  /** As the properties have them; what is not declared gets its default. */
  public static KeySettings of(
      KeyMode mode,
      GivenKeys given,
      KeyRegions regions,
      Optional<Integer> rotationPeriodInDays,
      Optional<Integer> deletionWindowInDays,
      boolean justInTimeAccess) {
    KeySettings keys =
        new KeySettings(
            mode,
            given,
            regions,
            rotationPeriodInDays.orElse(USUAL_ROTATION),
            deletionWindowInDays.orElse(LONGEST_WINDOW),
            justInTimeAccess);
    rotationPeriodInDays.ifPresent(days -> keys.refuseWithoutOwnKey(ROTATION, "rotated"));
    deletionWindowInDays.ifPresent(days -> keys.refuseWithoutOwnKey(WINDOW, "deleted"));
    return keys;
  }

  /** The given key that serves a purpose. */
  public Optional<KeyArn> given(KeyPurpose purpose) {
    return given.serving(purpose, mode);
  }

  void refuseWithoutOwnKey(String property, String never) {
    if (mode.keys().stream().allMatch(purposes -> given(Collections.min(purposes)).isPresent())) {
      throw new InvalidSettings(
          property, "is declared for given keys alone, which are never " + never, "leave it out");
    }
  }

  private static void checkReplicable(KeyArn sessionKey, KeyMode mode, KeyRegions regions) {
    if (!sessionKey.multiRegion() && !regions.outside(sessionKey.region()).isEmpty()) {
      throw new InvalidSettings(
          "ReplicaRegions",
          "asks for replicas of a key that is in one Region only (" + sessionKey + ")",
          "leave it out, or give "
              + GivenKeys.property(KeyPurpose.SESSION, mode)
              + " a multi-Region key (mrk-...), which a key can't become later");
    }
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
}
