package org.sessionlogging.member.document;

import java.util.Optional;
import java.util.SortedMap;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.aws.CallFailed;
import org.sessionlogging.domain.json.Sha256;
import org.sessionlogging.domain.preferences.PreferencesDocument;
import org.sessionlogging.kit.reconcile.Awaited;
import org.sessionlogging.kit.reconcile.Part;
import org.sessionlogging.kit.reconcile.Progress;
import org.sessionlogging.kit.reconcile.Refused;
import org.sessionlogging.kit.reconcile.Step;
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
 * How one session document comes into being and goes, as a whole.
 *
 * @param progress remembers that it was about to be made, as it may show late
 */
public record DocumentLife(Aws aws, SsmClient ssm, String documentName, Progress progress) {
  private static final String CREATION = "CreateDocument";

  /** Of DeleteDocument: the document is shared (SSM API reference, DeleteDocument). */
  private static final String SHARED = "InvalidDocumentOperation";

  /** Whether a document of the name exists, whoever it belongs to. */
  public boolean isToStay() {
    return described().filter(found -> !isDeparting(found)).isPresent();
  }

  /** Whether it has been deleted, and AWS is still at it. */
  boolean isDeparting() {
    return described().filter(DocumentLife::isDeparting).isPresent();
  }

  private static boolean isDeparting(DocumentDescription found) {
    return found.status() == DocumentStatus.DELETING;
  }

  /**
   * That a former document of the name is gone: SSM deletes in the background, and takes no new one
   * until then. What that one's own resource lets go of would be missing here.
   */
  public Part<Boolean> departed() {
    return new Awaited(
            "former session document",
            () -> !isDeparting(),
            Step.wait(5, "the former document to be gone", SessionDocument.FRESH))
        .part();
  }

  /** What SSM says of its latest version; empty when there is no document of the name. */
  Optional<DocumentDescription> described() {
    return aws.find(
            ssm,
            DescribeDocumentRequest.builder().name(documentName).documentVersion("$LATEST").build(),
            SsmClient::describeDocument,
            SessionDocument.ABSENT)
        .map(DescribeDocumentResponse::document);
  }

  /** Whether this operation has made it, or was about to. */
  boolean isMadeHere() {
    return progress.noted(CREATION).isPresent();
  }

  /** Whether a document says something else than the one that this operation has made. */
  boolean isAnotherThanMade(PreferencesDocument content) {
    return progress.noted(CREATION).filter(made -> !made.equals(hash(content))).isPresent();
  }

  private static String hash(PreferencesDocument content) {
    return Sha256.hex(content.json());
  }

  void create(PreferencesDocument content, SortedMap<String, String> tags) {
    progress.note(CREATION, hash(content));
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
    OwnWrites writes = new OwnWrites(progress);
    writes.put(tags);
    writes.wrote(1);
  }

  /** Whether nobody has written another version since. */
  boolean isStill(LiveDocument now) {
    return described()
        .filter(found -> found.latestVersion().equals(String.valueOf(now.latest())))
        .isPresent();
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
          SessionDocument.ABSENT);
    } catch (CallFailed e) {
      throw e.code().equals(SHARED) ? shared(e) : e;
    }
  }

  private Refused shared(CallFailed e) {
    return Refused.conflict(
        "session document "
            + documentName
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
