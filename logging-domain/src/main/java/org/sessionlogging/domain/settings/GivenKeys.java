package org.sessionlogging.domain.settings;

import java.util.Optional;

/**
 * Keys that this resource uses and has not made, each in the bucket's Region: they are never
 * changed, and never deleted.
 *
 * @param bucketKey encrypts the bucket; with ONE_KEY the sessions, too
 * @param sessionKey encrypts the sessions; with ONE_KEY there is none
 */
public record GivenKeys(Optional<KeyArn> bucketKey, Optional<KeyArn> sessionKey) {
  public static final GivenKeys NONE = new GivenKeys(Optional.empty(), Optional.empty());

  static final String BUCKET_KEY = "ExistingBucketKeyArn";
  static final String SESSION_KEY = "ExistingSessionKeyArn";

  /** As the properties have them. */
  public static GivenKeys parse(Optional<String> bucketKey, Optional<String> sessionKey) {
    return new GivenKeys(
        bucketKey.map(text -> KeyArn.parse(BUCKET_KEY, text)),
        sessionKey.map(text -> KeyArn.parse(SESSION_KEY, text)));
  }

  /** The one that serves a purpose; empty where this resource's own key does. */
  public Optional<KeyArn> serving(KeyPurpose purpose, KeyMode mode) {
    return isOfSessions(purpose, mode) ? sessionKey : bucketKey;
  }

  /** The property that names the key for a purpose. */
  public static String property(KeyPurpose purpose, KeyMode mode) {
    return isOfSessions(purpose, mode) ? SESSION_KEY : BUCKET_KEY;
  }

  private static boolean isOfSessions(KeyPurpose purpose, KeyMode mode) {
    return mode == KeyMode.TWO_KEYS && purpose == KeyPurpose.SESSION;
  }

  void check(KeyMode mode) {
    if (mode == KeyMode.ONE_KEY && sessionKey.isPresent()) {
      throw new InvalidSettings(
          SESSION_KEY,
          "is given with KeyMode ONE_KEY, whose one key is the bucket's",
          "leave it out: ExistingBucketKeyArn names the key for both");
    }
    if (bucketKey.isPresent() && bucketKey.equals(sessionKey)) {
      throw new InvalidSettings(
          SESSION_KEY,
          "is the key of ExistingBucketKeyArn (" + bucketKey.get() + ")",
          "give another key, or declare KeyMode ONE_KEY with ExistingBucketKeyArn alone");
    }
  }

  void check(Place place) {
    bucketKey.ifPresent(key -> check(BUCKET_KEY, key, place));
    sessionKey.ifPresent(key -> check(SESSION_KEY, key, place));
  }

  private static void check(String property, KeyArn key, Place place) {
    if (!key.region().equals(place.region()) || !key.partition().equals(place.partition())) {
      throw new InvalidSettings(
          property,
          "is a key of another Region than the bucket's (" + key + ")",
          "give one of "
              + place.region()
              + (key.multiRegion() ? ", such as a replica of this one" : "")
              + ": S3 uses keys of its own Region alone");
    }
  }
}
