package org.sessionlogging.fakes.ssm;

import java.util.List;
import java.util.Map;
import org.sessionlogging.fakes.store.AwsError;
import org.sessionlogging.fakes.store.Page;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.CreateDocumentRequest;
import software.amazon.awssdk.services.ssm.model.CreateDocumentResponse;
import software.amazon.awssdk.services.ssm.model.DeleteDocumentRequest;
import software.amazon.awssdk.services.ssm.model.DeleteDocumentResponse;
import software.amazon.awssdk.services.ssm.model.DescribeDocumentRequest;
import software.amazon.awssdk.services.ssm.model.DescribeDocumentResponse;
import software.amazon.awssdk.services.ssm.model.DocumentIdentifier;
import software.amazon.awssdk.services.ssm.model.DocumentKeyValuesFilter;
import software.amazon.awssdk.services.ssm.model.ListDocumentsRequest;
import software.amazon.awssdk.services.ssm.model.ListDocumentsResponse;

/** Making, finding and deleting documents. */
interface DocumentCalls extends SsmClient {

  Reach reach();

  Habits habits();

  /** The name and its reserved beginnings, the content, the tags: API reference, CreateDocument. */
  @Override
  default CreateDocumentResponse createDocument(CreateDocumentRequest request) {
    String name = request.name();
    return reach()
        .store()
        .write(
            request,
            reach().subject(name),
            Reach.LEAVING,
            state -> {
              if (name.matches("(?i)(aws|amazon|amzn).*")) {
                throw AwsError.of(400, "ValidationException", "The name begins as AWS's own do.");
              }
              if (state.in(reach().region()).containsKey(name)) {
                throw AwsError.of(
                    400, "DocumentAlreadyExists", "The specified document already exists.");
              }
              FakeDocument document = new FakeDocument();
              SsmTags.put(document.tags, request.tags());
              document.write(VersionCalls.json(request.content()));
              document.status = habits().statusOfNew("Creating");
              state.put(reach().region(), name, document);
              return CreateDocumentResponse.builder()
                  .documentDescription(Descriptions.of(document, 1))
                  .build();
            },
            state -> habits().finish(reach().in(state, name)));
  }

  /**
   * The version asked for, by number, $LATEST or $DEFAULT; the default one when none is (API
   * reference, DescribeDocument).
   */
  @Override
  default DescribeDocumentResponse describeDocument(DescribeDocumentRequest request) {
    return reach()
        .look(
            request,
            request.name(),
            document ->
                DescribeDocumentResponse.builder()
                    .document(
                        Descriptions.of(
                            document,
                            "$LATEST".equals(request.documentVersion())
                                ? document.latest
                                : VersionCalls.number(document, request.documentVersion())))
                    .build());
  }

  /**
   * The whole document, which is Deleting for a while, or one version of it, which is not the
   * default (API reference, DeleteDocument).
   */
  @Override
  default DeleteDocumentResponse deleteDocument(DeleteDocumentRequest request) {
    if (request.documentVersion() == null) {
      return deleteWhole(request);
    }
    return reach()
        .write(
            request,
            request.name(),
            DeleteDocumentResponse.builder().build(),
            document -> {
              int version = VersionCalls.number(document, request.documentVersion());
              if (version == document.defaultVersion) {
                throw AwsError.of(
                    400,
                    "InvalidDocumentOperation",
                    "Default version of the document can't be deleted.");
              }
              document.versions.remove(version);
              if (version == document.latest && !habits().keepsLatestNumber) {
                document.latest = document.versions.lastKey();
              }
            });
  }

  private DeleteDocumentResponse deleteWhole(DeleteDocumentRequest request) {
    return reach()
        .store()
        .write(
            request,
            reach().subject(request.name()),
            Reach.PASSING,
            state -> {
              reach().in(state, request.name()).status = "Deleting";
              return DeleteDocumentResponse.builder().build();
            },
            state -> state.remove(reach().region(), request.name()));
  }

  /**
   * Filters Owner, DocumentType, Name (the beginning of it) and tag:KEY, MaxResults and NextToken
   * (API reference, ListDocuments).
   */
  @Override
  default ListDocumentsResponse listDocuments(ListDocumentsRequest request) {
    return reach()
        .store()
        .look(
            request,
            reach().region(),
            state -> {
              List<String> names =
                  state.in(reach().region()).entrySet().stream()
                      .filter(it -> request.filters().stream().allMatch(f -> passes(f, it)))
                      .map(Map.Entry::getKey)
                      .toList();
              Page<String> page = Page.of(names, request.nextToken(), request.maxResults());
              return ListDocumentsResponse.builder()
                  .documentIdentifiers(
                      page.as(name -> DocumentIdentifier.builder().name(name).build()))
                  .nextToken(page.next())
                  .build();
            });
  }

  private static boolean passes(
      DocumentKeyValuesFilter filter, Map.Entry<String, FakeDocument> document) {
    return switch (filter.key()) {
      case "Owner" -> true;
      case "DocumentType" -> filter.values().contains(document.getValue().type);
      case "Name" -> filter.values().stream().anyMatch(document.getKey()::startsWith);
      default -> filter.values().contains(document.getValue().tags.get(filter.key().substring(4)));
    };
  }
}
