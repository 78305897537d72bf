package org.sessionlogging.central.bucket;

import java.util.SortedMap;
import java.util.TreeMap;
import org.sessionlogging.domain.settings.Tags;
import org.sessionlogging.kit.reconcile.Removal;
import org.sessionlogging.kit.reconcile.Step;

/**
 * Gives a bucket back: takes off our lifecycle rules, then our tags, which are the proof. All that
 * protects what is in it stays.
 */
public record BucketRelease(LogBucket bucket) implements Removal {
  @Override
  public String name() {
    return "bucket";
  }

  /** Whether there is anything to give back. */
  public boolean isHere() {
    return bucket.presence() == LogBucket.Presence.HERE;
  }

  /** Done once the tags are seen to be gone. */
  @Override
  public Step remove() {
    boolean hadRules = new BucketLifecycle(bucket).takeOff();
    boolean hadTags = takeOffTags();
    return hadRules || hadTags
        ? Step.handBack("the bucket to show that it was given back")
        : Step.DONE;
  }

  private boolean takeOffTags() {
    BucketTags handle = new BucketTags(bucket);
    SortedMap<String, String> others = new TreeMap<>(handle.read().orElseGet(TreeMap::new));
    if (!others.keySet().removeIf(Tags::areOurs)) {
      return false;
    }
    handle.put(others);
    return true;
  }
}
