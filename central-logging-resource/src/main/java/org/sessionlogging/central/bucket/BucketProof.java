package org.sessionlogging.central.bucket;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.sessionlogging.aws.CallFailed;
import org.sessionlogging.domain.settings.BucketOrigin;
import org.sessionlogging.kit.reconcile.Refused;

/**
 * What proves that a bucket is ours. Tags are a fragile proof, since a tagging tool may replace
 * them all; so where they say nothing, another one counts.
 *
 * @param request mark of the request that makes it; without one every bucket of this type is the
 *     one in question
 * @param otherProof what is known of the bucket without its tags; asked only while a bucket of the
 *     name exists in this account and Region
 * @param released whether its keys say that it was given back
 */
public record BucketProof(
    LogBucket bucket,
    Optional<String> request,
    Supplier<Optional<BucketMarks>> otherProof,
    BooleanSupplier released) {
  private static final int ELSEWHERE = 301;
  private static final int DENIED = 403;
  private static final String MARK_SEEN = "mark of the request seen";

  /** Of the bucket of a resource that was made once. */
  public static BucketProof ofMade(
      LogBucket bucket, Supplier<Optional<BucketMarks>> otherProof, BooleanSupplier released) {
    return new BucketProof(bucket, Optional.empty(), otherProof, released);
  }

  /**
   * Of the bucket that a creation makes: whatever else may be said for it, one without the mark of
   * the request may be that of another creation at the same moment. Once the mark was seen it stays
   * proven, though a tagging tool may take it away while the creation is under way.
   *
   * @param request its mark; without one every bucket of this type counts
   */
  public static BucketProof ofNew(LogBucket bucket, Optional<String> request) {
    return new BucketProof(
        bucket,
        request,
        () ->
            markSeen(bucket)
                .map(it -> BucketMarks.known(Optional.empty(), request, BucketOrigin.of(it))),
        () -> false);
  }

  /** Empty when there is no bucket, or nothing proves it ours. */
  Optional<BucketMarks> marks() {
    Optional<BucketMarks> inTags = inTags();
    if (inTags.isPresent()) {
      return inTags.filter(this::isOurs);
    }
    return bucket.presence() == LogBucket.Presence.HERE ? otherProof.get() : Optional.empty();
  }

  /** What the tags of another resource's bucket say; that they say it is ours is kept in mind. */
  Optional<BucketMarks> ofAnother() {
    Optional<BucketMarks> inTags = inTags();
    inTags
        .filter(it -> it.isOf(request))
        .ifPresent(
            it ->
                bucket.progress().note(MARK_SEEN, it.origin().orElse(BucketOrigin.CREATED).word()));
    return inTags.filter(it -> !isOurs(it));
  }

  private boolean isOurs(BucketMarks marks) {
    return request.isEmpty()
        || marks.isOf(request)
        || (marks.request().isEmpty() && markSeen(bucket).isPresent());
  }

  /** With the word for where the bucket came from. */
  private static Optional<String> markSeen(LogBucket bucket) {
    return bucket.progress().noted(MARK_SEEN);
  }

  /** What the tags say, whosever it is. */
  public Optional<BucketMarks> inTags() {
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

  /**
   * Refuses to go on where a bucket of the name is in this account and nothing proves it ours.
   *
   * @throws Refused with the tag that is missing
   */
  public void refuseMissing() {
    if (marks().isEmpty()
        && bucket.presence() == LogBucket.Presence.HERE
        && !released.getAsBoolean()) {
      throw Refused.conflict(
          "bucket "
              + bucket.name()
              + ": it exists, but neither its tags nor its keys say that it is this resource's. Nothing was changed."
              + " If it is, add the tag "
              + BucketMarks.TYPE_TAG
              + " with the value "
              + BucketMarks.TYPE
              + " to its tags (S3 console, or PutBucketTagging with all its other tags), and where it was taken over"
              + " with OnExistingBucket: ADOPT also "
              + BucketMarks.ORIGIN_TAG
              + " with "
              + BucketOrigin.ADOPTED.word()
              + ", then start the operation again."
              + " If it is not, leave it: aws cloudformation delete-stack --retain-resources LOGICAL_ID deletes a stack"
              + " that is DELETE_FAILED without it.");
    }
  }
}
