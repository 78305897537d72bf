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
 *
 * @param keyMode how many keys it has; empty when its tag is gone
 * @param request mark of the request that made it; empty when its tag is gone
 * @param logPrefix first part of every log's key; empty without one, and on buckets that 0.1.0 made
 */
public record BucketMarks(
    Optional<KeyMode> keyMode, Optional<String> request, Optional<String> logPrefix) {
  static final String TYPE_TAG = Tags.OURS + "type";
  static final String TYPE = "central";
  private static final String KEY_MODE_TAG = Tags.OURS + "key-mode";
  private static final String REQUEST_TAG = Tags.OURS + "request";
  private static final String LOG_PREFIX_TAG = Tags.OURS + "log-prefix";

  /** Empty for a bucket that is not of this type. */
  public static Optional<BucketMarks> of(Map<String, String> tags) {
    String mode = tags.getOrDefault(KEY_MODE_TAG, "");
    return Optional.ofNullable(tags.get(TYPE_TAG))
        .filter(TYPE::equals)
        .map(
            it ->
                Arrays.stream(KeyMode.values())
                    .filter(known -> known.name().equals(mode))
                    .findFirst())
        .map(
            it ->
                new BucketMarks(
                    it,
                    Optional.ofNullable(tags.get(REQUEST_TAG)),
                    Optional.ofNullable(tags.get(LOG_PREFIX_TAG))));
  }

  /** Of a bucket whose own tags say nothing. */
  public static BucketMarks known(Optional<KeyMode> keyMode, Optional<String> request) {
    return new BucketMarks(keyMode, request, Optional.empty());
  }

  /** Whether that request has made the bucket. */
  boolean isOf(Optional<String> other) {
    return request.isPresent() && request.equals(other);
  }

  /** The tags that say so. */
  public SortedMap<String, String> tags() {
    SortedMap<String, String> tags = new TreeMap<>(Map.of(TYPE_TAG, TYPE));
    keyMode.ifPresent(mode -> tags.put(KEY_MODE_TAG, mode.name()));
    request.ifPresent(mark -> tags.put(REQUEST_TAG, mark));
    logPrefix.ifPresent(prefix -> tags.put(LOG_PREFIX_TAG, prefix));
    return tags;
  }
}
