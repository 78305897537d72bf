package org.sessionlogging.central.bucket;

import java.util.Optional;
import java.util.function.Supplier;
import org.sessionlogging.aws.CallFailed;
import org.sessionlogging.kit.reconcile.Handle;
import org.sessionlogging.kit.reconcile.Refused;
import org.sessionlogging.kit.reconcile.Step;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketNamespace;
import software.amazon.awssdk.services.s3.model.CreateBucketConfiguration;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.ObjectOwnership;

/**
 * The bucket itself, the proof that the resource exists: marked as ours by the very call that makes
 * it. Tags are a fragile proof, since a tagging tool may replace them all; so where they say
 * nothing, another one counts.
 *
 * @param request mark of the request that makes it; without one every bucket of this type is the
 *     one in question
 * @param otherProof what is known of the bucket without its tags; asked only while a bucket of the
 *     name exists in this account and Region
 */
public record Bucket(
    LogBucket bucket, Optional<String> request, Supplier<Optional<BucketMarks>> otherProof)
    implements Handle<BucketMarks> {
  private static final int ELSEWHERE = 301;
  private static final int DENIED = 403;
  private static final String MARK_SEEN = "mark of the request seen";

  /** Looks for the tags of a bucket that is there, before it counts as somebody else's. */
  private static final int LOOKS_FOR_TAGS = 40;

  /** The bucket of a resource that was made once. */
  public static Bucket made(LogBucket bucket, Supplier<Optional<BucketMarks>> otherProof) {
    return new Bucket(bucket, Optional.empty(), otherProof);
  }

  /**
   * The bucket that a creation makes: whatever else may be said for it, one without the mark of the
   * request may be that of another creation at the same moment. Once the mark was seen it stays
   * proven, though a tagging tool may take it away while the creation is under way.
   *
   * @param request its mark; without one every bucket of this type counts
   */
  public static Bucket toBeMade(LogBucket bucket, Optional<String> request) {
    return new Bucket(
        bucket,
        request,
        () ->
            hasSeenItsMark(bucket)
                ? Optional.of(new BucketMarks(Optional.empty(), request))
                : Optional.empty());
  }

  @Override
  public String name() {
    return "bucket";
  }

  /** Empty when there is no bucket, or nothing proves it ours. */
  @Override
  public Optional<BucketMarks> read() {
    Optional<BucketMarks> marks = marks();
    if (marks.isPresent()) {
      return marks.filter(this::isOurs);
    }
    return bucket.presence() == LogBucket.Presence.HERE ? otherProof.get() : Optional.empty();
  }

  private boolean isOurs(BucketMarks marks) {
    return request.isEmpty()
        || marks.isOf(request)
        || (marks.request().isEmpty() && hasSeenItsMark(bucket));
  }

  private static boolean hasSeenItsMark(LogBucket bucket) {
    return bucket.progress().noted(MARK_SEEN).isPresent();
  }

  private Optional<BucketMarks> marks() {
    try {
      return new BucketTags(bucket).read().flatMap(BucketMarks::of);
    } catch (CallFailed e) {
      if (e.status() == ELSEWHERE || isDeniedByAnother(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** A denial of one's own bucket stays one: that it is another's is asked of the own list. */
  private boolean isDeniedByAnother(CallFailed refused) {
    return refused.status() == DENIED && bucket.presence() == LogBucket.Presence.IN_ANOTHER_ACCOUNT;
  }

  @Override
  public Step write(BucketMarks marks, Optional<BucketMarks> live) {
    if (bucket.presence() == LogBucket.Presence.HERE) {
      // In us-east-1 CreateBucket would take it for ours, and reset its ACLs (API reference).
      return waitForTags();
    }
    String region = bucket.place().region();
    CreateBucketConfiguration.Builder configuration =
        CreateBucketConfiguration.builder().tags(BucketTags.tagSet(marks.tags()));
    if (!region.equals("us-east-1")) {
      // S3 knows no constraint of that name (API reference, CreateBucket).
      // Text: the SDK's list of Regions lags behind AWS.
      configuration.locationConstraint(region);
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

  /** Ours, if its tags don't show yet; somebody else's, if it never gets any. */
  private Step waitForTags() {
    if (bucket.progress().looksAgain("tags of the bucket", LOOKS_FOR_TAGS)) {
      return Step.wait(5, "the tags of the bucket");
    }
    throw Refused.exists(taken("by a bucket of this account in this Region"));
  }

  /**
   * Why the bucket is not for the given request to make; empty when the name is free, or when this
   * very request has made it.
   *
   * @param begun whether an earlier invocation of the request has seen the name free; then a bucket
   *     whose tags don't show yet may well be its own
   */
  public Optional<String> taken(boolean begun) {
    if (begun) {
      Optional<BucketMarks> marks = marks();
      marks.filter(it -> it.isOf(request)).ifPresent(it -> bucket.progress().note(MARK_SEEN, ""));
      return marks
          .filter(it -> !isOurs(it))
          .map(it -> taken("by a resource that was made at the same moment"));
    }
    return switch (bucket.presence()) {
      case NOWHERE -> Optional.empty();
      case HERE ->
          marks().filter(this::isOurs).isPresent()
              ? Optional.empty()
              : Optional.of(taken("by a bucket of this account in this Region"));
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
              + ": it exists, but neither its tags nor its keys say that it is this resource's. Nothing was changed."
              + " If it is, add the tag "
              + BucketMarks.TYPE_TAG
              + " with the value "
              + BucketMarks.TYPE
              + " to its tags (S3 console, or PutBucketTagging with all its other tags), then start the operation again."
              + " If it is not, leave it: aws cloudformation delete-stack --retain-resources LOGICAL_ID deletes a stack"
              + " that is DELETE_FAILED without it.");
    }
  }
}
