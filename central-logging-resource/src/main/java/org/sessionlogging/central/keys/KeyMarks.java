package org.sessionlogging.central.keys;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.sessionlogging.domain.settings.BucketOrigin;
import org.sessionlogging.domain.settings.KeyPurpose;
import org.sessionlogging.domain.settings.Tags;

/**
 * What our tags on a key say, from its birth on: whose it is, what it is for, and how many days lie
 * between the resource's deletion and the key's.
 */
public record KeyMarks(String bucketName, KeyPurpose purpose, int deletionWindowInDays) {
  static final String BUCKET_TAG = Tags.OURS + "bucket";
  static final String PURPOSE_TAG = Tags.OURS + "key";
  static final String ORIGIN_TAG = Tags.OURS + "bucket-origin";
  private static final String WINDOW_TAG = Tags.OURS + "deletion-window";

  /** It is the one mark that differs between two creations, and stays what it was at birth. */
  static final String REQUEST_TAG = Tags.OURS + "request";

  /** A missing mark means the careful choice. */
  private static final int LONGEST_WINDOW = 30;

  /** The days that a key's tags say, or as long as possible. */
  static int windowOf(Map<String, String> tags) {
    return deletionWindow(tags).orElse(LONGEST_WINDOW);
  }

  /** The days that a key's tags say; empty without a valid number. */
  public static Optional<Integer> deletionWindow(Map<String, String> tags) {
    return Optional.ofNullable(tags.get(WINDOW_TAG))
        .filter(days -> days.matches("[7-9]|[12][0-9]|30"))
        .map(Integer::valueOf);
  }

  /**
   * The tag of a key whose bucket was not made by this type: none says that it was, or that nobody
   * knows.
   */
  public static Map<String, String> ofBucket(BucketOrigin origin) {
    return origin == BucketOrigin.CREATED ? Map.of() : Map.of(ORIGIN_TAG, origin.word());
  }

  /** Where a key's tags say that its bucket came from. */
  static BucketOrigin origin(Map<String, String> tags) {
    return BucketOrigin.of(tags.getOrDefault(ORIGIN_TAG, "")).orElse(BucketOrigin.CREATED);
  }

  /** The tag that a key bears from its birth on, beside those that say what it is. */
  public static Map<String, String> madeBy(Optional<String> request) {
    return request.map(mark -> Map.of(REQUEST_TAG, mark)).orElseGet(Map::of);
  }

  /** The tags that say so. */
  public SortedMap<String, String> tags() {
    return new TreeMap<>(
        Map.of(
            BUCKET_TAG,
            bucketName,
            PURPOSE_TAG,
            purpose.word(),
            WINDOW_TAG,
            String.valueOf(deletionWindowInDays)));
  }
}
