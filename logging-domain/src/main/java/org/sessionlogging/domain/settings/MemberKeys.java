package org.sessionlogging.domain.settings;

import java.util.Optional;

/**
 * The keys that a member uses, told or found.
 *
 * @param bucketKey encrypts the bucket
 * @param sessionKey encrypts session streams, which is done only where there is one; of whichever
 *     Region when it is multi-Region
 */
public record MemberKeys(KeyArn bucketKey, Optional<KeyArn> sessionKey) {

  /** The session key as the agent must name it: it asks the KMS of its own Region only. */
  public Optional<KeyArn> sessionKeyIn(String region) {
    return sessionKey.map(key -> key.multiRegion() ? key.in(region) : key);
  }
}
