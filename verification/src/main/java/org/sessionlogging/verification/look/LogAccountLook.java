package org.sessionlogging.verification.look;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.domain.judgement.LogAccountFacts;
import org.sessionlogging.domain.judgement.LogAccountFacts.KeyFacts;
import org.sessionlogging.domain.judgement.LogBucketFacts;
import org.sessionlogging.domain.judgement.LogBucketFacts.Encryption;
import org.sessionlogging.domain.judgement.LogBucketFacts.Marks;
import org.sessionlogging.domain.judgement.Shown;
import org.sessionlogging.domain.policy.BucketPolicy;
import org.sessionlogging.domain.settings.KeyArn;
import org.sessionlogging.domain.settings.KeyPurpose;
import org.sessionlogging.domain.settings.OrganizationId;
import org.sessionlogging.domain.settings.Place;
import org.sessionlogging.verification.door.Clients;
import software.amazon.awssdk.services.kms.model.KeyMetadata;

/**
 * The log account, looked at from inside.
 *
 * @param place the account, and the bucket's Region
 */
public record LogAccountLook(Aws aws, Clients clients, Place place, String bucketName) {

  /**
   * All of it.
   *
   * @param regions those in which sessions are to be encrypted; none for those that the key is in
   */
  public LogAccountFacts facts(Shown<OrganizationId> organization, SortedSet<String> regions) {
    LogBucketFacts bucket =
        new LogBucketLook(
                new SettingLook<>(aws, clients.s3().apply(place.region())),
                bucketName,
                place.account())
            .facts();
    LogKeysLook look = new LogKeysLook(aws, clients.kms(), place, bucketName);
    Shown<KeyMetadata> own = look.named(KeyPurpose.BUCKET);
    Shown<KeyMetadata> session = session(look, bucket);
    Map<KeyPurpose, Shown<KeyFacts>> keys = new EnumMap<>(KeyPurpose.class);
    keys.put(KeyPurpose.BUCKET, bucketKey(own, bucket).map(look::key));
    keys.put(KeyPurpose.SESSION, session.flatMap(LogAccountLook::arn).map(look::key));
    SortedMap<String, KeyFacts> replicas =
        session
            .value()
            .flatMap(
                key ->
                    arn(key)
                        .map(
                            arn ->
                                look.replicas(
                                    arn,
                                    regions.isEmpty() ? LogKeysLook.regionsOf(arn, key) : regions)))
            .orElseGet(TreeMap::new);
    return new LogAccountFacts(
        place,
        bucketName,
        bucket,
        organization,
        own.value().flatMap(LogAccountLook::arn),
        keys,
        replicas);
  }

  private static Optional<KeyArn> arn(KeyMetadata key) {
    return KeyArn.parse(key.arn());
  }

  /**
   * The one that the bucket and its policy both name; or else Central's own, by its alias. A given
   * key bears none: then the policy says which it is, or else the bucket.
   */
  private static Shown<KeyArn> bucketKey(Shown<KeyMetadata> own, LogBucketFacts bucket) {
    Optional<KeyArn> encrypting =
        bucket.encryption().value().flatMap(Encryption::key).flatMap(KeyArn::parse);
    Optional<KeyArn> declared = bucket.policy().value().flatMap(BucketPolicy::key);
    if (encrypting.isPresent() && encrypting.equals(declared)) {
      return Shown.of(declared);
    }
    Shown<KeyArn> named = own.flatMap(LogAccountLook::arn);
    return named.isKnown() && named.value().isEmpty()
        ? Shown.of(declared.or(() -> encrypting))
        : named;
  }

  /** No alias leads to a key of another account: that one stands in a tag (ADR 0025). */
  private Shown<KeyMetadata> session(LogKeysLook look, LogBucketFacts bucket) {
    Shown<KeyMetadata> named = look.named(KeyPurpose.SESSION);
    Optional<String> given = bucket.marks().value().flatMap(Marks::sessionKey);
    return named.isKnown() && named.value().isEmpty() && given.isPresent()
        ? look.described(given.get())
        : named;
  }
}
