package org.sessionlogging.central.bucket;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.sessionlogging.domain.settings.CentralLogging;
import org.sessionlogging.kit.reconcile.Part;
import org.sessionlogging.kit.reconcile.Step;
import software.amazon.awssdk.services.s3.model.BucketLocationConstraint;
import software.amazon.awssdk.services.s3.model.BucketNamespace;
import software.amazon.awssdk.services.s3.model.CreateBucketConfiguration;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.ObjectOwnership;

/**
 * The bucket itself, the proof that the resource exists: marked as ours by the very call that makes
 * it.
 */
public final class BucketPart implements Part<String> {
  private final LogBucket bucket;
  private final CentralLogging logging;

  public BucketPart(LogBucket bucket, CentralLogging logging) {
    this.bucket = bucket;
    this.logging = logging;
  }

  @Override
  public String name() {
    return "bucket";
  }

  @Override
  public Optional<String> live() {
    return bucket.ours() ? Optional.of(bucket.name()) : Optional.empty();
  }

  @Override
  public String desired() {
    return bucket.name();
  }

  @Override
  public Step put(String desired, Optional<String> live) {
    String region = logging.place().region();
    CreateBucketConfiguration.Builder configuration =
        CreateBucketConfiguration.builder().tags(LogBucket.tagSet(marks(logging)));
    if (!region.equals("us-east-1")) {
      // S3 knows no constraint of that name (API reference, CreateBucket).
      configuration.locationConstraint(BucketLocationConstraint.fromValue(region));
    }
    CreateBucketRequest.Builder request =
        CreateBucketRequest.builder()
            .bucket(desired)
            .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
            .createBucketConfiguration(configuration.build());
    if (desired.endsWith("-an")) {
      request.bucketNamespace(BucketNamespace.ACCOUNT_REGIONAL);
    }
    bucket.call(request.build(), bucket.s3()::createBucket);
    return Step.handBack("the bucket");
  }

  /** The tags that tell later operations what they can't read from AWS. */
  static SortedMap<String, String> marks(CentralLogging logging) {
    return new TreeMap<>(
        Map.of(
            LogBucket.TYPE_TAG, LogBucket.TYPE, LogBucket.KEY_MODE_TAG, logging.keyMode().name()));
  }
}
