package org.sessionlogging.verification.look;

import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.sessionlogging.access.KeyLook;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.aws.Pages;
import org.sessionlogging.domain.judgement.Answer;
import org.sessionlogging.domain.judgement.LogAccountFacts.KeyFacts;
import org.sessionlogging.domain.judgement.Shown;
import org.sessionlogging.domain.policy.PolicyDocument;
import org.sessionlogging.domain.settings.KeyArn;
import org.sessionlogging.domain.settings.KeyPurpose;
import org.sessionlogging.domain.settings.Place;
import org.sessionlogging.domain.settings.Tags;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DescribeKeyRequest;
import software.amazon.awssdk.services.kms.model.GetKeyPolicyRequest;
import software.amazon.awssdk.services.kms.model.GetKeyRotationStatusRequest;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.ListResourceTagsRequest;
import software.amazon.awssdk.services.kms.model.ListResourceTagsResponse;

/**
 * The keys of the log bucket, looked at from the log account.
 *
 * @param kms by Region
 * @param place the account, and the bucket's Region
 */
record LogKeysLook(Aws aws, Function<String, KmsClient> kms, Place place, String bucketName) {
  private static final String ABSENT = "NotFoundException";
  private static final String BUCKET_TAG = Tags.OURS + "bucket";
  private static final String ONLY_POLICY = "default";

  /** The key that our alias leads to. */
  Shown<KeyMetadata> named(KeyPurpose purpose) {
    return described(purpose.alias(bucketName));
  }

  /** The key of that alias or ARN. */
  Shown<KeyMetadata> described(String key) {
    return Asking.shown(
        () ->
            aws.find(
                    kms.apply(place.region()),
                    DescribeKeyRequest.builder().keyId(key).build(),
                    KmsClient::describeKey,
                    ABSENT)
                .map(it -> it.keyMetadata()));
  }

  KeyFacts key(KeyArn arn) {
    return facts(
        arn,
        Asking.shown(
            () ->
                Optional.of(
                    aws.call(
                            kms.apply(arn.region()),
                            GetKeyRotationStatusRequest.builder().keyId(arn.toString()).build(),
                            KmsClient::getKeyRotationStatus)
                        .keyRotationEnabled())));
  }

  /** The session key in each Region; they rotate together (KMS developer guide, "Rotate keys"). */
  SortedMap<String, KeyFacts> replicas(KeyArn key, SortedSet<String> regions) {
    SortedMap<String, KeyFacts> replicas = new TreeMap<>();
    regions.forEach(
        region -> replicas.put(region, facts(key.in(region), Shown.of(Optional.empty()))));
    return replicas;
  }

  static SortedSet<String> regionsOf(KeyArn arn, KeyMetadata key) {
    SortedSet<String> regions = new TreeSet<>();
    regions.add(arn.region());
    if (key.multiRegionConfiguration() != null) {
      regions.add(key.multiRegionConfiguration().primaryKey().region());
      key.multiRegionConfiguration().replicaKeys().forEach(it -> regions.add(it.region()));
    }
    return regions;
  }

  private KeyFacts facts(KeyArn arn, Shown<Boolean> rotates) {
    Answer state = Asking.answer(new KeyLook(aws, kms.apply(arn.region()), arn)::state);
    if (!arn.account().equals(place.account())) {
      // KMS API reference, GetKeyPolicy and ListResourceTags, "Cross-account use: No".
      return new KeyFacts(
          arn,
          state,
          rotates,
          Shown.of(Optional.of(false)),
          Shown.unknown(
              "only account " + arn.account() + " can read the policy of its key " + arn));
    }
    return new KeyFacts(arn, state, rotates, ours(arn), policy(arn));
  }

  /** A given key is never tagged (ADR 0025). */
  private Shown<Boolean> ours(KeyArn arn) {
    return Asking.shown(
        () ->
            Optional.of(
                Pages.of(
                        marker ->
                            aws.call(
                                kms.apply(arn.region()),
                                ListResourceTagsRequest.builder()
                                    .keyId(arn.toString())
                                    .marker(marker)
                                    .build(),
                                KmsClient::listResourceTags),
                        ListResourceTagsResponse::nextMarker)
                    .flatMap(page -> page.tags().stream())
                    .anyMatch(
                        it -> it.tagKey().equals(BUCKET_TAG) && it.tagValue().equals(bucketName))));
  }

  private Shown<PolicyDocument> policy(KeyArn arn) {
    return Asking.shown(
        () ->
            Optional.of(
                PolicyDocument.parse(
                    aws.call(
                            kms.apply(arn.region()),
                            GetKeyPolicyRequest.builder()
                                .keyId(arn.toString())
                                .policyName(ONLY_POLICY)
                                .build(),
                            KmsClient::getKeyPolicy)
                        .policy())));
  }
}
