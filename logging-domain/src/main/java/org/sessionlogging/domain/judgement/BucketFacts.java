package org.sessionlogging.domain.judgement;

import java.util.Optional;

/**
 * What the log bucket says of its encryption to the member, asked as the bucket of the account of
 * its keys.
 *
 * @param answer whether it says anything
 * @param algorithm by which it encrypts by default
 * @param keyId the key as it was written there
 */
public record BucketFacts(Answer answer, Optional<String> algorithm, Optional<String> keyId) {

  /** Of a bucket that does not answer. */
  public static BucketFacts of(Answer refusal) {
    return new BucketFacts(refusal, Optional.empty(), Optional.empty());
  }
}
