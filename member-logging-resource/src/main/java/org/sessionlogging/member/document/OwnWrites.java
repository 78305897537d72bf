package org.sessionlogging.member.document;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.sessionlogging.kit.reconcile.Progress;

/**
 * What this operation has written to a document. SSM may show it late, each call on its own: until
 * then the document looks like one that somebody has edited, or that has lost its tags.
 *
 * @param progress remembers it from one invocation to the next
 */
record OwnWrites(Progress progress) {
  private static final String TAGS = "tags put";
  private static final String VERSION = "version written";

  /** Neither keys nor values of tags hold it (SSM API reference, Tag). */
  private static final String BETWEEN = "\n";

  void put(Map<String, String> tags) {
    SortedMap<String, String> all = tags();
    all.putAll(tags);
    note(all);
  }

  void removed(Collection<String> keys) {
    SortedMap<String, String> all = tags();
    all.keySet().removeAll(keys);
    note(all);
  }

  void wrote(int version) {
    progress.note(VERSION, String.valueOf(version));
  }

  boolean show(DocumentMarks marks) {
    return tags().entrySet().stream().allMatch(tag -> shows(marks, tag.getKey(), tag.getValue()));
  }

  /** The same request, delivered twice, may have gone further than this invocation. */
  private static boolean shows(DocumentMarks marks, String key, String value) {
    return switch (key) {
      case DocumentMarks.CLAIM -> marks.areOurs() || marks.get(key).equals(Optional.of(value));
      case DocumentMarks.VERSIONS ->
          marks.versions().numbers().containsAll(Versions.parse(value).numbers());
      default -> marks.get(key).equals(Optional.of(value));
    };
  }

  /** Number of the version that was written last, 0 when none was. */
  int version() {
    return progress.noted(VERSION).map(Integer::valueOf).orElse(0);
  }

  private SortedMap<String, String> tags() {
    SortedMap<String, String> tags = new TreeMap<>();
    String[] lines =
        progress
            .noted(TAGS)
            .filter(text -> !text.isEmpty())
            .map(text -> text.split(BETWEEN, -1))
            .orElse(new String[0]);
    for (int i = 0; i < lines.length; i += 2) {
      tags.put(lines[i], lines[i + 1]);
    }
    return tags;
  }

  private void note(SortedMap<String, String> tags) {
    progress.note(
        TAGS,
        String.join(
            BETWEEN,
            tags.entrySet().stream()
                .flatMap(tag -> Stream.of(tag.getKey(), tag.getValue()))
                .toList()));
  }
}
