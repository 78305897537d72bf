package org.sessionlogging.central.bucket;

import java.util.Optional;
import org.sessionlogging.aws.CallFailed;
import org.sessionlogging.kit.reconcile.Handle;
import org.sessionlogging.kit.reconcile.Step;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketLocationConstraint;
import software.amazon.awssdk.services.s3.model.BucketNamespace;
import software.amazon.awssdk.services.s3.model.CreateBucketConfiguration;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.ListBucketsRequest;
import software.amazon.awssdk.services.s3.model.ObjectOwnership;

/**
 * The bucket itself, the proof that the resource exists: marked as ours by the very call that makes
 * it, and absent while it bears no such mark.
 */
public record Bucket(LogBucket bucket) implements Handle<BucketMarks> {

  @Override
  public String name() {
    return "bucket";
  }

  @Override
  public Optional<BucketMarks> read() {
    return new BucketTags(bucket).read().flatMap(BucketMarks::of);
  }

  @Override
  public Step write(BucketMarks marks, Optional<BucketMarks> live) {
    String region = bucket.place().region();
    CreateBucketConfiguration.Builder configuration =
        CreateBucketConfiguration.builder().tags(BucketTags.tagSet(marks.tags()));
    if (!region.equals("us-east-1")) {
      // S3 knows no constraint of that name (API reference, CreateBucket).
      configuration.locationConstraint(BucketLocationConstraint.fromValue(region));
    }
    CreateBucketRequest.Builder request =
        CreateBucketRequest.builder()
            .bucket(bucket.name())
            .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
            .createBucketConfiguration(configuration.build());
    if (bucket.name().endsWith("-an")) {
      request.bucketNamespace(BucketNamespace.ACCOUNT_REGIONAL);
    }
    bucket.call(request.build(), S3Client::createBucket);
    return Step.handBack("the bucket");
  }

  /** Why no bucket of this name can be made; empty when the name is free. */
  public Optional<String> taken() {
    return whereTaken()
        .map(
            where ->
                "bucket "
                    + bucket.name()
                    + ": the name is taken, "
                    + where
                    + ". Give another BucketName.");
  }

  private Optional<String> whereTaken() {
    try {
      bucket.call(
          HeadBucketRequest.builder()
              .bucket(bucket.name())
              .expectedBucketOwner(bucket.owner())
              .build(),
          S3Client::headBucket);
      return Optional.of("by a bucket of this account in this Region");
    } catch (CallFailed e) {
      // The answer to a HEAD has no body: the status is all there is to go by.
      return switch (e.status()) {
        case 404 -> Optional.empty();
        case 301, 400 -> Optional.of("by a bucket in another Region");
        case 403 -> Optional.of(takenElsewhere(e));
        default -> throw e;
      };
    }
  }

  /** 403 means another account's bucket, or that we may not look at our own. */
  private String takenElsewhere(CallFailed denied) {
    boolean inThisAccount =
        bucket
            .call(ListBucketsRequest.builder().prefix(bucket.name()).build(), S3Client::listBuckets)
            .buckets()
            .stream()
            .anyMatch(it -> it.name().equals(bucket.name()));
    if (inThisAccount) {
      throw denied;
    }
    return "by another account";
  }
}
