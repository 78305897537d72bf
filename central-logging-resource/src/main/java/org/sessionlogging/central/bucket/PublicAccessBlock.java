package org.sessionlogging.central.bucket;

import java.util.Optional;
import org.sessionlogging.kit.reconcile.Handle;
import org.sessionlogging.kit.reconcile.Step;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetPublicAccessBlockRequest;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.PutPublicAccessBlockRequest;

/** The bucket's public access blocks. */
public record PublicAccessBlock(LogBucket bucket)
    implements Handle<PublicAccessBlockConfiguration> {

  /** All four of them. */
  public static final PublicAccessBlockConfiguration ALL =
      PublicAccessBlockConfiguration.builder()
          .blockPublicAcls(true)
          .ignorePublicAcls(true)
          .blockPublicPolicy(true)
          .restrictPublicBuckets(true)
          .build();

  @Override
  public String name() {
    return "public access block";
  }

  @Override
  public Optional<PublicAccessBlockConfiguration> read() {
    return bucket
        .find(
            GetPublicAccessBlockRequest.builder()
                .bucket(bucket.name())
                .expectedBucketOwner(bucket.owner())
                .build(),
            S3Client::getPublicAccessBlock,
            "NoSuchPublicAccessBlockConfiguration")
        .map(it -> it.publicAccessBlockConfiguration());
  }

  @Override
  public Step write(
      PublicAccessBlockConfiguration blocks, Optional<PublicAccessBlockConfiguration> live) {
    bucket.call(
        PutPublicAccessBlockRequest.builder()
            .bucket(bucket.name())
            .expectedBucketOwner(bucket.owner())
            .publicAccessBlockConfiguration(blocks)
            .build(),
        S3Client::putPublicAccessBlock);
    return Step.DONE;
  }
}
