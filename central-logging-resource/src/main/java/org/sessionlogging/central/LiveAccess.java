package org.sessionlogging.central;

import java.util.Optional;
import java.util.Set;
import org.sessionlogging.central.bucket.BucketMarks;
import org.sessionlogging.central.bucket.BucketPolicySetting;
import org.sessionlogging.central.bucket.LogBucket;
import org.sessionlogging.central.keys.KeyPolicy;
import org.sessionlogging.central.keys.KeySetting;
import org.sessionlogging.central.keys.LogKey;
import org.sessionlogging.central.keys.LogKeys;
import org.sessionlogging.domain.policy.BucketPolicy;
import org.sessionlogging.domain.policy.KeyPolicies;
import org.sessionlogging.domain.policy.PolicyDocument;
import org.sessionlogging.domain.policy.UploadEncryption;
import org.sessionlogging.domain.settings.CentralLogging;
import org.sessionlogging.domain.settings.InvalidSettings;
import org.sessionlogging.domain.settings.KeyArn;
import org.sessionlogging.domain.settings.KeyPurpose;
import org.sessionlogging.domain.settings.OrganizationId;
import org.sessionlogging.kit.contract.Invocation;

/**
 * Who may do what with the logs, as the policies of bucket and keys carry it out (ADR 0019).
 *
 * @param marks what is known of the bucket beside its settings
 */
record LiveAccess(
    LogBucket bucket, Optional<BucketMarks> marks, LogKeys keys, Invocation invocation) {

  /**
   * The identifier, and what the policies tell. Organization and AccountPrefix are told only while
   * the policies as a whole are what carries that out: were one statement more or less in them,
   * nobody could say that accounts are confined. So a policy that was loosened by hand shows as
   * drift.
   */
  ResourceModel model() {
    Optional<PolicyDocument> policy = new BucketPolicySetting(bucket).read();
    Optional<BucketPolicy.Scope> scope =
        policy.flatMap(it -> BucketPolicy.scope(it, bucket.name()));
    ResourceModel told =
        ResourceModel.builder()
            .bucketName(bucket.name())
            .organizationPaths(list(scope.map(it -> it.organizationPaths())))
            .logPrefix(logPrefix(scope))
            .logReaderArns(list(policy.map(BucketPolicy::readers)))
            .logAdministratorArns(list(policy.map(BucketPolicy::administrators)))
            .keyAdministratorArns(
                list(
                    keys.primaries().stream()
                        .findFirst()
                        .flatMap(LiveAccess::policyOf)
                        .map(KeyPolicies::administrators)))
            .build();
    ResourceModel confining =
        told.toBuilder()
            .organizationId(scope.flatMap(it -> it.organizationId()).orElse(null))
            .accountPrefix(scope.map(it -> it.accountPrefix().name()).orElse(null))
            .build();
    return isCarriedOut(confining, policy) ? confining : told;
  }

  /**
   * What it was at the bucket's birth, whatever the policy says now: were it to drift, a
   * drift-aware change set might plan another bucket. Buckets that 0.1.0 made don't say.
   */
  private String logPrefix(Optional<BucketPolicy.Scope> scope) {
    return marks
        .flatMap(BucketMarks::logPrefix)
        .or(() -> scope.flatMap(it -> it.logPrefix()))
        .orElse(null);
  }

  private boolean isCarriedOut(ResourceModel told, Optional<PolicyDocument> policy) {
    try {
      CentralLogging logging = CentralMapper.settings(told, invocation);
      return logging
          .access()
          .organizationId()
          .filter(it -> policy.equals(policyOfBucket(logging, it)))
          .filter(it -> keys.primaries().stream().allMatch(key -> isRight(key, logging, it)))
          .isPresent();
    } catch (InvalidSettings e) {
      return false;
    }
  }

  private Optional<PolicyDocument> policyOfBucket(
      CentralLogging logging, OrganizationId organization) {
    return keys.arn(KeyPurpose.BUCKET)
        .flatMap(KeyArn::parse)
        .map(key -> new UploadEncryption(key, marks.flatMap(BucketMarks::formerEncryption)))
        .map(it -> BucketPolicy.of(logging, organization, it));
  }

  private static boolean isRight(LogKey key, CentralLogging logging, OrganizationId organization) {
    return policyOf(key)
        .filter(KeyPolicies.of(key.purposes(), logging, organization)::equals)
        .isPresent();
  }

  private static Optional<PolicyDocument> policyOf(LogKey key) {
    return new KeyPolicy(key).read().map(KeySetting::value);
  }

  /** Where nobody is named there is no list. */
  private static Set<String> list(Optional<? extends Set<String>> live) {
    return live.<Set<String>>map(it -> it).filter(it -> !it.isEmpty()).orElse(null);
  }
}
