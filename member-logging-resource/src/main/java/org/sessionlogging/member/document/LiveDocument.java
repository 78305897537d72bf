package org.sessionlogging.member.document;

import java.util.Optional;
import org.sessionlogging.domain.preferences.PreferencesDocument;

/**
 * The session document as AWS holds it.
 *
 * @param type the document's type, Session when it can hold preferences
 * @param latest number of the version that sessions use
 * @param defaultVersion number of the version that the console shows
 * @param status of the latest version
 * @param statusInformation AWS's explanation of the status, if there is one
 * @param content of the latest version; empty when that version does not exist any more
 * @param outstanding what has been written and does not show yet; until then the rest means nothing
 */
public record LiveDocument(
    String type,
    int latest,
    int defaultVersion,
    String status,
    Optional<String> statusInformation,
    Optional<PreferencesDocument> content,
    DocumentMarks marks,
    Optional<String> outstanding) {
  private static final String SESSION = "Session";
  private static final String ACTIVE = "Active";

  /** A document that is made with this content, once it is in force. */
  static LiveDocument made(PreferencesDocument content, DocumentMarks marks) {
    return new LiveDocument(
        SESSION, 1, 1, ACTIVE, Optional.empty(), Optional.of(content), marks, Optional.empty());
  }

  /** The same document with this content in force. */
  LiveDocument inForce(PreferencesDocument content, DocumentMarks marks) {
    return new LiveDocument(
        type,
        latest,
        latest,
        ACTIVE,
        statusInformation,
        Optional.of(content),
        marks,
        Optional.empty());
  }

  /** The same with the default version alone, which can't be deleted (SSM API, DeleteDocument). */
  LiveDocument left(Optional<PreferencesDocument> contentOfDefault) {
    return new LiveDocument(
        type,
        defaultVersion,
        defaultVersion,
        status,
        statusInformation,
        contentOfDefault,
        marks,
        outstanding);
  }

  /** The preferences, or none where the latest version has gone. */
  public PreferencesDocument preferences() {
    return content.orElseGet(() -> PreferencesDocument.parse("{}"));
  }

  boolean isForSessions() {
    return type.equals(SESSION);
  }

  boolean isActive() {
    return status.equals(ACTIVE);
  }

  /** What a wait for the latest version is for. */
  String pending() {
    return "version "
        + latest
        + " to become Active; it is "
        + status
        + statusInformation.map(text -> " (" + text + ")").orElse("");
  }

  /** Whether the latest version was written here. A hash shows it while a version is unrecorded. */
  boolean isWrittenHere() {
    return marks.versions().contain(latest) || (hashIs(DocumentMarks.WRITTEN) && !isFormerLatest());
  }

  boolean isRecorded() {
    return !isWrittenHere() || marks.versions().contain(latest);
  }

  /** Whether somebody wrote the latest version after this type wrote its own. */
  boolean isEdited() {
    return marks.areOurs()
        && content.isPresent()
        && !isWrittenHere()
        && !hashIs(DocumentMarks.FORMER_HASH)
        && !isFormerLatest()
        && latest > marks.versions().newest();
  }

  /**
   * Whether somebody wrote the latest version after what was found was remembered, and before this
   * type wrote its own: then that is what was found. SSM counts versions one by one.
   */
  boolean isFoundSinceRemembered() {
    return content.isPresent()
        && marks.formerDefault().isPresent()
        && marks.versions().numbers().isEmpty()
        && !isFormerLatest()
        && (marks.get(DocumentMarks.WRITTEN).isEmpty()
            || marks
                .get(DocumentMarks.FORMER_LATEST)
                .filter(String.valueOf(latest - 1)::equals)
                .filter(it -> !hashIs(DocumentMarks.WRITTEN))
                .isPresent());
  }

  private boolean isFormerLatest() {
    return marks
        .get(DocumentMarks.FORMER_LATEST)
        .filter(String.valueOf(latest)::equals)
        .isPresent();
  }

  private boolean hashIs(String key) {
    return content.map(PreferencesDocument::hash).equals(marks.get(key)) && content.isPresent();
  }
}
