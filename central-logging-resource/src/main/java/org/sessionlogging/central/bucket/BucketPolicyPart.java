package org.sessionlogging.central.bucket;

import java.util.Optional;
import org.sessionlogging.central.keys.LogKey;
import org.sessionlogging.domain.policy.BucketPolicy;
import org.sessionlogging.domain.policy.PolicyDocument;
import org.sessionlogging.domain.settings.CentralLogging;
import org.sessionlogging.kit.reconcile.Part;
import org.sessionlogging.kit.reconcile.Step;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyRequest;
import software.amazon.awssdk.services.s3.model.PutBucketPolicyRequest;

/** The bucket policy: what opens the bucket to the organization, and so the last to be put. */
public final class BucketPolicyPart implements Part<PolicyDocument> {
  private final LogBucket bucket;
  private final LogKey key;
  private final CentralLogging logging;

  public BucketPolicyPart(LogBucket bucket, LogKey key, CentralLogging logging) {
    this.bucket = bucket;
    this.key = key;
    this.logging = logging;
  }

  @Override
  public String name() {
    return "bucket policy";
  }

  @Override
  public Optional<PolicyDocument> live() {
    return policy(bucket);
  }

  /** The policy that the bucket has now. */
  public static Optional<PolicyDocument> policy(LogBucket bucket) {
    return bucket
        .aws()
        .find(
            GetBucketPolicyRequest.builder()
                .bucket(bucket.name())
                .expectedBucketOwner(bucket.owner())
                .build(),
            bucket.s3()::getBucketPolicy,
            LogBucket.ABSENT,
            "NoSuchBucketPolicy")
        .map(it -> PolicyDocument.parse(it.policy()));
  }

  @Override
  public PolicyDocument desired() {
    return BucketPolicy.of(logging, key.arn());
  }

  @Override
  public Step put(PolicyDocument desired, Optional<PolicyDocument> live) {
    bucket.call(
        PutBucketPolicyRequest.builder()
            .bucket(bucket.name())
            .expectedBucketOwner(bucket.owner())
            .policy(desired.json())
            .build(),
        bucket.s3()::putBucketPolicy);
    return Step.DONE;
  }
}
