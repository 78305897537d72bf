package org.sessionlogging.fakes.ssm;

import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import org.sessionlogging.fakes.store.AwsError;
import software.amazon.awssdk.services.ssm.model.Tag;

/** What SSM takes as tags. */
final class SsmTags {
  private static final int MOST = 50;

  private SsmTags() {}

  /** Lengths, number and alphabet: API reference, Tag and AddTagsToResource. */
  static void put(SortedMap<String, String> held, Collection<Tag> tags) {
    SortedMap<String, String> all = new TreeMap<>(held);
    for (Tag tag : tags) {
      if (tag.key().length() > 128
          || tag.value().length() > 256
          || tag.key().startsWith("aws:")
          || !(tag.key() + tag.value()).matches("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*")) {
        throw AwsError.of(400, "ValidationException", "Tag " + tag + " is not valid.");
      }
      all.put(tag.key(), tag.value());
    }
    if (all.keySet().stream().filter(key -> !key.startsWith("aws:")).count() > MOST) {
      throw AwsError.of(400, "TooManyTagsError", "The Targets parameter includes too many tags.");
    }
    held.putAll(all);
  }
}
