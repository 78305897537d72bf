package org.sessionlogging.member.document;

import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.aws.CallFailed;
import org.sessionlogging.domain.preferences.PreferencesDocument;
import org.sessionlogging.kit.reconcile.Handle;
import org.sessionlogging.kit.reconcile.Progress;
import org.sessionlogging.kit.reconcile.Refused;
import org.sessionlogging.kit.reconcile.Step;
import org.sessionlogging.kit.reconcile.TagDifference;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.CreateDocumentRequest;
import software.amazon.awssdk.services.ssm.model.DeleteDocumentRequest;
import software.amazon.awssdk.services.ssm.model.DescribeDocumentRequest;
import software.amazon.awssdk.services.ssm.model.DescribeDocumentResponse;
import software.amazon.awssdk.services.ssm.model.DocumentDescription;
import software.amazon.awssdk.services.ssm.model.DocumentFormat;
import software.amazon.awssdk.services.ssm.model.DocumentStatus;
import software.amazon.awssdk.services.ssm.model.DocumentType;

/**
 * One session document. Its memory is written before what it remembers: a delete finds its way from
 * there, whatever was interrupted.
 *
 * @param progress remembers that the document was about to be made, as its tags may show late
 */
public record SessionDocument(Aws aws, SsmClient ssm, String documentName, Progress progress)
    implements Handle<LiveDocument> {
  static final String ABSENT = "InvalidDocument";

  /** Of DeleteDocument: the document is shared (SSM API reference, DeleteDocument). */
  private static final String SHARED = "InvalidDocumentOperation";

  private static final String CREATION = "CreateDocument";
  private static final String TAKEN_OVER = "document is taken over";

  /** Before the number of a version whose content does not show, as long as its looks are few. */
  private static final String LOOKS = "looks at version ";

  private static final int MOST_LOOKS = 5;

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
        outstanding(latest, content.isPresent(), marks));
  }

  private Optional<String> outstanding(int latest, boolean hasContent, DocumentMarks marks) {
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
        && !versions().numbers().contains(latest);
  }

  private int looks(int version) {
    return progress.noted(LOOKS + version).map(Integer::valueOf).orElse(0);
  }

  /** Waits for what does not show yet. */
  Step await(LiveDocument now) {
    progress.note(LOOKS + now.latest(), String.valueOf(looks(now.latest()) + 1));
    return Step.wait(2, now.outstanding().orElseThrow(), FRESH);
  }

  /** Takes one step, on the very version that was read. */
  @Override
  public Step write(LiveDocument value, Optional<LiveDocument> live) {
    if (live.isEmpty()) {
      progress.note(CREATION, documentName);
      create(value.preferences(), value.marks().all());
      return Step.handBack("the document to become Active");
    }
    LiveDocument now = live.get();
    if (now.outstanding().isPresent()) {
      return await(now);
    }
    if (!now.marks().areOurs()) {
      return takeOver(value, now);
    }
    tags().add(TagDifference.between(now.marks().all(), value.marks().all()).missing());
    if (!now.preferences().equals(value.preferences())) {
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

  /** Says that nobody knows any more what was found, and what to do. */
  Refused lost(String what, LiveDocument now) {
    return Refused.conflict(
        "The preferences that were found can't be put back: "
            + what
            + ". The preferences that are in force need this resource's policy, so nothing was taken away. To keep what"
            + " the document says now, put the tags "
            + DocumentMarks.TYPE
            + " = "
            + DocumentMarks.MEMBER
            + ", "
            + DocumentMarks.FORMER_DEFAULT
            + " = "
            + now.latest()
            + " and "
            + DocumentMarks.FORMER_LATEST
            + " = "
            + now.latest()
            + " on it (aws ssm add-tags-to-resource --resource-type Document --resource-id "
            + documentName
            + " --tags ...). To keep none, delete the document (aws ssm delete-document --name "
            + documentName
            + "). Then delete again.");
  }

  private void create(PreferencesDocument content, SortedMap<String, String> tags) {
    aws.call(
        ssm,
        CreateDocumentRequest.builder()
            .name(documentName)
            .documentType(DocumentType.SESSION)
            .documentFormat(DocumentFormat.JSON)
            .content(content.json())
            .tags(DocumentTags.listed(tags))
            .build(),
        SsmClient::createDocument);
    writes().put(tags);
    writes().wrote(1);
  }

  /**
   * Deletes it with all of its versions, which AWS does in the background; fine when it is gone
   * already.
   */
  void delete() {
    try {
      aws.find(
          ssm,
          DeleteDocumentRequest.builder().name(documentName).build(),
          SsmClient::deleteDocument,
          ABSENT);
    } catch (CallFailed e) {
      throw e.code().equals(SHARED) ? shared(e) : e;
    }
  }

  private Refused shared(CallFailed e) {
    return Refused.conflict(
        name()
            + ": "
            + e.operation()
            + " failed: "
            + e.reason()
            + ". A document that is shared with other accounts can't be deleted: see with whom (aws ssm"
            + " describe-document-permission --name "
            + documentName
            + " --permission-type Share), end it (aws ssm modify-document-permission --name "
            + documentName
            + " --permission-type Share --account-ids-to-remove ...), then delete again.");
  }
}
