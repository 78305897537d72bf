package org.sessionlogging.member.document;

import java.util.SortedMap;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.aws.CallFailed;
import org.sessionlogging.domain.preferences.PreferencesDocument;
import org.sessionlogging.kit.reconcile.Refused;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.CreateDocumentRequest;
import software.amazon.awssdk.services.ssm.model.DeleteDocumentRequest;
import software.amazon.awssdk.services.ssm.model.DocumentFormat;
import software.amazon.awssdk.services.ssm.model.DocumentType;

/** How one session document is made and deleted, as a whole. */
record DocumentLife(Aws aws, SsmClient ssm, String documentName) {

  /** Of DeleteDocument: the document is shared (SSM API reference, DeleteDocument). */
  private static final String SHARED = "InvalidDocumentOperation";

  void create(PreferencesDocument content, SortedMap<String, String> tags) {
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
