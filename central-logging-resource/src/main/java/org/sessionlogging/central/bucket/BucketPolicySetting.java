package org.sessionlogging.central.bucket;

import java.util.Optional;
import org.sessionlogging.domain.policy.PolicyDocument;
import org.sessionlogging.kit.reconcile.Handle;
import org.sessionlogging.kit.reconcile.Step;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyRequest;
import software.amazon.awssdk.services.s3.model.PutBucketPolicyRequest;

/** The policy that is attached to the bucket. */
public record BucketPolicySetting(LogBucket bucket) implements Handle<PolicyDocument> {

  @Override
  public String name() {
    return "bucket policy";
  }

  @Override
  public Optional<PolicyDocument> read() {
    return bucket
        .find(
            GetBucketPolicyRequest.builder()
                .bucket(bucket.name())
                .expectedBucketOwner(bucket.owner())
                .build(),
            S3Client::getBucketPolicy,
            "NoSuchBucketPolicy")
        .map(it -> PolicyDocument.parse(it.policy()));
  }

  @Override
  public Step write(PolicyDocument policy, Optional<PolicyDocument> live) {
    bucket.call(
        PutBucketPolicyRequest.builder()
            .bucket(bucket.name())
            .expectedBucketOwner(bucket.owner())
            .policy(policy.json())
            .build(),
        S3Client::putBucketPolicy);
    return Step.DONE;
  }
}
