package org.sessionlogging.member.document;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.sessionlogging.domain.preferences.PreferencesDocument;
import org.sessionlogging.domain.settings.MemberKeys;
import org.sessionlogging.domain.settings.MemberLogging;
import org.sessionlogging.domain.settings.MemberTags;

/** What is written into a document's tags before and after each change, for delete to find. */
final class Memory {
  private static final Set<String> OF_CREATED =
      Set.of(
          MemberTags.TYPE,
          DocumentMarks.REQUEST,
          DocumentMarks.ORIGIN,
          DocumentMarks.WRITTEN,
          DocumentMarks.VERSIONS,
          DocumentMarks.BASE,
          DocumentMarks.SUCCEEDED,
          DocumentMarks.SUCCEEDED + ":2");
  private static final int OF_ADOPTED = OF_CREATED.size() + 3;

  private Memory() {}

  /** Number of tags that the memory of a document takes, at most. */
  static int size(DocumentMarks marks, boolean created) {
    return created ? OF_CREATED.size() : OF_ADOPTED + former(marks).size();
  }

  /** Tags that were there before us. */
  static SortedMap<String, String> former(DocumentMarks marks) {
    return marks.areOurs() ? marks.users().former() : marks.users().now();
  }

  static SortedMap<String, String> ofCreation(
      PreferencesDocument content,
      MemberLogging logging,
      MemberKeys keys,
      Optional<String> request) {
    SortedMap<String, String> tags = new TreeMap<>(logging.tags());
    tags.putAll(SettingMarks.of(logging, keys, new TreeSet<>()));
    tags.put(MemberTags.TYPE, MemberTags.MEMBER);
    tags.put(DocumentMarks.ORIGIN, DocumentMarks.CREATED);
    tags.put(DocumentMarks.WRITTEN, content.hash());
    tags.put(DocumentMarks.VERSIONS, "1");
    request.ifPresent(mark -> tags.put(DocumentMarks.REQUEST, mark));
    return tags;
  }

  /**
   * What can be said of a document that has lost its memory: that it is this type's, and that
   * nobody knows what was found. Tags that are not declared are somebody's.
   */
  static SortedMap<String, String> ofLoss(
      LiveDocument now, PreferencesDocument content, MemberLogging logging) {
    SortedMap<String, String> tags = new TreeMap<>();
    tags.put(MemberTags.TYPE, MemberTags.MEMBER);
    tags.put(DocumentMarks.ORIGIN, DocumentMarks.ADOPTED);
    tags.put(DocumentMarks.BASE, String.valueOf(now.latest()));
    SortedMap<String, String> others = now.marks().users().now();
    others.keySet().removeAll(logging.tags().keySet());
    others.forEach((key, value) -> tags.put(DocumentMarks.FORMER_TAG + key, value));
    if (now.preferences().equals(content)) {
      tags.put(DocumentMarks.WRITTEN, content.hash());
    }
    return tags;
  }

  /** What says to another creation that this one takes the document over. */
  static Map<String, String> ofClaim(String request) {
    return Map.of(DocumentMarks.CLAIM, request);
  }

  static SortedMap<String, String> ofAdoption(LiveDocument found, Optional<String> request) {
    SortedMap<String, String> tags = new TreeMap<>();
    tags.put(MemberTags.TYPE, MemberTags.MEMBER);
    tags.put(DocumentMarks.ORIGIN, DocumentMarks.ADOPTED);
    tags.putAll(ofFound(found));
    request.ifPresent(mark -> tags.put(DocumentMarks.REQUEST, mark));
    found
        .marks()
        .users()
        .now()
        .forEach((key, value) -> tags.put(DocumentMarks.FORMER_TAG + key, value));
    return tags;
  }

  /** Versions and hash of what was found. */
  static SortedMap<String, String> ofFound(LiveDocument found) {
    SortedMap<String, String> tags = new TreeMap<>();
    tags.put(DocumentMarks.FORMER_DEFAULT, String.valueOf(found.defaultVersion()));
    tags.put(DocumentMarks.FORMER_LATEST, String.valueOf(found.latest()));
    tags.put(DocumentMarks.FORMER_HASH, found.preferences().hash());
    return tags;
  }

  static SortedMap<String, String> ofWriting(
      PreferencesDocument content, LiveDocument onTopOf, boolean replaced) {
    SortedMap<String, String> tags = new TreeMap<>();
    tags.put(DocumentMarks.WRITTEN, content.hash());
    if (replaced) {
      tags.put(DocumentMarks.BASE, DocumentMarks.NOTHING);
    } else if (!onTopOf.isWrittenHere()) {
      tags.put(DocumentMarks.BASE, String.valueOf(onTopOf.latest()));
    }
    return tags;
  }

  static Map<String, String> ofVersion(LiveDocument now) {
    return Map.of(DocumentMarks.VERSIONS, now.marks().versions().plus(now.latest()).toString());
  }
}
