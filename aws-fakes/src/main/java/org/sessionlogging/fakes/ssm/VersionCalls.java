package org.sessionlogging.fakes.ssm;

import java.util.List;
import org.sessionlogging.fakes.store.AwsError;
import org.sessionlogging.fakes.store.Page;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.DocumentVersionInfo;
import software.amazon.awssdk.services.ssm.model.GetDocumentRequest;
import software.amazon.awssdk.services.ssm.model.GetDocumentResponse;
import software.amazon.awssdk.services.ssm.model.ListDocumentVersionsRequest;
import software.amazon.awssdk.services.ssm.model.ListDocumentVersionsResponse;
import software.amazon.awssdk.services.ssm.model.UpdateDocumentDefaultVersionRequest;
import software.amazon.awssdk.services.ssm.model.UpdateDocumentDefaultVersionResponse;
import software.amazon.awssdk.services.ssm.model.UpdateDocumentRequest;
import software.amazon.awssdk.services.ssm.model.UpdateDocumentResponse;

/** The versions of a document. */
interface VersionCalls extends SsmClient {
  /** General reference, "AWS Systems Manager endpoints and quotas". */
  int MOST = 1_000;

  Reach reach();

  Habits habits();

  /** The default version unless another is asked for (API reference, GetDocument). */
  @Override
  default GetDocumentResponse getDocument(GetDocumentRequest request) {
    return reach()
        .look(
            request,
            request.name(),
            document -> {
              int version = number(document, request.documentVersion());
              return GetDocumentResponse.builder()
                  .content(document.versions.get(version))
                  .documentVersion(String.valueOf(version))
                  .build();
            });
  }

  /**
   * Builds on the latest version and on no other; the new one is not the default and Updating for a
   * while (API reference, UpdateDocument).
   */
  @Override
  default UpdateDocumentResponse updateDocument(UpdateDocumentRequest request) {
    return reach()
        .store()
        .write(
            request,
            reach().subject(request.name()),
            Reach.PASSING,
            state -> {
              FakeDocument document = reach().in(state, request.name());
              if (!List.of("$LATEST", String.valueOf(document.latest))
                  .contains(request.documentVersion())) {
                throw Reach.noVersion();
              }
              if (habits().duplicates.refuse(document, request.content())) {
                throw AwsError.of(
                    400,
                    "DuplicateDocumentContent",
                    "The content of the association document matches another document.");
              }
              if (document.versions.size() >= MOST) {
                throw AwsError.of(
                    400, "DocumentVersionLimitExceeded", "The document has too many versions.");
              }
              int version = document.write(json(request.content()));
              document.status = habits().statusOfNew("Updating");
              return UpdateDocumentResponse.builder()
                  .documentDescription(Descriptions.of(document, version))
                  .build();
            },
            state -> habits().finish(reach().in(state, request.name())));
  }

  /** Takes a number, of a version that is Active (API reference, UpdateDocumentDefaultVersion). */
  @Override
  default UpdateDocumentDefaultVersionResponse updateDocumentDefaultVersion(
      UpdateDocumentDefaultVersionRequest request) {
    if (!request.documentVersion().matches("[1-9][0-9]*")) {
      throw AwsError.of(400, "ValidationException", "DocumentVersion is a number.");
    }
    return reach()
        .write(
            request,
            request.name(),
            UpdateDocumentDefaultVersionResponse.builder().build(),
            document -> {
              int version = number(document, request.documentVersion());
              if (version == document.latest && !document.status.equals("Active")) {
                throw AwsError.of(400, "InvalidDocumentOperation", "The version is not Active.");
              }
              document.defaultVersion = version;
            });
  }

  /** The newest first; MaxResults and NextToken (API reference, ListDocumentVersions). */
  @Override
  default ListDocumentVersionsResponse listDocumentVersions(ListDocumentVersionsRequest request) {
    return reach()
        .look(
            request,
            request.name(),
            document -> {
              Page<Integer> page =
                  Page.of(
                      List.copyOf(document.versions.descendingKeySet()),
                      request.nextToken(),
                      request.maxResults());
              return ListDocumentVersionsResponse.builder()
                  .documentVersions(
                      page.as(it -> DocumentVersionInfo.builder().documentVersion("" + it).build()))
                  .nextToken(page.next())
                  .build();
            });
  }

  /** The number that a request means. */
  static int number(FakeDocument document, String version) {
    int number =
        switch (version == null ? "$DEFAULT" : version) {
          case "$DEFAULT" -> document.defaultVersion;
          case "$LATEST" -> document.latest;
          default -> Integer.parseInt(version);
        };
    if (!document.versions.containsKey(number)) {
      throw Reach.noVersion();
    }
    return number;
  }

  /** InvalidDocumentContent (API reference, CreateDocument, UpdateDocument). */
  static String json(String text) {
    if (!text.startsWith("{")) {
      throw AwsError.of(
          400, "InvalidDocumentContent", "The content for the document is not valid.");
    }
    return text;
  }
}
