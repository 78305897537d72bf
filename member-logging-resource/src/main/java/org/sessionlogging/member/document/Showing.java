package org.sessionlogging.member.document;

import java.util.Optional;
import org.sessionlogging.kit.reconcile.Progress;
import org.sessionlogging.kit.reconcile.Step;

/**
 * Whether a document shows as it is. Each call of SSM may show late what was written; what was
 * written in this operation is known, and of what another has written a moment ago its number may
 * show before its content.
 *
 * @param progress remembers what was written, and the looks at content that does not show
 */
record Showing(DocumentVersions versions, Progress progress) {

  /** Before the number of a version whose content does not show, as long as its looks are few. */
  private static final String LOOKS = "looks at version ";

  private static final int MOST_LOOKS = 5;

  /** What is outstanding; empty when everything shows. */
  Optional<String> outstanding(int latest, boolean hasContent, DocumentMarks marks) {
    if (latest < writes().version()) {
      return Optional.of("version " + writes().version() + " to show");
    }
    if (!writes().show(marks)) {
      return Optional.of("tags of the document to show");
    }
    return hasContent || isGone(latest)
        ? Optional.empty()
        : Optional.of("the content of version " + latest + " to show");
  }

  /**
   * Whether the latest version was deleted, and not just made: the number may stay (what SSM does
   * is untried).
   */
  private boolean isGone(int latest) {
    return latest > writes().version()
        && looks(latest) >= MOST_LOOKS
        && !versions.numbers().contains(latest);
  }

  private int looks(int version) {
    return progress.noted(LOOKS + version).map(Integer::valueOf).orElse(0);
  }

  /** Waits for what does not show yet. */
  Step await(LiveDocument now) {
    progress.note(LOOKS + now.latest(), String.valueOf(looks(now.latest()) + 1));
    return Step.wait(2, now.outstanding().orElseThrow(), SessionDocument.FRESH);
  }

  private OwnWrites writes() {
    return new OwnWrites(progress);
  }
}
