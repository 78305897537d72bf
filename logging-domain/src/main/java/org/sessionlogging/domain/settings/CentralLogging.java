package org.sessionlogging.domain.settings;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The log account's side: the bucket in its place, who may write to it, and its keys. Rotation 90
 * to 2,560 days, deletion window 7 to 30 days. Whatever can't be carried out is refused with
 * InvalidSettings.
 */
public record CentralLogging(
    Place place,
    String bucketName,
    String organizationId,
    KeyMode keyMode,
    SortedSet<String> replicaRegions,
    int keyRotationPeriodInDays,
    int keyDeletionWindowInDays,
    AccountPrefix accountPrefix,
    Optional<String> logPrefix,
    boolean versioningEnabled,
    SortedMap<String, String> tags) {

  private static final Pattern ORGANIZATION_ID = Pattern.compile("o-[a-z0-9]{10,32}");
  private static final Pattern REGION = Pattern.compile(PropertyRules.REGION);

  /** Checks every property alone and the combinations. */
  public CentralLogging {
    replicaRegions = Collections.unmodifiableSortedSet(new TreeSet<>(replicaRegions));
    tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    PropertyRules.bucketName(bucketName);
    checkNamespace(place, bucketName);
    if (!ORGANIZATION_ID.matcher(organizationId).matches()) {
      throw new InvalidSettings(
          "OrganizationId",
          "is not the id of an organization (" + organizationId + ")",
          "give o- and 10 to 32 lowercase letters and digits, or leave it out to use this account's own");
    }
    checkReplicaRegions(place, replicaRegions);
    PropertyRules.range("KeyRotationPeriodInDays", keyRotationPeriodInDays, 90, 2560, "days");
    PropertyRules.range("KeyDeletionWindowInDays", keyDeletionWindowInDays, 7, 30, "days");
    PropertyRules.prefix("LogPrefix", logPrefix);
    PropertyRules.tags(tags);
  }

  /** A name in the account's own regional namespace, which nobody else can ever take. */
  public static String defaultBucketName(Place place) {
    return "session-logging" + namespace(place);
  }

  /** ARN of the log bucket. */
  public String bucketArn() {
    return place.bucketArn(bucketName);
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

  private static void checkReplicaRegions(Place place, SortedSet<String> regions) {
    if (regions.contains(place.region())) {
      throw new InvalidSettings(
          "ReplicaRegions",
          "contains the bucket's own Region " + place.region(),
          "leave it out, the session key itself is there");
    }
    for (String region : regions) {
      if (!REGION.matcher(region).matches()) {
        throw new InvalidSettings(
            "ReplicaRegions",
            "contains " + region,
            "give Regions by their codes, such as eu-west-1");
      }
    }
  }
}
