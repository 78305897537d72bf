package org.sessionlogging.member.document;

import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.sessionlogging.domain.settings.MemberKeys;
import org.sessionlogging.domain.settings.MemberLogging;
import org.sessionlogging.kit.reconcile.Part;
import org.sessionlogging.kit.reconcile.Refused;

/**
 * The document's tags: those found before, the declared ones over them, and the settings of which
 * the document itself says nothing. Those of AWS and the memory of versions stay as they are.
 *
 * @param skippedRoleNames roles that are declared and don't exist, where they may be missing
 */
public record DocumentTagsPart(
    DocumentTags handle,
    MemberLogging logging,
    MemberKeys keys,
    Supplier<SortedSet<String>> skippedRoleNames)
    implements Part<DocumentMarks> {

  // SSM API reference, AddTagsToResource and Tag.
  private static final int MOST_TAGS = 50;
  private static final int LONGEST_KEY = 128;

  @Override
  public void check(Optional<DocumentMarks> live) {
    DocumentMarks marks = live.orElse(DocumentMarks.NONE);
    boolean created = live.isEmpty() || marks.sayCreated();
    refuseTooMany(marks, created);
    Memory.former(marks).keySet().stream()
        .filter(key -> !created && (DocumentMarks.FORMER_TAG + key).length() > LONGEST_KEY)
        .findFirst()
        .ifPresent(
            key -> {
              throw Refused.invalid(
                  "DocumentName names a document with the tag "
                      + key
                      + ", whose key is too long to be remembered: shorten it to "
                      + (LONGEST_KEY - DocumentMarks.FORMER_TAG.length())
                      + " characters.");
            });
  }

  private void refuseTooMany(DocumentMarks marks, boolean created) {
    int memory = Memory.size(marks, created);
    int all = memory + onTopOf(marks).size();
    if (all > MOST_TAGS) {
      throw Refused.invalid(
          String.format(
              "Tags has %d tags, with those of the stack; the document has %d of its own, and %d are needed to remember"
                  + " settings and what was found: %d of at most %d. Declare fewer.",
              logging.tags().size(),
              created ? 0 : Memory.former(marks).size(),
              memory + settings(marks).size(),
              all,
              MOST_TAGS));
    }
  }

  @Override
  public DocumentMarks desired(Optional<DocumentMarks> live) {
    DocumentMarks now = live.orElse(DocumentMarks.NONE);
    return new DocumentMarks(now.kept()).with(onTopOf(now));
  }

  private SortedMap<String, String> onTopOf(DocumentMarks now) {
    SortedMap<String, String> tags = new TreeMap<>(Memory.former(now));
    tags.putAll(logging.tags());
    tags.putAll(settings(now));
    return tags;
  }

  private SortedMap<String, String> settings(DocumentMarks now) {
    SortedMap<String, String> tags = SettingMarks.of(logging, keys, skippedRoleNames.get());
    tags.putAll(SettingMarks.ofSameTags(logging.tags(), Memory.former(now)));
    return tags;
  }
}
