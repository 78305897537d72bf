package org.sessionlogging.fakes;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.sessionlogging.domain.policy.BucketPolicy;
import org.sessionlogging.domain.policy.KeyPolicies;
import org.sessionlogging.domain.settings.AccountPrefix;
import org.sessionlogging.domain.settings.BucketSettings;
import org.sessionlogging.domain.settings.CentralLogging;
import org.sessionlogging.domain.settings.GivenKeys;
import org.sessionlogging.domain.settings.KeyArn;
import org.sessionlogging.domain.settings.KeyMode;
import org.sessionlogging.domain.settings.KeyPurpose;
import org.sessionlogging.domain.settings.KeyRegions;
import org.sessionlogging.domain.settings.KeySettings;
import org.sessionlogging.domain.settings.LifecycleRules;
import org.sessionlogging.domain.settings.LogAccess;
import org.sessionlogging.domain.settings.OrganizationId;
import org.sessionlogging.domain.settings.Place;
import org.sessionlogging.domain.settings.PrincipalArns;
import org.sessionlogging.domain.settings.Retention;
import org.sessionlogging.domain.settings.Tags;
import org.sessionlogging.fakes.kms.FakeKey;
import org.sessionlogging.fakes.s3.FakeBucket;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.TransitionDefaultMinimumObjectSize;

/**
 * What Central leaves in the log account: the bucket, both keys, replicas, policies and aliases.
 */
public record LogAccount(String bucketName, KeyArn bucketKey, KeyArn sessionKey) {
  public static LogAccount of(String bucketName, String bucketKey, String sessionKey) {
    return new LogAccount(
        bucketName, KeyArn.parse(bucketKey).orElseThrow(), KeyArn.parse(sessionKey).orElseThrow());
  }

  /** Name of the alias that leads to the session key in each Region. */
  public String sessionAlias() {
    return KeyPurpose.SESSION.alias(bucketName);
  }

  /** Puts it there, with replicas of the session key in some Regions. */
  public void put(FakeAws aws, String... replicaRegions) {
    Place place = new Place("aws", bucketKey.account(), bucketKey.region(), "amazonaws.com");
    OrganizationId organization =
        new OrganizationId(aws.organizations(place.region()).id.orElseThrow());
    CentralLogging central = declared(place, replicaRegions);
    FakeBucket bucket = aws.s3().add(bucketName, place.account(), place.region(), Map.of());
    bucket.policy = BucketPolicy.of(central, organization, bucketKey).json();
    bucket.versioning = BucketVersioningStatus.ENABLED;
    bucket.lifecycle = List.of(unfinishedUploads());
    bucket.transitionMinimum = TransitionDefaultMinimumObjectSize.ALL_STORAGE_CLASSES_128_K;
    encrypt(bucket, bucketKey.toString());
    key(
        aws,
        bucketKey,
        true,
        KeyPolicies.of(Set.of(KeyPurpose.BUCKET), central, organization).json());
    aws.kms().name(bucketKey.region(), KeyPurpose.BUCKET.alias(bucketName), bucketKey.keyId());
    String policy = KeyPolicies.of(Set.of(KeyPurpose.SESSION), central, organization).json();
    session(aws, sessionKey, true, policy);
    for (String region : replicaRegions) {
      session(aws, sessionKey.in(region), false, policy);
    }
  }

  private static LifecycleRule unfinishedUploads() {
    return LifecycleRule.builder()
        .id("session-logging-unfinished-uploads")
        .status(ExpirationStatus.ENABLED)
        .filter(it -> it.prefix(""))
        .abortIncompleteMultipartUpload(it -> it.daysAfterInitiation(7))
        .build();
  }

  /** Replicas of the session key in further Regions. */
  public void replicate(FakeAws aws, Iterable<String> regions) {
    String policy = aws.kms().key(sessionKey.region(), sessionKey.keyId()).orElseThrow().policy;
    regions.forEach(region -> session(aws, sessionKey.in(region), false, policy));
  }

  /** Encrypts a bucket by default with what somebody names so. */
  public static void encrypt(FakeBucket bucket, String keyId) {
    bucket.encryption =
        bucket.encryption.toBuilder()
            .applyServerSideEncryptionByDefault(
                it -> it.sseAlgorithm(ServerSideEncryption.AWS_KMS).kmsMasterKeyID(keyId))
            .build();
  }

  private void session(FakeAws aws, KeyArn key, boolean primary, String policy) {
    key(aws, key, primary, policy);
    aws.kms().name(key.region(), sessionAlias(), key.keyId());
  }

  private void key(FakeAws aws, KeyArn arn, boolean primary, String policy) {
    FakeKey key = aws.kms().add(arn.toString(), primary, policy);
    key.tags.put(Tags.OURS + "bucket", bucketName);
    key.rotationDays = primary ? 365 : null;
  }

  private CentralLogging declared(Place place, String... replicaRegions) {
    return new CentralLogging(
        place,
        new BucketSettings(
            bucketName,
            new Retention(true, Optional.empty(), LifecycleRules.NONE),
            Optional.empty(),
            false),
        KeySettings.of(
            KeyMode.TWO_KEYS,
            GivenKeys.NONE,
            KeyRegions.of(Set.of(replicaRegions)),
            Optional.empty(),
            Optional.empty(),
            false),
        new LogAccess(
            Optional.empty(),
            new TreeSet<>(),
            AccountPrefix.ENFORCED,
            Optional.empty(),
            PrincipalArns.NONE,
            PrincipalArns.NONE,
            PrincipalArns.NONE),
        new TreeMap<>());
  }
}
