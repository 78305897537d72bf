package org.sessionlogging.central.bucket;

import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.sessionlogging.domain.json.Sha256;
import org.sessionlogging.domain.settings.Tags;

/**
 * Which of the tags on an adopted bucket were found there: they are their owner's, stay as they
 * are, and are none of the Tags that are declared. Kept as the beginnings of hashes, since a bucket
 * has 50 tags at most.
 *
 * @param hashes of the keys
 */
public record FoundTags(List<String> hashes) {
  private static final String TAG = Tags.OURS + "found-tags";
  private static final int DIGITS = 8;

  /** What the tags of an adopted bucket remember; without memory, that all of them were found. */
  static FoundTags in(SortedMap<String, String> live) {
    return Tags.keysOfWords(live.keySet(), TAG).isEmpty()
        ? new FoundTags(
            live.keySet().stream().filter(Tags::areOfUsers).map(FoundTags::hash).sorted().toList())
        : new FoundTags(Tags.words(live, TAG));
  }

  /** Those of a bucket's tags that are, or may be, declared ones. */
  public static SortedMap<String, String> declaredIn(SortedMap<String, String> live) {
    SortedMap<String, String> tags = new TreeMap<>(live);
    tags.keySet().removeIf(key -> !Tags.areOfUsers(key));
    if (BucketMarks.of(live).filter(BucketMarks::isAdopted).isPresent()) {
      tags.keySet().removeIf(in(live)::contain);
    }
    return tags;
  }

  private static String hash(String key) {
    return Sha256.hex(key).substring(0, DIGITS);
  }

  boolean contain(String key) {
    return Tags.areOfUsers(key) && hashes.contains(hash(key));
  }

  /** But for those that are declared by now. */
  FoundTags without(Collection<String> declared) {
    List<String> others = declared.stream().map(FoundTags::hash).toList();
    return new FoundTags(hashes.stream().filter(it -> !others.contains(it)).toList());
  }

  /** The tags that say so. */
  SortedMap<String, String> tags() {
    return Tags.ofWords(TAG, hashes);
  }
}
