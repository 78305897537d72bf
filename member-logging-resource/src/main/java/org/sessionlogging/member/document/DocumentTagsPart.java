package org.sessionlogging.member.document;

import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.sessionlogging.domain.settings.MemberLogging;
import org.sessionlogging.kit.reconcile.Part;
import org.sessionlogging.kit.reconcile.Refused;
import org.sessionlogging.kit.reconcile.Step;

/**
 * The document's tags but for the memory of its versions: those found before, the declared ones
 * over them, and the settings of which the document itself says nothing.
 */
public final class DocumentTagsPart implements Part<SortedMap<String, String>> {

  // SSM API reference, AddTagsToResource and Tag.
  private static final int MOST_TAGS = 50;
  private static final int LONGEST_KEY = 128;

  private final SessionDocument document;
  private final DocumentChanges changes;
  private final MemberLogging logging;

  public DocumentTagsPart(
      SessionDocument document, DocumentChanges changes, MemberLogging logging) {
    this.document = document;
    this.changes = changes;
    this.logging = logging;
  }

  @Override
  public String name() {
    return "tags of the session document";
  }

  @Override
  public Optional<SortedMap<String, String>> live() {
    Optional<DocumentTags> now = document.tags();
    refuseWhatDoesNotFit(now);
    return now.map(DocumentTags::withoutMemory);
  }

  private void refuseWhatDoesNotFit(Optional<DocumentTags> now) {
    DocumentTags tags = now.orElseGet(() -> new DocumentTags(new TreeMap<>()));
    boolean created = now.isEmpty() || tags.sayCreated();
    int memory = Memory.size(tags, created);
    int all = memory + onTopOf(tags).size();
    if (all > MOST_TAGS) {
      throw Refused.invalid(
          String.format(
              "Tags has %d tags, with those of the stack; the document has %d of its own, and %d are needed to remember"
                  + " settings and what was found: %d of at most %d. Declare fewer.",
              logging.tags().size(),
              created ? 0 : Memory.former(tags).size(),
              memory + DocumentTags.settings(logging).size(),
              all,
              MOST_TAGS));
    }
    Memory.former(tags).keySet().stream()
        .filter(key -> !created && (DocumentTags.FORMER_TAG + key).length() > LONGEST_KEY)
        .findFirst()
        .ifPresent(
            key -> {
              throw Refused.invalid(
                  "DocumentName names a document with the tag "
                      + key
                      + ", whose key is too long to be remembered: shorten it to "
                      + (LONGEST_KEY - DocumentTags.FORMER_TAG.length())
                      + " characters.");
            });
  }

  @Override
  public SortedMap<String, String> desired() {
    return onTopOf(document.tags().orElseThrow());
  }

  private SortedMap<String, String> onTopOf(DocumentTags now) {
    SortedMap<String, String> tags = new TreeMap<>(Memory.former(now));
    tags.putAll(logging.tags());
    tags.putAll(DocumentTags.settings(logging));
    return tags;
  }

  @Override
  public Step put(SortedMap<String, String> desired, Optional<SortedMap<String, String>> live) {
    SortedMap<String, String> missing = new TreeMap<>(desired);
    SortedSet<String> surplus = new TreeSet<>();
    live.ifPresent(
        now -> {
          missing.entrySet().removeAll(now.entrySet());
          surplus.addAll(now.keySet());
        });
    surplus.removeAll(desired.keySet());
    changes.tag(missing);
    changes.untag(surplus);
    return Step.DONE;
  }
}
