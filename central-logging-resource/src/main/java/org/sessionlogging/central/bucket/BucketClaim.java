package org.sessionlogging.central.bucket;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.sessionlogging.domain.settings.Tags;
import org.sessionlogging.kit.reconcile.Step;

/**
 * How a creation takes over a bucket that is there: our tags are put before anything else, with the
 * mark of the request. S3 knows no tags that are put only if nobody else has: so of two creations
 * the one whose mark stands in the end has it, and the other sees that.
 */
record BucketClaim(LogBucket bucket) {
  private static final String FOUND = "bucket found";

  /** Keeps in mind that the bucket was there, and whose mark it bore, before anything was done. */
  void found(Optional<BucketMarks> marks) {
    bucket.progress().note(FOUND, request(marks));
  }

  /** Whether the creation takes over what it has found; what is free it makes. */
  boolean isMade() {
    return bucket.progress().noted(FOUND).isPresent();
  }

  /** Whether the marks are those of the beginning: a read may be older than the claim. */
  boolean wasFound(BucketMarks marks) {
    return bucket.progress().noted(FOUND).filter(request(Optional.of(marks))::equals).isPresent();
  }

  private static String request(Optional<BucketMarks> marks) {
    return marks.flatMap(BucketMarks::request).orElse("");
  }

  /** All tags that are there stay; ours are put as they are now. */
  Step write(BucketMarks marks) {
    BucketTags handle = new BucketTags(bucket);
    SortedMap<String, String> live = handle.read().orElseGet(TreeMap::new);
    SortedMap<String, String> tags = new TreeMap<>(live);
    tags.keySet().removeIf(Tags::areOurs);
    if (marks.isAdopted()) {
      tags.putAll(FoundTags.in(live).tags());
    }
    tags.putAll(marks.tags());
    handle.put(tags);
    return Step.wait(5, "the tags to say who has taken over the bucket");
  }
}
