package org.sessionlogging.domain.judgement;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.sessionlogging.domain.policy.PolicyDocument;
import org.sessionlogging.domain.settings.KeyArn;
import org.sessionlogging.domain.settings.KeyPurpose;
import org.sessionlogging.domain.settings.OrganizationId;
import org.sessionlogging.domain.settings.Place;

/**
 * All that was found of the log account itself.
 *
 * @param place the account, and the bucket's Region
 * @param encryption by default
 * @param publicAccessBlocked whether all four blocks are on
 * @param objectOwnership the setting's own word
 * @param formerEncryption what an adopted bucket was encrypted with, as Central remembers it
 * @param keys those that the aliases lead to, or else that encrypt the bucket, in the bucket's
 *     Region
 * @param replicas whether the session key can be used, by Region
 */
public record LogAccountFacts(
    Place place,
    String bucketName,
    Shown<Encryption> encryption,
    Shown<Boolean> publicAccessBlocked,
    Shown<String> objectOwnership,
    Shown<Boolean> versioned,
    Shown<PolicyDocument> policy,
    Optional<String> formerEncryption,
    Shown<OrganizationId> organization,
    Map<KeyPurpose, Shown<KeyFacts>> keys,
    SortedMap<String, Answer> replicas) {

  /**
   * How a bucket encrypts what comes without a key of its own.
   *
   * @param key as it was written there
   * @param bucketKeys whether one data key serves many objects
   * @param customerKeysBlocked whether uploads with keys that the caller keeps (SSE-C) are refused
   */
  public record Encryption(
      String algorithm, Optional<String> key, boolean bucketKeys, boolean customerKeysBlocked) {}

  /**
   * A key of the log account.
   *
   * @param state whether it can be used
   * @param rotates whether KMS rotates it by itself
   */
  public record KeyFacts(KeyArn arn, Answer state, Shown<Boolean> rotates) {}

  /** The key for a purpose, where one is known. */
  public Optional<KeyArn> key(KeyPurpose purpose) {
    return Optional.ofNullable(keys.get(purpose)).flatMap(Shown::value).map(KeyFacts::arn);
  }
}
