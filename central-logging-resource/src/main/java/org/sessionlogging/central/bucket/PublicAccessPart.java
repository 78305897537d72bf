package org.sessionlogging.central.bucket;

import java.util.Optional;
import org.sessionlogging.kit.reconcile.Part;
import org.sessionlogging.kit.reconcile.Step;
import software.amazon.awssdk.services.s3.model.GetPublicAccessBlockRequest;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.PutPublicAccessBlockRequest;

/** All four public access blocks. */
public final class PublicAccessPart implements Part<PublicAccessBlockConfiguration> {
  private final LogBucket bucket;

  public PublicAccessPart(LogBucket bucket) {
    this.bucket = bucket;
  }

  @Override
  public String name() {
    return "public access block";
  }

  @Override
  public Optional<PublicAccessBlockConfiguration> live() {
    return bucket
        .aws()
        .find(
            GetPublicAccessBlockRequest.builder()
                .bucket(bucket.name())
                .expectedBucketOwner(bucket.owner())
                .build(),
            bucket.s3()::getPublicAccessBlock,
            LogBucket.ABSENT,
            "NoSuchPublicAccessBlockConfiguration")
        .map(it -> it.publicAccessBlockConfiguration());
  }

  @Override
  public PublicAccessBlockConfiguration desired() {
    return PublicAccessBlockConfiguration.builder()
        .blockPublicAcls(true)
        .ignorePublicAcls(true)
        .blockPublicPolicy(true)
        .restrictPublicBuckets(true)
        .build();
  }

  @Override
  public Step put(
      PublicAccessBlockConfiguration desired, Optional<PublicAccessBlockConfiguration> live) {
    bucket.call(
        PutPublicAccessBlockRequest.builder()
            .bucket(bucket.name())
            .expectedBucketOwner(bucket.owner())
            .publicAccessBlockConfiguration(desired)
            .build(),
        bucket.s3()::putPublicAccessBlock);
    return Step.DONE;
  }
}
