package org.sessionlogging.member.keys;

import org.sessionlogging.aws.Aws;
import org.sessionlogging.aws.CallFailed;
import org.sessionlogging.domain.settings.DeclaredKeys;
import org.sessionlogging.domain.settings.KeyArn;
import org.sessionlogging.domain.settings.KeyPurpose;
import org.sessionlogging.domain.settings.Place;
import org.sessionlogging.kit.reconcile.PartFailed;
import org.sessionlogging.kit.reconcile.Refused;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DescribeKeyRequest;

/**
 * The alias that leads to the session key, or its replica, in the member's own Region: the keys'
 * policies let the organization look at them.
 *
 * @param kms of the member's Region
 * @param place of the member
 * @param logAccount that the bucket's key belongs to
 */
record AskedAlias(Aws aws, KmsClient kms, Place place, String logAccount) {

  /** The key, by the ARN that it has in this Region. */
  KeyArn key(String bucketName) {
    // Of another account's key KMS takes the ARN of an alias, not its name (API reference,
    // DescribeKey, KeyId).
    Place there = new Place(place.partition(), logAccount, place.region(), place.dnsSuffix());
    String alias = there.kmsArn(KeyPurpose.SESSION.alias(bucketName));
    try {
      return KeyArn.parse(
          DeclaredKeys.SESSION_KEY,
          aws.call(kms, DescribeKeyRequest.builder().keyId(alias).build(), KmsClient::describeKey)
              .keyMetadata()
              .arn());
    } catch (CallFailed e) {
      throw e.isDenial() ? denied(e) : new PartFailed(part(), e);
    }
  }

  private String part() {
    return DeclaredKeys.SESSION_KEY + " in " + place.region();
  }

  /** KMS says the same of a key that is not there as of one that is denied. */
  private Refused denied(CallFailed e) {
    return Refused.deniedAsYet(
        part()
            + ": "
            + e.operation()
            + " failed: "
            + e.reason()
            + ". The session key may have no replica in "
            + place.region()
            + ": add the Region to Central's ReplicaRegions. To a session key or bucket key of another account no alias leads:"
            + " give SessionKeyArn. If there is one: Allow the action to the"
            + " role that this operation runs under, and look for a denial in a service control policy or a permissions"
            + " boundary; Central's OrganizationPaths may leave account "
            + place.account()
            + " out, and a given key needs the policy that Central's docs ask for.",
        AskedKeys.FRESH);
  }
}
