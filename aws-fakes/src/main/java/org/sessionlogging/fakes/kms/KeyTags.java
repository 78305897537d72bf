package org.sessionlogging.fakes.kms;

import java.util.Collection;
import org.sessionlogging.fakes.store.AwsError;
import software.amazon.awssdk.services.kms.model.Tag;

/** What KMS takes as tags. */
final class KeyTags {
  private KeyTags() {}

  /** API reference, Tag: no key begins with aws:. */
  static void put(FakeKey key, Collection<Tag> tags) {
    for (Tag tag : tags) {
      if (tag.tagKey().startsWith("aws:")) {
        throw AwsError.of(400, "TagException", "aws: prefixed tag key names are not allowed.");
      }
      key.tags.put(tag.tagKey(), tag.tagValue());
    }
  }
}
