package org.sessionlogging.domain.judgement;

import java.util.List;
import java.util.Optional;
import org.sessionlogging.domain.preferences.PreferencesDocument;

/**
 * All that was found of one account's access in one Region.
 *
 * @param bucketKey whether the bucket's key is enabled
 * @param bucketKeyUse whether KMS would decrypt with the bucket's key for a direct call
 * @param sessionEncryption whether KMS would generate a session's data key
 * @param sessionDecryption whether it would decrypt one
 * @param latest content of the version that sessions use; empty when there is none
 * @param shown content of the default version, which the console shows
 */
public record MemberFacts(
    BucketFacts bucket,
    Answer bucketKey,
    Answer bucketKeyUse,
    Answer sessionEncryption,
    Answer sessionDecryption,
    Optional<PreferencesDocument> latest,
    Optional<PreferencesDocument> shown,
    List<RoleFacts> roles) {

  public MemberFacts {
    roles = List.copyOf(roles);
  }
}
