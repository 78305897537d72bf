package org.sessionlogging.member.document;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.sessionlogging.domain.preferences.PreferencesDocument;
import org.sessionlogging.kit.reconcile.Refused;
import org.sessionlogging.kit.reconcile.Step;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/**
 * Puts back what was found: the default version, the latest content and the tags. Each step looks
 * at what is there, so that it can be begun again at any point.
 */
final class Restoration {

  /** Versions deleted in one invocation, which has 60 seconds. */
  private static final int AT_ONCE = 25;

  private final SessionDocument document;
  private final DocumentChanges changes;
  private final LiveDocument now;

  Restoration(SessionDocument document, DocumentChanges changes, LiveDocument now) {
    this.document = document;
    this.changes = changes;
    this.now = now;
  }

  void refuseWhenLost() {
    former(DocumentTags.FORMER_LATEST);
    former(DocumentTags.FORMER_DEFAULT);
  }

  Step step() {
    // Fetched before anything is deleted.
    PreferencesDocument former = former(DocumentTags.FORMER_LATEST);
    int formerDefault = number(DocumentTags.FORMER_DEFAULT);
    List<Integer> ours = versionsOfOurs(former);
    if (!ours.isEmpty()) {
      if (now.defaultVersion() != formerDefault) {
        // AWS keeps the default version from being deleted.
        changes.makeDefault(formerDefault);
      }
      ours.stream().limit(AT_ONCE).forEach(changes::deleteVersion);
      return Step.handBack("the versions written here to be gone");
    }
    if (!now.content().equals(Optional.of(former))) {
      changes.write(former, now);
      return Step.handBack("a version with the former content to become Active");
    }
    boolean wereSame = formerDefault == number(DocumentTags.FORMER_LATEST);
    int shown = wereSame ? now.latest() : formerDefault;
    if (now.defaultVersion() != shown) {
      if (!now.isActive()) {
        return Step.wait(2, now.pending());
      }
      changes.makeDefault(shown);
    }
    putTagsBack();
    return Step.DONE;
  }

  /** Those still there; one that could not be recorded is known by its hash. */
  private List<Integer> versionsOfOurs(PreferencesDocument former) {
    boolean unrecorded = !now.isRecorded() && !now.preferences().equals(former);
    Versions written =
        unrecorded ? now.tags().versions().plus(now.latest()) : now.tags().versions();
    return written.numbers().isEmpty()
        ? List.of()
        : document.versions().stream().filter(written::contain).toList();
  }

  /** Ours go last: they are the handle for another delete. */
  private void putTagsBack() {
    SortedMap<String, String> former = now.tags().former();
    SortedMap<String, String> changed = new TreeMap<>(former);
    changed.entrySet().removeAll(now.tags().others().entrySet());
    changes.tag(changed);
    SortedSet<String> surplus = new TreeSet<>(now.tags().all().keySet());
    surplus.removeIf(key -> key.startsWith("aws:") || former.containsKey(key));
    changes.untag(surplus);
  }

  private PreferencesDocument former(String key) {
    return now.tags()
        .get(key)
        .flatMap(document::content)
        .orElseThrow(
            () ->
                new Refused(
                    HandlerErrorCode.ResourceConflict,
                    "The preferences that were found can't be put back: the tag "
                        + key
                        + " or the version that it names is gone. Put the preferences right yourself, remove the"
                        + " tags of the document that begin with session-logging:, then delete again."));
  }

  private int number(String key) {
    return Integer.parseInt(now.tags().all().get(key));
  }
}
