package org.sessionlogging.central;

import java.util.Map;
import org.sessionlogging.fakes.FakeAws;
import org.sessionlogging.fakes.kms.FakeKey;
import org.sessionlogging.fakes.store.Snapshot;

/** Keys that somebody else has made. */
final class Given {
  static final String STRANGER = "999988887777";
  private static final String ID = "0a1b2c3d-0000-0000-0000-00000000000";
  private static final String MULTI_REGION_ID = "mrk-0a1b2c3d00000000000000000000000";

  /** Lets its own account administer, and everybody of the organization do anything. */
  private static final String POLICY =
      """
      {"Version": "2012-10-17", "Statement": [
       {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::%s:root"}, "Action": "kms:*", "Resource": "*"},
       {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "kms:*", "Resource": "*",
        "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-abcdefghij"}}}]}
      """;

  private static final String HERE = CentralUnderTest.REGION;

  /** What the contract's inputs name, which {@link #are} makes. */
  static final Map<String, String> EXPORTS =
      Map.of(
          "KeyOfThisAccount", arn(World.ACCOUNT, HERE, 1),
          "MultiRegionKey", multiRegionArn(World.ACCOUNT, HERE, 2),
          "KeyOfAnotherAccount", arn(STRANGER, HERE, 3));

  private Given() {}

  /** Those keys, of which the multi-Region one has a replica already. */
  static void are(FakeAws aws) {
    EXPORTS.values().stream().sorted().forEach(arn -> key(aws, arn));
    FakeKey multiRegion =
        aws.kms().keys.stream().filter(FakeKey::multiRegion).findFirst().orElseThrow();
    replica(aws, multiRegion, "eu-west-1");
  }

  /** One of this account for the bucket, one of another for sessions. */
  static ResourceModel inPlaceOfOwnKeys(ResourceModel declared) {
    return declared.toBuilder()
        .replicaRegions(null)
        .keyRotationPeriodInDays(null)
        .keyDeletionWindowInDays(null)
        .keyAdministratorArns(null)
        .justInTimeAccess(null)
        .existingBucketKeyArn(EXPORTS.get("KeyOfThisAccount"))
        .existingSessionKeyArn(EXPORTS.get("KeyOfAnotherAccount"))
        .build();
  }

  /**
   * @param number one digit, which tells keys apart
   */
  static String arn(String account, String region, int number) {
    return "arn:aws:kms:" + region + ":" + account + ":key/" + ID + number;
  }

  static String multiRegionArn(String account, String region, int number) {
    return "arn:aws:kms:" + region + ":" + account + ":key/" + MULTI_REGION_ID + number;
  }

  static FakeKey key(FakeAws aws, String arn) {
    return add(aws, arn, true);
  }

  /** Gives somebody's key a policy that lets everybody of the organization use it. */
  static void letMembersIn(FakeAws aws, String arn) {
    aws.kms().keys.stream()
        .filter(key -> key.arn.equals(arn))
        .forEach(key -> key.policy = POLICY.formatted(key.account()));
  }

  static FakeKey replica(FakeAws aws, FakeKey primary, String region) {
    return add(aws, primary.arn.replace(primary.region(), region), false);
  }

  private static FakeKey add(FakeAws aws, String arn, boolean primary) {
    FakeKey key = aws.kms().add(arn, primary, POLICY.formatted(arn.split(":", -1)[4]));
    key.tags.put("Owner", "key-team");
    return key;
  }

  /** All that KMS knows of it. */
  static String picture(FakeKey key) {
    return Snapshot.text(key);
  }
}
