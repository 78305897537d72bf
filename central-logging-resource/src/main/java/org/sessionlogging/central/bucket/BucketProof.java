package org.sessionlogging.central.bucket;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.sessionlogging.aws.CallFailed;
import org.sessionlogging.kit.reconcile.Refused;

/**
 * What proves that a bucket is ours. Tags are a fragile proof, since a tagging tool may replace
 * them all; so where they say nothing, another one counts.
 *
 * @param ours whether marks say that it is the one in question
 * @param otherProof what is known of the bucket without its tags; asked only while a bucket of the
 *     name exists in this account and Region
 */
public record BucketProof(
    LogBucket bucket, Predicate<BucketMarks> ours, Supplier<Optional<BucketMarks>> otherProof) {
  private static final int ELSEWHERE = 301;

  /** Of the bucket of a resource that was made once. */
  public static BucketProof ofMade(LogBucket bucket, Supplier<Optional<BucketMarks>> otherProof) {
    return new BucketProof(bucket, marks -> true, otherProof);
  }

  /**
   * Of the bucket that a creation makes: whatever else may be said for it, one without the mark of
   * the request may be that of another creation at the same moment.
   *
   * @param request its mark; without one every bucket of this type counts
   */
  public static BucketProof ofNew(LogBucket bucket, Optional<String> request) {
    return new BucketProof(
        bucket, marks -> request.isEmpty() || marks.isOf(request), Optional::empty);
  }

  /** Empty when there is no bucket, or nothing proves it ours. */
  Optional<BucketMarks> marks() {
    return inTags()
        .filter(ours)
        .or(
            () ->
                bucket.presence() == LogBucket.Presence.HERE ? otherProof.get() : Optional.empty());
  }

  /** What the tags of another resource's bucket say; empty where it may be ours. */
  Optional<BucketMarks> ofAnother() {
    return inTags().filter(ours.negate());
  }

  private Optional<BucketMarks> inTags() {
    try {
      return new BucketTags(bucket).read().flatMap(BucketMarks::of);
    } catch (CallFailed e) {
      if (e.status() == ELSEWHERE) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * Refuses to go on where a bucket of the name is in this account and nothing proves it ours.
   *
   * @throws Refused with the tag that is missing
   */
  public void refuseMissing() {
    if (marks().isEmpty() && bucket.presence() == LogBucket.Presence.HERE) {
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
