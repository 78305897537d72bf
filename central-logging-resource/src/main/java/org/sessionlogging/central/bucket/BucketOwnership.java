package org.sessionlogging.central.bucket;

import java.util.Optional;
import org.sessionlogging.kit.reconcile.Handle;
import org.sessionlogging.kit.reconcile.Step;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetBucketOwnershipControlsRequest;
import software.amazon.awssdk.services.s3.model.ObjectOwnership;
import software.amazon.awssdk.services.s3.model.OwnershipControls;
import software.amazon.awssdk.services.s3.model.OwnershipControlsRule;
import software.amazon.awssdk.services.s3.model.PutBucketOwnershipControlsRequest;

/** Whom the objects in the bucket belong to. */
public record BucketOwnership(LogBucket bucket) implements Handle<ObjectOwnership> {

  @Override
  public String name() {
    return "object ownership";
  }

  @Override
  public Optional<ObjectOwnership> read() {
    return bucket
        .find(
            GetBucketOwnershipControlsRequest.builder()
                .bucket(bucket.name())
                .expectedBucketOwner(bucket.owner())
                .build(),
            S3Client::getBucketOwnershipControls,
            "OwnershipControlsNotFoundError")
        .flatMap(it -> it.ownershipControls().rules().stream().findFirst())
        .map(OwnershipControlsRule::objectOwnership);
  }

  @Override
  public Step write(ObjectOwnership ownership, Optional<ObjectOwnership> live) {
    bucket.call(
        PutBucketOwnershipControlsRequest.builder()
            .bucket(bucket.name())
            .expectedBucketOwner(bucket.owner())
            .ownershipControls(
                OwnershipControls.builder()
                    .rules(OwnershipControlsRule.builder().objectOwnership(ownership).build())
                    .build())
            .build(),
        S3Client::putBucketOwnershipControls);
    return Step.DONE;
  }
}
