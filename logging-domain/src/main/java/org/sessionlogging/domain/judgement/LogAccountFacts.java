package org.sessionlogging.domain.judgement;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.sessionlogging.domain.policy.BucketPolicy;
import org.sessionlogging.domain.policy.PolicyDocument;
import org.sessionlogging.domain.settings.KeyArn;
import org.sessionlogging.domain.settings.KeyPurpose;
import org.sessionlogging.domain.settings.OrganizationId;
import org.sessionlogging.domain.settings.Place;

/**
 * All that was found of the log account itself.
 *
 * @param place the account, and the bucket's Region
 * @param ownKey the one that Central has made for the bucket, by its alias; none where all keys are
 *     given
 * @param keys those in use, in the bucket's Region
 * @param replicas the session key in each Region of its use
 */
public record LogAccountFacts(
    Place place,
    String bucketName,
    LogBucketFacts bucket,
    Shown<OrganizationId> organization,
    Optional<KeyArn> ownKey,
    Map<KeyPurpose, Shown<KeyFacts>> keys,
    SortedMap<String, KeyFacts> replicas) {

  /**
   * A key of the log.
   *
   * @param state whether it can be used
   * @param rotates whether KMS rotates it by itself
   * @param ours whether Central has made it, as its tags say; a given key has none
   */
  public record KeyFacts(
      KeyArn arn,
      Answer state,
      Shown<Boolean> rotates,
      Shown<Boolean> ours,
      Shown<PolicyDocument> policy) {

    /** Whether it is known to be somebody else's. */
    boolean isGiven() {
      return ours.value().filter(it -> !it).isPresent();
    }
  }

  /** The key for a purpose, where one is known. */
  public Optional<KeyArn> key(KeyPurpose purpose) {
    return facts(purpose).map(KeyFacts::arn);
  }

  Optional<KeyFacts> facts(KeyPurpose purpose) {
    return Optional.ofNullable(keys.get(purpose)).flatMap(Shown::value);
  }

  /** The policy of the bucket, where it is known. */
  public Shown<PolicyDocument> policy() {
    return bucket.policy();
  }

  /** Who may write where in the bucket; empty where that is not known. */
  public Optional<BucketPolicy.Scope> writers() {
    return policy().value().flatMap(it -> BucketPolicy.scope(it, bucketName));
  }

  /**
   * Whether there may be logs among the keys that begin so. Without a policy to tell LogPrefix by,
   * any part of the bucket may be logs.
   */
  boolean mayBeLogs(String prefix) {
    String logs = writers().flatMap(BucketPolicy.Scope::logPrefix).map(it -> it + "/").orElse("");
    return prefix.startsWith(logs) || logs.startsWith(prefix);
  }
}
