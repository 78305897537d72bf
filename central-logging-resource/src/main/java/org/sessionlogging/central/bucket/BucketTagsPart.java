package org.sessionlogging.central.bucket;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.sessionlogging.central.Tags;
import org.sessionlogging.domain.settings.CentralLogging;
import org.sessionlogging.kit.reconcile.Part;
import org.sessionlogging.kit.reconcile.Step;
import software.amazon.awssdk.services.s3.model.PutBucketTaggingRequest;
import software.amazon.awssdk.services.s3.model.Tagging;

/** The declared tags and our own. */
public final class BucketTagsPart implements Part<SortedMap<String, String>> {
  private final LogBucket bucket;
  private final CentralLogging logging;

  public BucketTagsPart(LogBucket bucket, CentralLogging logging) {
    this.bucket = bucket;
    this.logging = logging;
  }

  @Override
  public String name() {
    return "bucket tags";
  }

  @Override
  public Optional<SortedMap<String, String>> live() {
    SortedMap<String, String> tags = bucket.tags();
    tags.keySet().removeIf(Tags::ofAws);
    return Optional.of(tags);
  }

  @Override
  public SortedMap<String, String> desired() {
    SortedMap<String, String> tags = new TreeMap<>(logging.tags());
    tags.putAll(BucketPart.marks(logging));
    return tags;
  }

  @Override
  public Step put(SortedMap<String, String> desired, Optional<SortedMap<String, String>> live) {
    // PutBucketTagging replaces all tags and refuses to drop those of AWS, so they go in again.
    SortedMap<String, String> all = bucket.tags();
    all.keySet().removeIf(key -> !Tags.ofAws(key));
    all.putAll(desired);
    bucket.call(
        PutBucketTaggingRequest.builder()
            .bucket(bucket.name())
            .expectedBucketOwner(bucket.owner())
            .tagging(Tagging.builder().tagSet(LogBucket.tagSet(all)).build())
            .build(),
        bucket.s3()::putBucketTagging);
    return Step.DONE;
  }
}
