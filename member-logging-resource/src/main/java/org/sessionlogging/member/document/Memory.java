package org.sessionlogging.member.document;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.sessionlogging.domain.preferences.PreferencesDocument;
import org.sessionlogging.domain.settings.MemberLogging;

/** What is written into a document's tags before and after each change, for delete to find. */
final class Memory {
  private static final Set<String> OF_CREATED =
      Set.of(
          DocumentTags.TYPE,
          DocumentTags.ORIGIN,
          DocumentTags.WRITTEN,
          DocumentTags.VERSIONS,
          DocumentTags.BASE);
  private static final int OF_ADOPTED = OF_CREATED.size() + 3;

  private Memory() {}

  /** Number of tags that the memory of a document takes, at most. */
  static int size(DocumentTags tags, boolean created) {
    return created ? OF_CREATED.size() : OF_ADOPTED + former(tags).size();
  }

  /** Tags that were there before us. */
  static SortedMap<String, String> former(DocumentTags tags) {
    return tags.areOurs() ? tags.former() : tags.others();
  }

  static SortedMap<String, String> ofCreation(PreferencesDocument content, MemberLogging logging) {
    SortedMap<String, String> tags = new TreeMap<>(logging.tags());
    tags.putAll(DocumentTags.settings(logging));
    tags.put(DocumentTags.TYPE, DocumentTags.MEMBER);
    tags.put(DocumentTags.ORIGIN, DocumentTags.CREATED);
    tags.put(DocumentTags.WRITTEN, content.hash());
    tags.put(DocumentTags.VERSIONS, "1");
    return tags;
  }

  static SortedMap<String, String> ofAdoption(LiveDocument found) {
    SortedMap<String, String> tags = new TreeMap<>();
    tags.put(DocumentTags.TYPE, DocumentTags.MEMBER);
    tags.put(DocumentTags.ORIGIN, DocumentTags.ADOPTED);
    tags.put(DocumentTags.FORMER_DEFAULT, String.valueOf(found.defaultVersion()));
    tags.put(DocumentTags.FORMER_LATEST, String.valueOf(found.latest()));
    tags.put(DocumentTags.FORMER_HASH, found.preferences().hash());
    found.tags().others().forEach((key, value) -> tags.put(DocumentTags.FORMER_TAG + key, value));
    return tags;
  }

  static SortedMap<String, String> ofWriting(
      PreferencesDocument content, LiveDocument onTopOf, boolean replaced) {
    SortedMap<String, String> tags = new TreeMap<>();
    tags.put(DocumentTags.WRITTEN, content.hash());
    if (replaced) {
      tags.put(DocumentTags.BASE, DocumentTags.NOTHING);
    } else if (!onTopOf.isWrittenHere()) {
      tags.put(DocumentTags.BASE, String.valueOf(onTopOf.latest()));
    }
    return tags;
  }

  static Map<String, String> ofVersion(LiveDocument now) {
    return Map.of(DocumentTags.VERSIONS, now.tags().versions().plus(now.latest()).toString());
  }
}
