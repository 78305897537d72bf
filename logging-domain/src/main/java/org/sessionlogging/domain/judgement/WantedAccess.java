package org.sessionlogging.domain.judgement;

import java.util.Optional;
import org.sessionlogging.domain.settings.KeyArn;
import org.sessionlogging.domain.settings.Place;
import org.sessionlogging.domain.settings.Preferences;

/**
 * What a member's access has to be.
 *
 * @param place the member's account and Region
 * @param bucketKey the key that the instances' policy names
 * @param sessionKey the key that the document names; empty where sessions are not encrypted by one
 * @param s3KeyPrefix first part of every log's key
 * @param preferences what the document is to say
 */
public record WantedAccess(
    Place place,
    String bucketName,
    KeyArn bucketKey,
    Optional<KeyArn> sessionKey,
    String s3KeyPrefix,
    Preferences preferences) {

  /** ARN of a log that a session in this Region would have. */
  public String aLog() {
    return place.bucketArn(bucketName) + "/" + s3KeyPrefix + "/verify-access.log";
  }

  /** The same where sessions have no key, as clients that can't encrypt need it. */
  public WantedAccess withoutSessionKey() {
    return new WantedAccess(
        place, bucketName, bucketKey, Optional.empty(), s3KeyPrefix, preferences);
  }
}
