package org.sessionlogging.domain.settings;

import java.util.SortedMap;
import java.util.SortedSet;

/**
 * The log account's side: the bucket in its place, its keys, and who may do what with the logs.
 * Whatever can't be carried out is refused with InvalidSettings.
 */
public record CentralLogging(
    Place place,
    BucketSettings bucket,
    KeySettings keys,
    LogAccess access,
    SortedMap<String, String> tags) {

  /** Checks the tags and what must fit the place. */
  public CentralLogging {
    tags = Tags.checked(tags);
    keys.refuseOwnTag(tags);
    access.check(place);
    checkNamespace(place, bucket.name());
    keys.given().check(place);
    if (access.keyAdministrators().given()) {
      keys.refuseWithoutOwnKey(LogAccess.KEY_ADMINISTRATORS, "given another policy");
    }
    checkReplicaRegions(place, keys);
  }

  /** A name in the account's own regional namespace, which nobody else can ever take. */
  public static String defaultBucketName(Place place) {
    return "session-logging" + namespace(place);
  }

  /** ARN of the log bucket. */
  public String bucketArn() {
    return place.bucketArn(bucket.name());
  }

  /** The Regions that get a replica of the session key. */
  public SortedSet<String> replicaRegions() {
    return keys.regions().outside(place.region());
  }

  private static String namespace(Place place) {
    return "-" + place.account() + "-" + place.region() + "-an";
  }

  private static void checkNamespace(Place place, String bucketName) {
    if (bucketName.endsWith("-an") && !bucketName.endsWith(namespace(place))) {
      throw new InvalidSettings(
          "BucketName",
          "ends in -an, which S3 keeps for names in an account's own namespace ("
              + bucketName
              + ")",
          "end it in " + namespace(place) + " or choose another ending");
    }
  }

  private static void checkReplicaRegions(Place place, KeySettings keys) {
    keys.given(KeyPurpose.SESSION)
        .filter(key -> !key.account().equals(place.account()))
        .filter(key -> !keys.regions().outside(place.region()).isEmpty())
        .ifPresent(
            key -> {
              throw new InvalidSettings(
                  "ReplicaRegions",
                  "asks for replicas of a key of another account (" + key + ")",
                  "leave it out: only that account can make them, and members name theirs in SessionKeyArn");
            });
  }
}
