package org.sessionlogging.central.bucket;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.sessionlogging.domain.settings.KeyMode;
import org.sessionlogging.domain.settings.Tags;

/**
 * What our tags on a bucket say, from its birth on: that it is of this type, and what AWS can't
 * tell later operations otherwise.
 */
public record BucketMarks(KeyMode keyMode) {
  private static final String TYPE_TAG = Tags.OURS + "type";
  private static final String TYPE = "central";
  private static final String KEY_MODE_TAG = Tags.OURS + "key-mode";

  /**
   * Empty for a bucket that is not of this type. One that does not say how many keys it has is
   * taken for one with two, so that neither is overlooked.
   */
  static Optional<BucketMarks> of(Map<String, String> tags) {
    String mode = tags.getOrDefault(KEY_MODE_TAG, "");
    return Optional.ofNullable(tags.get(TYPE_TAG))
        .filter(TYPE::equals)
        .map(
            it ->
                Arrays.stream(KeyMode.values())
                    .filter(known -> known.name().equals(mode))
                    .findFirst()
                    .orElse(KeyMode.TWO_KEYS))
        .map(BucketMarks::new);
  }

  /** The tags that say so. */
  public SortedMap<String, String> tags() {
    return new TreeMap<>(Map.of(TYPE_TAG, TYPE, KEY_MODE_TAG, keyMode.name()));
  }
}
