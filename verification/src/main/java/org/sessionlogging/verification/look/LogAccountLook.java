package org.sessionlogging.verification.look;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.sessionlogging.access.KeyLook;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.domain.judgement.Answer;
import org.sessionlogging.domain.judgement.LogAccountFacts;
import org.sessionlogging.domain.judgement.LogAccountFacts.Encryption;
import org.sessionlogging.domain.judgement.LogAccountFacts.KeyFacts;
import org.sessionlogging.domain.judgement.Shown;
import org.sessionlogging.domain.settings.KeyArn;
import org.sessionlogging.domain.settings.KeyPurpose;
import org.sessionlogging.domain.settings.OrganizationId;
import org.sessionlogging.domain.settings.Place;
import org.sessionlogging.verification.door.Clients;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DescribeKeyRequest;
import software.amazon.awssdk.services.kms.model.GetKeyRotationStatusRequest;
import software.amazon.awssdk.services.kms.model.KeyMetadata;

/**
 * The log account, looked at from inside.
 *
 * @param place the account, and the bucket's Region
 */
public record LogAccountLook(Aws aws, Clients clients, Place place, String bucketName) {
  private static final String ABSENT = "NotFoundException";

  /**
   * All of it.
   *
   * @param regions those in which sessions are to be encrypted; none for those that the key is in
   */
  public LogAccountFacts facts(Shown<OrganizationId> organization, SortedSet<String> regions) {
    LogBucketLook bucket =
        new LogBucketLook(aws, clients.s3().apply(place.region()), bucketName, place.account());
    Shown<Encryption> encryption = bucket.encryption();
    Map<KeyPurpose, Shown<KeyFacts>> keys = new EnumMap<>(KeyPurpose.class);
    Shown<KeyMetadata> session = named(KeyPurpose.SESSION);
    keys.put(KeyPurpose.BUCKET, bucketKey(encryption));
    keys.put(KeyPurpose.SESSION, key(session));
    return new LogAccountFacts(
        place,
        bucketName,
        encryption,
        bucket.publicAccessBlocked(),
        bucket.objectOwnership(),
        bucket.versioned(),
        bucket.policy(),
        bucket.formerEncryption(),
        organization,
        keys,
        session
            .value()
            .map(it -> replicas(it, regions.isEmpty() ? regionsOf(it) : regions))
            .orElseGet(TreeMap::new));
  }

  /** A given key bears no alias: then the bucket says which it is. */
  private Shown<KeyFacts> bucketKey(Shown<Encryption> encryption) {
    Shown<KeyFacts> named = key(named(KeyPurpose.BUCKET));
    Optional<KeyArn> found = encryption.value().flatMap(Encryption::key).flatMap(KeyArn::parse);
    return named.isKnown() && named.value().isEmpty() && found.isPresent()
        ? Shown.of(found.map(this::key))
        : named;
  }

  private Shown<KeyMetadata> named(KeyPurpose purpose) {
    return Asking.shown(
        () ->
            aws.find(
                    kms(place.region()),
                    DescribeKeyRequest.builder().keyId(purpose.alias(bucketName)).build(),
                    KmsClient::describeKey,
                    ABSENT)
                .map(it -> it.keyMetadata()));
  }

  private Shown<KeyFacts> key(Shown<KeyMetadata> shown) {
    return shown.isKnown()
        ? Shown.of(shown.value().flatMap(it -> KeyArn.parse(it.arn())).map(this::key))
        : Shown.unknown(shown.unasked());
  }

  private KeyFacts key(KeyArn arn) {
    return new KeyFacts(
        arn,
        Asking.answer(new KeyLook(aws, kms(arn.region()), arn)::state),
        Asking.shown(
            () ->
                Optional.of(
                    aws.call(
                            kms(arn.region()),
                            GetKeyRotationStatusRequest.builder().keyId(arn.toString()).build(),
                            KmsClient::getKeyRotationStatus)
                        .keyRotationEnabled())));
  }

  private SortedMap<String, Answer> replicas(KeyMetadata key, SortedSet<String> regions) {
    SortedMap<String, Answer> replicas = new TreeMap<>();
    KeyArn.parse(key.arn())
        .ifPresent(
            arn ->
                regions.forEach(
                    region ->
                        replicas.put(
                            region,
                            Asking.answer(new KeyLook(aws, kms(region), arn.in(region))::state))));
    return replicas;
  }

  private static SortedSet<String> regionsOf(KeyMetadata key) {
    SortedSet<String> regions = new TreeSet<>();
    KeyArn.parse(key.arn()).ifPresent(it -> regions.add(it.region()));
    if (key.multiRegionConfiguration() != null) {
      regions.add(key.multiRegionConfiguration().primaryKey().region());
      key.multiRegionConfiguration().replicaKeys().forEach(it -> regions.add(it.region()));
    }
    return regions;
  }

  private KmsClient kms(String region) {
    return clients.kms().apply(region);
  }
}
