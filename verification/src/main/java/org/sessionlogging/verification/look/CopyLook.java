package org.sessionlogging.verification.look;

import java.util.List;
import java.util.Optional;
import org.sessionlogging.domain.judgement.LogBucketFacts.AccessLogFacts;
import org.sessionlogging.domain.judgement.LogBucketFacts.Copy;
import org.sessionlogging.domain.judgement.Shown;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetBucketEncryptionRequest;
import software.amazon.awssdk.services.s3.model.GetBucketLoggingRequest;
import software.amazon.awssdk.services.s3.model.GetBucketReplicationRequest;
import software.amazon.awssdk.services.s3.model.ReplicationRule;
import software.amazon.awssdk.services.s3.model.ReplicationRuleFilter;
import software.amazon.awssdk.services.s3.model.ReplicationRuleStatus;

/** What the bucket gives to others. */
record CopyLook(SettingLook<S3Client> settings, String bucketName, String owner) {

  /** Of the rules that are on. */
  Shown<List<Copy>> copies() {
    return settings.of(
        GetBucketReplicationRequest.builder().bucket(bucketName).expectedBucketOwner(owner).build(),
        S3Client::getBucketReplication,
        it ->
            Optional.of(
                it.replicationConfiguration().rules().stream()
                    .filter(rule -> rule.status() == ReplicationRuleStatus.ENABLED)
                    .map(this::copy)
                    .toList()),
        "ReplicationConfigurationNotFoundError");
  }

  private Copy copy(ReplicationRule rule) {
    String target = rule.destination().bucket().replaceFirst(".*:", "");
    Optional<String> account = Optional.ofNullable(rule.destination().account());
    return new Copy(
        Optional.ofNullable(rule.id()).orElse("without an id"),
        prefix(rule),
        target,
        account.filter(it -> !it.equals(owner)).isPresent()
            ? Shown.of(Optional.empty())
            : region(target));
  }

  /** In the rule itself in its older form. */
  @SuppressWarnings("deprecation") // S3 goes on with such rules.
  private static String prefix(ReplicationRule rule) {
    Optional<ReplicationRuleFilter> filter = Optional.ofNullable(rule.filter());
    return filter
        .map(ReplicationRuleFilter::prefix)
        .or(() -> filter.map(ReplicationRuleFilter::and).map(it -> it.prefix()))
        .or(() -> Optional.ofNullable(rule.prefix()))
        .orElse("");
  }

  Shown<AccessLogFacts> accessLog() {
    return settings.of(
        GetBucketLoggingRequest.builder().bucket(bucketName).expectedBucketOwner(owner).build(),
        S3Client::getBucketLogging,
        it ->
            Optional.ofNullable(it.loggingEnabled())
                .map(to -> to.targetBucket())
                .map(to -> new AccessLogFacts(to, region(to), algorithm(to))));
  }

  private Shown<String> region(String name) {
    return new OwnBuckets(settings.aws(), settings.client()).region(name);
  }

  private Shown<String> algorithm(String name) {
    return settings.of(
        GetBucketEncryptionRequest.builder().bucket(name).expectedBucketOwner(owner).build(),
        S3Client::getBucketEncryption,
        it ->
            it.serverSideEncryptionConfiguration().rules().stream()
                .map(rule -> rule.applyServerSideEncryptionByDefault())
                .findFirst()
                .map(rule -> rule.sseAlgorithmAsString()),
        "ServerSideEncryptionConfigurationNotFoundError");
  }
}
