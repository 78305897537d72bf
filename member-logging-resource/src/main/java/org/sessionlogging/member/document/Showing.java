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

  /** Looks at a version whose content does not show, before it counts as deleted. */
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
        : Optional.of(content(latest) + " to show");
  }

  /**
   * Whether the latest version was deleted, and not just made: the number may stay (what SSM does
   * is untried).
   */
  private boolean isGone(int latest) {
    return latest > writes().version()
        && progress.looks(content(latest)) >= MOST_LOOKS
        && !versions.numbers().contains(latest);
  }

  /** Waits for what does not show yet. */
  Step await(LiveDocument now) {
    progress.look(content(now.latest()));
    return Step.wait(2, now.outstanding().orElseThrow(), SessionDocument.FRESH);
  }

  private static String content(int version) {
    return "the content of version " + version;
  }

  private OwnWrites writes() {
    return new OwnWrites(progress);
  }
}
