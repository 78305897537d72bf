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
import software.amazon.awssdk.services.ssm.model.DescribeDocumentRequest;
import software.amazon.awssdk.services.ssm.model.DescribeDocumentResponse;
import software.amazon.awssdk.services.ssm.model.DocumentDescription;
import software.amazon.awssdk.services.ssm.model.DocumentStatus;

/**
 * One session document. Its memory is written before what it remembers: a delete finds its way from
 * there, whatever was interrupted.
 *
 * @param progress remembers that the document was about to be made, as its tags may show late
 */
public record SessionDocument(Aws aws, SsmClient ssm, String documentName, Progress progress)
    implements Handle<LiveDocument> {
  static final String ABSENT = "InvalidDocument";

  private static final String CREATION = "CreateDocument";
  private static final String TAKEN_OVER = "document is taken over";

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
    return new DocumentVersions(aws, ssm, documentName, writes());
  }

  DocumentLife life() {
    return new DocumentLife(aws, ssm, documentName);
  }

  Showing showing() {
    return new Showing(versions(), progress);
  }

  private OwnWrites writes() {
    return new OwnWrites(progress);
  }

  /** Whether the document exists and is one of this type's. */
  public boolean isOurs() {
    return tags().read().filter(DocumentMarks::areOurs).isPresent();
  }

  /**
   * Why the document is not for the given request to make or to take over; empty when it is free,
   * or this very request's.
   */
  public Optional<String> taken(Optional<String> request) {
    return tags()
        .read()
        .filter(marks -> marks.areOfAnotherThan(request) && isToStay())
        .map(this::taken);
  }

  private String taken(DocumentMarks marks) {
    return marks.areOurs()
        ? "The document "
            + documentName
            + " is managed by another resource of this type already. Update that one, or import it."
        : "The document "
            + documentName
            + " is being taken over by another resource of this type. Where that one's creation is over, remove the tag "
            + DocumentMarks.CLAIM
            + " of the document, then start the operation again.";
  }

  @Override
  public Optional<LiveDocument> read() {
    return described().flatMap(found -> tags().read().map(marks -> live(found, marks)));
  }

  /** Whether this operation has made it, or taken it over. */
  boolean isNew() {
    return progress.noted(CREATION).isPresent() || progress.noted(TAKEN_OVER).isPresent();
  }

  /** Whether list names it. */
  boolean isListed() {
    return new DocumentListing(aws, ssm).names(documentName);
  }

  /** Whether it has been deleted, and AWS is still at it. */
  public boolean isDeparting() {
    return described().filter(SessionDocument::isDeparting).isPresent();
  }

  /** Whether a document of the name exists, whoever it belongs to. */
  public boolean isToStay() {
    return described().filter(found -> !isDeparting(found)).isPresent();
  }

  /** Whether nobody has written another version since. */
  boolean isStill(LiveDocument now) {
    return described()
        .filter(found -> found.latestVersion().equals(String.valueOf(now.latest())))
        .isPresent();
  }

  private static boolean isDeparting(DocumentDescription found) {
    return found.status() == DocumentStatus.DELETING;
  }

  private Optional<DocumentDescription> described() {
    return aws.find(
            ssm,
            DescribeDocumentRequest.builder().name(documentName).documentVersion("$LATEST").build(),
            SsmClient::describeDocument,
            ABSENT)
        .map(DescribeDocumentResponse::document);
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
      progress.note(CREATION, documentName);
      life().create(value.preferences(), value.marks().all());
      writes().put(value.marks().all());
      writes().wrote(1);
      return Step.handBack("the document to become Active");
    }
    LiveDocument now = live.get();
    if (now.outstanding().isPresent()) {
      return showing().await(now);
    }
    if (!now.marks().areOurs()) {
      return takeOver(value, now);
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

  /** First the claim, then the memory: of two that look at the same time one sees the other's. */
  private Step takeOver(LiveDocument value, LiveDocument now) {
    if (progress.noted(CREATION).isPresent()) {
      return Step.wait(2, "the new document's tags to show", FRESH);
    }
    // Another request may have been faster, and have written more than its tags since.
    aws.forget();
    if (tags().read().equals(Optional.of(now.marks()))) {
      tags().add(TagDifference.between(now.marks().all(), value.marks().all()).missing());
      value.marks().formerDefault().ifPresent(it -> progress.note(TAKEN_OVER, it));
    }
    return Step.handBack("what was found to be remembered");
  }
}
