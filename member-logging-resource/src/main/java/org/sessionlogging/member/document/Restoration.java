package org.sessionlogging.member.document;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.sessionlogging.domain.preferences.PreferencesDocument;
import org.sessionlogging.domain.settings.Tags;
import org.sessionlogging.kit.reconcile.Refused;
import org.sessionlogging.kit.reconcile.Step;
import org.sessionlogging.kit.reconcile.TagDifference;

/**
 * Puts back what was found: the default version, the latest content and the tags. Each step looks
 * at what is there, so that it can be begun again at any point.
 */
record Restoration(SessionDocument document, LiveDocument now) {

  /** Versions deleted in one invocation, which has 60 seconds. */
  private static final int AT_ONCE = 25;

  void refuseWhenLost() {
    former(DocumentMarks.FORMER_LATEST);
    former(DocumentMarks.FORMER_DEFAULT);
  }

  Step step() {
    // Fetched before anything is deleted.
    PreferencesDocument former = former(DocumentMarks.FORMER_LATEST);
    int formerDefault = number(DocumentMarks.FORMER_DEFAULT);
    List<Integer> ours = versionsOfOurs(former);
    if (!ours.isEmpty()) {
      if (now.defaultVersion() != formerDefault) {
        // AWS keeps the default version from being deleted.
        document.versions().makeDefault(formerDefault);
      }
      ours.stream().limit(AT_ONCE).forEach(document.versions()::delete);
      return Step.handBack("the versions written here to be gone");
    }
    if (!now.content().equals(Optional.of(former))) {
      document.versions().write(former, now);
      return Step.handBack("a version with the former content to become Active");
    }
    boolean wereSame = formerDefault == number(DocumentMarks.FORMER_LATEST);
    int shown = wereSame ? now.latest() : formerDefault;
    if (now.defaultVersion() != shown) {
      if (!now.isActive()) {
        return Step.wait(2, now.pending());
      }
      document.versions().makeDefault(shown);
    }
    putTagsBack();
    return Step.DONE;
  }

  /** Those still there; one that could not be recorded is known by its hash. */
  private List<Integer> versionsOfOurs(PreferencesDocument former) {
    boolean unrecorded = !now.isRecorded() && !now.preferences().equals(former);
    Versions written =
        unrecorded ? now.marks().versions().plus(now.latest()) : now.marks().versions();
    return written.numbers().isEmpty()
        ? List.of()
        : document.versions().numbers().stream().filter(written::contain).toList();
  }

  private void putTagsBack() {
    SortedMap<String, String> ofAnybody = new TreeMap<>(now.marks().all());
    ofAnybody.keySet().removeIf(Tags::areOfAws);
    document.tags().change(TagDifference.between(ofAnybody, now.marks().former()));
  }

  private PreferencesDocument former(String key) {
    return now.marks()
        .get(key)
        .flatMap(document.versions()::content)
        .orElseThrow(
            () ->
                Refused.conflict(
                    "The preferences that were found can't be put back: the tag "
                        + key
                        + " or the version that it names is gone. Put the preferences right yourself, remove the"
                        + " tags of the document that begin with session-logging:, then delete again."));
  }

  private int number(String key) {
    return Integer.parseInt(now.marks().all().get(key));
  }
}
