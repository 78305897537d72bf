package org.sessionlogging.member.document;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.sessionlogging.aws.CallFailed;
import org.sessionlogging.domain.preferences.PreferencesDocument;
import org.sessionlogging.kit.reconcile.Refused;
import org.sessionlogging.kit.reconcile.Step;

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

  /**
   * What sessions use is right first, with a new version on top of the one just read: AWS refuses
   * it when somebody has edited the document since. Only then do our versions go, which nobody
   * uses.
   */
  Step step(Runnable beforeItIsForgotten) {
    PreferencesDocument former = former(DocumentMarks.FORMER_LATEST);
    int formerDefault = number(DocumentMarks.FORMER_DEFAULT);
    if (!isInForce(former)) {
      return write(former, formerDefault);
    }
    boolean wereSame = formerDefault == number(DocumentMarks.FORMER_LATEST);
    int shown = wereSame ? now.latest() : formerDefault;
    if (now.defaultVersion() != shown) {
      if (!now.isActive()) {
        return Step.wait(2, now.pending());
      }
      document.versions().makeDefault(shown);
    }
    List<Integer> all = versions();
    if (!all.contains(now.latest())) {
      // SSM lists in the order of writing: without the latest one of ours may be missing, too.
      return Step.wait(2, "all versions to be listed", SessionDocument.FRESH);
    }
    List<Integer> ours = ofOurs(all, former);
    if (!ours.isEmpty()) {
      ours.stream().limit(AT_ONCE).forEach(document.versions()::delete);
      return Step.handBack("the versions written here to be gone");
    }
    beforeItIsForgotten.run();
    document.tags().putBack(now.marks());
    return Step.DONE;
  }

  private Step write(PreferencesDocument former, int formerDefault) {
    if (!now.isRecorded()) {
      // Known by its hash only while it is the latest.
      document.tags().add(Memory.ofVersion(now));
    }
    if (now.defaultVersion() != formerDefault) {
      document.versions().makeDefault(formerDefault);
    }
    if (!isWritten(former)) {
      // What SSM takes for a duplicate is the found version itself: it is the latest once ours are
      // gone. They also make room for another version.
      document.versions().delete(newestOfOurs(former));
    }
    return Step.handBack("the former content to be the latest");
  }

  private boolean isWritten(PreferencesDocument former) {
    try {
      return document.versions().write(former, now);
    } catch (CallFailed e) {
      if (e.code().equals(DocumentVersions.NO_ROOM)) {
        return false;
      }
      throw e;
    }
  }

  private int newestOfOurs(PreferencesDocument former) {
    return ofOurs(versions(), former).stream()
        .max(Comparator.naturalOrder())
        .orElseThrow(
            () ->
                Refused.conflict(
                    "Version "
                        + now.marks().all().get(DocumentMarks.FORMER_LATEST)
                        + " of the document holds what was found, and SSM refuses to write it again on top of version "
                        + now.latest()
                        + ": delete the versions above it (aws ssm delete-document --name "
                        + document.documentName()
                        + " --document-version ...), then delete again. Where that does not help, leave it behind: aws"
                        + " cloudformation delete-stack --stack-name ... --retain-resources LOGICAL_ID."));
  }

  /** Those that are there, or just the latest where none of ours can be. */
  private List<Integer> versions() {
    return now.marks().versions().numbers().isEmpty()
        ? List.of(now.latest())
        : document.versions().numbers();
  }

  /** Those written here, but for one that is what was found. */
  private List<Integer> ofOurs(List<Integer> all, PreferencesDocument former) {
    Versions written = now.marks().versions();
    return all.stream()
        .filter(written::contain)
        .filter(number -> number != now.latest() || !isInForce(former))
        .toList();
  }

  private boolean isInForce(PreferencesDocument former) {
    return now.content().equals(Optional.of(former));
  }

  private Refused lost(String what) {
    return LostMemory.refusal(what, document.documentName(), now);
  }

  private PreferencesDocument former(String key) {
    number(key);
    return now.marks()
        .get(key)
        .flatMap(document.versions()::content)
        .orElseThrow(() -> lost("the version that the tag " + key + " names is gone"));
  }

  /** Anything but a number, such as $LATEST, would name a version that nobody has found. */
  private int number(String key) {
    return now.marks()
        .get(key)
        .filter(number -> number.matches("[0-9]{1,9}"))
        .map(Integer::valueOf)
        .orElseThrow(() -> lost("the tag " + key + " is gone or damaged"));
  }
}
