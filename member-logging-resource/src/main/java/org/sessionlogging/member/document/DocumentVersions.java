package org.sessionlogging.member.document;

import java.util.List;
import java.util.Optional;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.aws.CallFailed;
import org.sessionlogging.aws.Pages;
import org.sessionlogging.domain.preferences.PreferencesDocument;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.DeleteDocumentRequest;
import software.amazon.awssdk.services.ssm.model.DocumentFormat;
import software.amazon.awssdk.services.ssm.model.GetDocumentRequest;
import software.amazon.awssdk.services.ssm.model.ListDocumentVersionsRequest;
import software.amazon.awssdk.services.ssm.model.ListDocumentVersionsResponse;
import software.amazon.awssdk.services.ssm.model.UpdateDocumentDefaultVersionRequest;
import software.amazon.awssdk.services.ssm.model.UpdateDocumentRequest;
import software.amazon.awssdk.services.ssm.model.UpdateDocumentResponse;

/**
 * The versions of one session document, by number, and which of them is the default.
 *
 * @param writes remembers the number of what is written
 */
record DocumentVersions(Aws aws, SsmClient ssm, String documentName, OwnWrites writes) {
  private static final String ABSENT = "InvalidDocumentVersion";
  private static final String ALREADY_HELD = "DuplicateDocumentContent";

  /** Of UpdateDocument: a document has 1,000 versions (SSM quotas). */
  static final String NO_ROOM = "DocumentVersionLimitExceeded";

  /**
   * Content of a version; empty when there is none of that number, InvalidSettings when it is no
   * JSON.
   */
  Optional<PreferencesDocument> content(String version) {
    return aws.find(
            ssm,
            GetDocumentRequest.builder()
                .name(documentName)
                .documentVersion(version)
                .documentFormat(DocumentFormat.JSON)
                .build(),
            SsmClient::getDocument,
            SessionDocument.ABSENT,
            ABSENT)
        .map(found -> PreferencesDocument.parse(found.content()));
  }

  /** Numbers of the versions that exist. */
  List<Integer> numbers() {
    return Pages.of(this::page, ListDocumentVersionsResponse::nextToken)
        .flatMap(page -> page.documentVersions().stream())
        .map(version -> Integer.valueOf(version.documentVersion()))
        .toList();
  }

  private ListDocumentVersionsResponse page(String token) {
    return aws.call(
        ssm,
        ListDocumentVersionsRequest.builder()
            .name(documentName)
            .maxResults(50)
            .nextToken(token)
            .build(),
        SsmClient::listDocumentVersions);
  }

  /**
   * Writes a new version on top of the one just read: AWS refuses it when somebody else was faster.
   * It also refuses a text that a version holds already, of which it compares the latest or all,
   * with or without white space; then the same JSON is written in another text.
   *
   * @return whether AWS took it; otherwise it takes this JSON for a duplicate in any form
   */
  boolean write(PreferencesDocument content, LiveDocument onTopOf) {
    return isTaken(content.json(), onTopOf)
        || isTaken(content.otherText(onTopOf.latest()), onTopOf);
  }

  private boolean isTaken(String text, LiveDocument onTopOf) {
    try {
      Optional<UpdateDocumentResponse> taken =
          aws.find(ssm, update(text, onTopOf), SsmClient::updateDocument, ALREADY_HELD);
      taken.ifPresent(
          it -> writes.wrote(Integer.parseInt(it.documentDescription().documentVersion())));
      return taken.isPresent();
    } catch (CallFailed e) {
      throw Denial.of(e, "session document " + documentName);
    }
  }

  private UpdateDocumentRequest update(String text, LiveDocument onTopOf) {
    return UpdateDocumentRequest.builder()
        .name(documentName)
        .documentFormat(DocumentFormat.JSON)
        .documentVersion(
            onTopOf.content().isPresent() ? String.valueOf(onTopOf.latest()) : "$LATEST")
        .content(text)
        .build();
  }

  void makeDefault(int version) {
    aws.call(
        ssm,
        UpdateDocumentDefaultVersionRequest.builder()
            .name(documentName)
            .documentVersion(String.valueOf(version))
            .build(),
        SsmClient::updateDocumentDefaultVersion);
  }

  /** Fine when it is gone already. */
  void delete(int version) {
    aws.find(
        ssm,
        DeleteDocumentRequest.builder()
            .name(documentName)
            .documentVersion(String.valueOf(version))
            .build(),
        SsmClient::deleteDocument,
        ABSENT);
  }
}
