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
 */
public record LiveDocument(
    String type,
    int latest,
    int defaultVersion,
    String status,
    Optional<String> statusInformation,
    Optional<PreferencesDocument> content,
    DocumentTags tags) {

  /** The preferences, or none where the latest version has gone. */
  public PreferencesDocument preferences() {
    return content.orElseGet(() -> PreferencesDocument.parse("{}"));
  }

  boolean isActive() {
    return status.equals("Active");
  }

  /** What a wait for the latest version is for. */
  String pending() {
    return "version "
        + latest
        + " to become Active; it is "
        + status
        + statusInformation.map(text -> " (" + text + ")").orElse("");
  }

  /** Whether sessions and the console agree on the latest version. */
  boolean isInForce() {
    return isActive() && latest == defaultVersion;
  }

  /** Whether the latest version was written here. A hash shows it while a version is unrecorded. */
  boolean isWrittenHere() {
    return tags.versions().contain(latest) || (hashIs(DocumentTags.WRITTEN) && !isFormerLatest());
  }

  boolean isRecorded() {
    return !isWrittenHere() || tags.versions().contain(latest);
  }

  /** Whether somebody wrote the latest version after this type wrote its own. */
  boolean isEdited() {
    return tags.areOurs()
        && !isWrittenHere()
        && !hashIs(DocumentTags.FORMER_HASH)
        && latest > tags.versions().newest();
  }

  private boolean isFormerLatest() {
    return tags.get(DocumentTags.FORMER_LATEST).filter(String.valueOf(latest)::equals).isPresent();
  }

  private boolean hashIs(String key) {
    return content.map(PreferencesDocument::hash).equals(tags.get(key)) && content.isPresent();
  }
}
