package org.sessionlogging.member.document;

import java.time.Duration;
import java.util.Optional;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.domain.preferences.PreferencesDocument;
import org.sessionlogging.kit.reconcile.Handle;
import org.sessionlogging.kit.reconcile.Progress;
import org.sessionlogging.kit.reconcile.Refused;
import org.sessionlogging.kit.reconcile.Step;
import org.sessionlogging.kit.reconcile.TagDifference;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.DocumentDescription;

/**
 * One session document. Its memory is written before what it remembers: a delete finds its way from
 * there, whatever was interrupted.
 *
 * @param progress remembers that the document was about to be made, as its tags may show late
 */
public record SessionDocument(Aws aws, SsmClient ssm, String documentName, Progress progress)
    implements Handle<LiveDocument> {
  static final String ABSENT = "InvalidDocument";

  /** What SSM takes at most to show a document's tags everywhere. */
  static final Duration FRESH = Duration.ofMinutes(2);

  @Override
  public String name() {
    return "session document " + documentName;
  }

  public DocumentTags tags() {
    return new DocumentTags(aws, ssm, documentName, progress);
  }

  DocumentVersions versions() {
    return new DocumentVersions(aws, ssm, documentName, new OwnWrites(progress));
  }

  /** Whether it is there at all, and how it comes and goes. */
  public DocumentLife life() {
    return new DocumentLife(aws, ssm, documentName, progress);
  }

  /** Whom it is for to make and to take over. */
  public DocumentClaim claim() {
    return new DocumentClaim(this);
  }

  Showing showing() {
    return new Showing(versions(), progress);
  }

  /** Whether the document exists and is one of this type's. */
  public boolean isOurs() {
    return tags().read().filter(DocumentMarks::areOurs).isPresent();
  }

  @Override
  public Optional<LiveDocument> read() {
    return life().described().flatMap(found -> tags().read().map(marks -> live(found, marks)));
  }

  /** Content of the version that the console shows. */
  public Optional<PreferencesDocument> shown(LiveDocument now) {
    return now.defaultVersion() == now.latest()
        ? now.content()
        : versions().content(String.valueOf(now.defaultVersion()));
  }

  /**
   * The preferences that somebody may have changed: those of the latest version, or, where that one
   * was written here, of the default version, which may be another by now.
   */
  public PreferencesDocument told(LiveDocument now) {
    return now.isWrittenHere() ? shown(now).orElseGet(now::preferences) : now.preferences();
  }

  private LiveDocument live(DocumentDescription found, DocumentMarks marks) {
    int latest = Integer.parseInt(found.latestVersion());
    Optional<PreferencesDocument> content = versions().content(found.latestVersion());
    return new LiveDocument(
        found.documentTypeAsString(),
        latest,
        Integer.parseInt(found.defaultVersion()),
        found.statusAsString(),
        Optional.ofNullable(found.statusInformation()),
        content,
        marks,
        showing().outstanding(latest, content.isPresent(), marks));
  }

  /** Takes one step, on the very version that was read. */
  @Override
  public Step write(LiveDocument value, Optional<LiveDocument> live) {
    if (live.isEmpty()) {
      life().create(value.preferences(), value.marks().all());
      return Step.handBack("the document to become Active");
    }
    LiveDocument now = live.get();
    if (now.outstanding().isPresent()) {
      return showing().await(now);
    }
    if (!now.marks().areOurs()) {
      return claim().takeOver(value, now);
    }
    tags().add(TagDifference.between(now.marks().all(), value.marks().all()).missing());
    if (!now.preferences().equals(value.preferences())) {
      if (now.isFoundSinceRemembered()) {
        return Step.handBack("what was found to be remembered");
      }
      if (!versions().write(value.preferences(), now)) {
        throw Refused.conflict(
            name()
                + ": an earlier version says the same, and SSM refuses to write it again. Delete that version"
                + " (aws ssm delete-document --name "
                + documentName
                + " --document-version ...), then start the operation again.");
      }
      return Step.handBack("the new version to become Active");
    }
    if (!now.isActive()) {
      return Step.wait(2, now.pending());
    }
    if (now.defaultVersion() != value.defaultVersion()) {
      versions().makeDefault(value.defaultVersion());
    }
    return Step.DONE;
  }
}
