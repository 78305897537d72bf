package org.sessionlogging.central.bucket;

import java.util.Optional;
import org.sessionlogging.kit.reconcile.Part;
import org.sessionlogging.kit.reconcile.Step;
import software.amazon.awssdk.services.s3.model.GetBucketOwnershipControlsRequest;
import software.amazon.awssdk.services.s3.model.ObjectOwnership;
import software.amazon.awssdk.services.s3.model.OwnershipControls;
import software.amazon.awssdk.services.s3.model.OwnershipControlsRule;
import software.amazon.awssdk.services.s3.model.PutBucketOwnershipControlsRequest;

/** BucketOwnerEnforced: every log belongs to the log account, whichever account wrote it. */
public final class OwnershipPart implements Part<ObjectOwnership> {
  private final LogBucket bucket;

  public OwnershipPart(LogBucket bucket) {
    this.bucket = bucket;
  }

  @Override
  public String name() {
    return "object ownership";
  }

  @Override
  public Optional<ObjectOwnership> live() {
    return bucket
        .aws()
        .find(
            GetBucketOwnershipControlsRequest.builder()
                .bucket(bucket.name())
                .expectedBucketOwner(bucket.owner())
                .build(),
            bucket.s3()::getBucketOwnershipControls,
            LogBucket.ABSENT,
            "OwnershipControlsNotFoundError")
        .flatMap(it -> it.ownershipControls().rules().stream().findFirst())
        .map(OwnershipControlsRule::objectOwnership);
  }

  @Override
  public ObjectOwnership desired() {
    return ObjectOwnership.BUCKET_OWNER_ENFORCED;
  }

  @Override
  public Step put(ObjectOwnership desired, Optional<ObjectOwnership> live) {
    bucket.call(
        PutBucketOwnershipControlsRequest.builder()
            .bucket(bucket.name())
            .expectedBucketOwner(bucket.owner())
            .ownershipControls(
                OwnershipControls.builder()
                    .rules(OwnershipControlsRule.builder().objectOwnership(desired).build())
                    .build())
            .build(),
        bucket.s3()::putBucketOwnershipControls);
    return Step.DONE;
  }
}
