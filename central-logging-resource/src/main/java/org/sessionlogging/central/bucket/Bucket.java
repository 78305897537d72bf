package org.sessionlogging.central.bucket;

import java.util.Optional;
import java.util.function.Supplier;
import org.sessionlogging.kit.reconcile.Handle;
import org.sessionlogging.kit.reconcile.Refused;
import org.sessionlogging.kit.reconcile.Step;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketLocationConstraint;
import software.amazon.awssdk.services.s3.model.BucketNamespace;
import software.amazon.awssdk.services.s3.model.CreateBucketConfiguration;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.ObjectOwnership;

/**
 * The bucket itself, the proof that the resource exists: marked as ours by the very call that makes
 * it. Tags are a fragile proof, since a tagging tool may replace them all; so where they say
 * nothing, another one counts.
 *
 * @param otherProof what is known of the bucket without its tags; asked only while a bucket of the
 *     name exists in this account and Region
 */
public record Bucket(LogBucket bucket, Supplier<Optional<BucketMarks>> otherProof)
    implements Handle<BucketMarks> {

  @Override
  public String name() {
    return "bucket";
  }

  /** Empty when there is no bucket, or nothing proves it ours. */
  @Override
  public Optional<BucketMarks> read() {
    return marks()
        .or(
            () ->
                bucket.presence() == LogBucket.Presence.HERE ? otherProof.get() : Optional.empty());
  }

  private Optional<BucketMarks> marks() {
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

  /**
   * Why the bucket is not for the given request to make; empty when the name is free, or when this
   * very request has made it.
   *
   * @param begun whether an earlier invocation of the request has seen the name free; then a bucket
   *     whose tags don't show yet may well be its own
   */
  public Optional<String> taken(Optional<String> request, boolean begun) {
    Optional<BucketMarks> marks = marks();
    if (marks.isPresent() ? marks.get().isOf(request) : begun) {
      return Optional.empty();
    }
    return switch (bucket.presence()) {
      case NOWHERE -> Optional.empty();
      case HERE -> Optional.of(taken("by a bucket of this account in this Region"));
      case IN_ANOTHER_REGION -> Optional.of(taken("by a bucket in another Region"));
      case IN_ANOTHER_ACCOUNT -> Optional.of(taken("by another account"));
    };
  }

  private String taken(String where) {
    return "bucket "
        + bucket.name()
        + ": the name is taken, "
        + where
        + ". Give another BucketName.";
  }

  /**
   * Refuses to go on where a bucket of the name is in this account and nothing proves it ours.
   *
   * @throws Refused with the tag that is missing
   */
  public void refuseUnproven() {
    if (read().isEmpty() && bucket.presence() == LogBucket.Presence.HERE) {
      throw Refused.conflict(
          "bucket "
              + bucket.name()
              + ": it exists, but neither its tags nor its keys say that it is this resource's. Nothing was changed. If"
              + " it is, put the tag "
              + BucketMarks.TYPE_TAG
              + " with the value "
              + BucketMarks.TYPE
              + " on it again, then start the operation again.");
    }
  }
}
