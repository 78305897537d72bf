package org.sessionlogging.domain.settings;

import java.util.Optional;

/**
 * The keys of a member, as far as it is told them: the others have to be asked for.
 *
 * @param bucketKey encrypts the bucket
 * @param sessionKey encrypts session streams; of whichever Region when it is multi-Region
 * @param encryptsSessions whether session streams are encrypted at all
 */
public record DeclaredKeys(
    Optional<KeyArn> bucketKey, Optional<KeyArn> sessionKey, boolean encryptsSessions) {
  /** Names of the properties. */
  public static final String BUCKET_KEY = "BucketKeyArn";

  /** Likewise. */
  public static final String SESSION_KEY = "SessionKeyArn";

  /** Stands in the place of the session key where session streams are not encrypted. */
  public static final String NONE = "NONE";

  /** Nothing told. */
  public static final DeclaredKeys UNTOLD = parse(Optional.empty(), Optional.empty());

  /** As the properties have them. */
  public static DeclaredKeys parse(Optional<String> bucketKey, Optional<String> sessionKey) {
    return new DeclaredKeys(
        bucketKey.map(text -> KeyArn.parse(BUCKET_KEY, text)),
        sessionKey.filter(text -> !text.equals(NONE)).map(text -> KeyArn.parse(SESSION_KEY, text)),
        !sessionKey.equals(Optional.of(NONE)));
  }

  /** Whether nothing has to be asked for. */
  public boolean complete() {
    return bucketKey.isPresent() && (sessionKey.isPresent() || !encryptsSessions);
  }

  void check(Place place) {
    bucketKey.ifPresent(key -> checkPartition(BUCKET_KEY, place, key));
    sessionKey.ifPresent(key -> checkPartition(SESSION_KEY, place, key));
    sessionKey.ifPresent(key -> checkRegion(place, key));
  }

  private static void checkPartition(String property, Place place, KeyArn key) {
    if (!key.partition().equals(place.partition())) {
      throw new InvalidSettings(
          property,
          "is in partition " + key.partition(),
          "give a key of partition " + place.partition());
    }
  }

  private static void checkRegion(Place place, KeyArn key) {
    if (!key.multiRegion() && !key.region().equals(place.region())) {
      throw new InvalidSettings(
          SESSION_KEY,
          "is a key of "
              + key.region()
              + " that is not multi-Region, and the agent asks "
              + place.region(),
          "give a multi-Region key with a replica in "
              + place.region()
              + " (Central's ReplicaRegions)");
    }
  }
}
