package org.sessionlogging.central.bucket;

import java.util.Optional;
import org.sessionlogging.domain.settings.OnExistingBucket;
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
 * it.
 *
 * @param proof what says that it is the one in question
 */
public record Bucket(LogBucket bucket, BucketProof proof) implements Handle<BucketMarks> {

  /** Looks for the tags of a bucket that is there, before it counts as somebody else's. */
  private static final int LOOKS_FOR_TAGS = 40;

  private static final String ANOTHER_NAME = "Give another BucketName.";

  @Override
  public String name() {
    return "bucket";
  }

  /** Empty when there is no bucket, or nothing proves it ours. */
  @Override
  public Optional<BucketMarks> read() {
    return proof.marks();
  }

  @Override
  public Step write(BucketMarks marks, Optional<BucketMarks> live) {
    if (claim().isMade()) {
      return claim().write(marks);
    }
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
    throw Refused.exists(takenHere());
  }

  private BucketClaim claim() {
    return new BucketClaim(bucket);
  }

  /** Whether rules of ours are on it: they come after its tags, and go before them. */
  public boolean hasOurRules() {
    return bucket.presence() == LogBucket.Presence.HERE
        && new BucketLifecycle(bucket).read().filter(it -> !it.isEmpty()).isPresent();
  }

  /** Whether the creation has found the bucket, and takes it over. */
  public boolean isTakenOver() {
    return claim().isMade();
  }

  /**
   * Why the bucket is not for the given request to make; empty when the name is free, or when this
   * very request has made it, or when it may be taken over.
   *
   * @param begun whether an earlier invocation of the request has seen the way free; then a bucket
   *     whose tags don't show yet may well be its own
   */
  public Optional<String> taken(boolean begun, OnExistingBucket onExisting) {
    if (begun) {
      return proof
          .ofAnother()
          .filter(marks -> !claim().wasFound(marks))
          .map(marks -> taken("by a resource that was made at the same moment", ANOTHER_NAME));
    }
    return switch (bucket.presence()) {
      case NOWHERE -> Optional.empty();
      case HERE -> read().isPresent() ? Optional.empty() : takenUnlessAdopted(onExisting);
      case IN_ANOTHER_REGION ->
          Optional.of(taken("by a bucket in another Region", notToAdopt(onExisting)));
      case IN_ANOTHER_ACCOUNT -> Optional.of(taken("by another account", notToAdopt(onExisting)));
    };
  }

  private Optional<String> takenUnlessAdopted(OnExistingBucket onExisting) {
    if (onExisting == OnExistingBucket.FAIL) {
      return Optional.of(takenHere());
    }
    claim().found(proof.inTags());
    return Optional.empty();
  }

  /** Adopting the bucket of a Central that has a stack would give it two owners. */
  private String takenHere() {
    if (proof.inTags().isPresent()) {
      return taken(
          "by a Central of this account in this Region",
          "What is set at creation changes with another BucketName only. A Central that no stack holds any more can be imported.");
    }
    return taken(
        "by a bucket of this account in this Region",
        "Give another BucketName, or take it over with OnExistingBucket: ADOPT.");
  }

  private static String notToAdopt(OnExistingBucket onExisting) {
    return onExisting == OnExistingBucket.FAIL
        ? ANOTHER_NAME
        : "Give another BucketName: ADOPT takes over a bucket of this account and Region only.";
  }

  private String taken(String where, String remedy) {
    return "bucket " + bucket.name() + ": the name is taken, " + where + ". " + remedy;
  }
}
