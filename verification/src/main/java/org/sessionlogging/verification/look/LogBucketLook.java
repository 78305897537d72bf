package org.sessionlogging.verification.look;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.sessionlogging.domain.judgement.LogBucketFacts;
import org.sessionlogging.domain.judgement.LogBucketFacts.Encryption;
import org.sessionlogging.domain.judgement.LogBucketFacts.Marks;
import org.sessionlogging.domain.judgement.Shown;
import org.sessionlogging.domain.policy.PolicyDocument;
import org.sessionlogging.domain.settings.OnExistingBucket;
import org.sessionlogging.domain.settings.Tags;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.EncryptionType;
import software.amazon.awssdk.services.s3.model.GetBucketEncryptionRequest;
import software.amazon.awssdk.services.s3.model.GetBucketOwnershipControlsRequest;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyRequest;
import software.amazon.awssdk.services.s3.model.GetBucketTaggingRequest;
import software.amazon.awssdk.services.s3.model.GetPublicAccessBlockRequest;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;
import software.amazon.awssdk.services.s3.model.Tag;

/**
 * The settings of the log bucket, as its own account sees them.
 *
 * @param owner the account that has to own it
 */
record LogBucketLook(SettingLook<S3Client> settings, String bucketName, String owner) {
  private static final String FORMER_ENCRYPTION = Tags.OURS + "former-encryption";
  private static final String ON_EXISTING = Tags.OURS + "on-existing-bucket";
  private static final String SESSION_KEY = Tags.OURS + "existing-session-key";

  LogBucketFacts facts() {
    RetentionLook retention = new RetentionLook(settings, bucketName, owner);
    CopyLook copies = new CopyLook(settings, bucketName, owner);
    return new LogBucketFacts(
        encryption(),
        publicAccessBlocked(),
        objectOwnership(),
        retention.versioned(),
        policy(),
        marks(),
        retention.objectLock(),
        retention.expiries(),
        copies.copies(),
        copies.accessLog());
  }

  private Shown<Encryption> encryption() {
    return settings.of(
        GetBucketEncryptionRequest.builder().bucket(bucketName).expectedBucketOwner(owner).build(),
        S3Client::getBucketEncryption,
        it ->
            it.serverSideEncryptionConfiguration().rules().stream()
                .filter(rule -> rule.applyServerSideEncryptionByDefault() != null)
                .findFirst()
                .map(LogBucketLook::encryption),
        "ServerSideEncryptionConfigurationNotFoundError");
  }

  /** Bucket Keys are off unless S3 says that they are on (API reference). */
  private static Encryption encryption(ServerSideEncryptionRule rule) {
    return new Encryption(
        rule.applyServerSideEncryptionByDefault().sseAlgorithmAsString(),
        Optional.ofNullable(rule.applyServerSideEncryptionByDefault().kmsMasterKeyID()),
        Boolean.TRUE.equals(rule.bucketKeyEnabled()),
        rule.blockedEncryptionTypes() != null
            && rule.blockedEncryptionTypes().encryptionType().contains(EncryptionType.SSE_C));
  }

  private Shown<Boolean> publicAccessBlocked() {
    return settings.of(
        GetPublicAccessBlockRequest.builder().bucket(bucketName).expectedBucketOwner(owner).build(),
        S3Client::getPublicAccessBlock,
        it -> Optional.of(it.publicAccessBlockConfiguration()).map(LogBucketLook::areAllOn),
        "NoSuchPublicAccessBlockConfiguration");
  }

  private static boolean areAllOn(PublicAccessBlockConfiguration blocks) {
    return blocks.equals(
        PublicAccessBlockConfiguration.builder()
            .blockPublicAcls(true)
            .blockPublicPolicy(true)
            .ignorePublicAcls(true)
            .restrictPublicBuckets(true)
            .build());
  }

  private Shown<String> objectOwnership() {
    return settings.of(
        GetBucketOwnershipControlsRequest.builder()
            .bucket(bucketName)
            .expectedBucketOwner(owner)
            .build(),
        S3Client::getBucketOwnershipControls,
        it ->
            it.ownershipControls().rules().stream()
                .findFirst()
                .map(rule -> rule.objectOwnershipAsString()),
        "OwnershipControlsNotFoundError");
  }

  private Shown<PolicyDocument> policy() {
    return settings.of(
        GetBucketPolicyRequest.builder().bucket(bucketName).expectedBucketOwner(owner).build(),
        S3Client::getBucketPolicy,
        it -> Optional.of(PolicyDocument.parse(it.policy())),
        "NoSuchBucketPolicy");
  }

  /** What Central remembers in tags (ADR 0011). */
  private Shown<Marks> marks() {
    return settings
        .of(
            GetBucketTaggingRequest.builder().bucket(bucketName).expectedBucketOwner(owner).build(),
            S3Client::getBucketTagging,
            it -> Optional.of(byKey(it.tagSet())),
            "NoSuchTagSet")
        .orWhenAbsent(new TreeMap<>())
        .map(LogBucketLook::marks);
  }

  private static SortedMap<String, String> byKey(List<Tag> tags) {
    SortedMap<String, String> byKey = new TreeMap<>();
    tags.forEach(it -> byKey.put(it.key(), it.value()));
    return byKey;
  }

  private static Marks marks(SortedMap<String, String> tags) {
    return new Marks(
        OnExistingBucket.ADOPT.name().equals(tags.get(ON_EXISTING)),
        Optional.ofNullable(tags.get(FORMER_ENCRYPTION)),
        Tags.words(tags, SESSION_KEY).stream().findFirst());
  }
}
