package org.sessionlogging.fakes;

import static org.sessionlogging.fakes.Journal.error;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.AddTagsToResourceRequest;
import software.amazon.awssdk.services.ssm.model.AddTagsToResourceResponse;
import software.amazon.awssdk.services.ssm.model.CreateDocumentRequest;
import software.amazon.awssdk.services.ssm.model.CreateDocumentResponse;
import software.amazon.awssdk.services.ssm.model.DeleteDocumentRequest;
import software.amazon.awssdk.services.ssm.model.DeleteDocumentResponse;
import software.amazon.awssdk.services.ssm.model.DescribeDocumentRequest;
import software.amazon.awssdk.services.ssm.model.DescribeDocumentResponse;
import software.amazon.awssdk.services.ssm.model.DocumentDescription;
import software.amazon.awssdk.services.ssm.model.DocumentIdentifier;
import software.amazon.awssdk.services.ssm.model.DocumentKeyValuesFilter;
import software.amazon.awssdk.services.ssm.model.DocumentVersionInfo;
import software.amazon.awssdk.services.ssm.model.GetDocumentRequest;
import software.amazon.awssdk.services.ssm.model.GetDocumentResponse;
import software.amazon.awssdk.services.ssm.model.ListDocumentVersionsRequest;
import software.amazon.awssdk.services.ssm.model.ListDocumentVersionsResponse;
import software.amazon.awssdk.services.ssm.model.ListDocumentsRequest;
import software.amazon.awssdk.services.ssm.model.ListDocumentsResponse;
import software.amazon.awssdk.services.ssm.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.ssm.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.ssm.model.RemoveTagsFromResourceRequest;
import software.amazon.awssdk.services.ssm.model.RemoveTagsFromResourceResponse;
import software.amazon.awssdk.services.ssm.model.Tag;
import software.amazon.awssdk.services.ssm.model.UpdateDocumentDefaultVersionRequest;
import software.amazon.awssdk.services.ssm.model.UpdateDocumentDefaultVersionResponse;
import software.amazon.awssdk.services.ssm.model.UpdateDocumentRequest;
import software.amazon.awssdk.services.ssm.model.UpdateDocumentResponse;

/**
 * The documents of one Region, as the SSM API reference describes them; each refusal is in the
 * "Errors" section of the call.
 */
public final class FakeSsm implements SsmClient {

  /** One document. */
  public final class Document {
    public final NavigableMap<Integer, String> versions = new TreeMap<>();
    public final SortedMap<String, String> tags = new TreeMap<>();
    public String type = "Session";
    public int defaultVersion = 1;
    int newest;
    private int looksUntilActive;
    private boolean deleted;
    private int looksUntilGone;

    public int latest() {
      return keepsLatestNumber ? newest : versions.lastKey();
    }

    public String latestText() {
      return versions.get(latest());
    }

    /** What somebody does at the console or the command line. */
    public int write(String text) {
      versions.put(++newest, text);
      return newest;
    }

    private String lookAtStatus() {
      return looksUntilActive-- > 0 ? "Updating" : "Active";
    }

    /** Everything that delete has to bring back. */
    public String picture() {
      return versions + " default " + defaultVersion + " latest " + latest() + " " + tags;
    }
  }

  public final Map<String, Document> documents = new LinkedHashMap<>();

  /** Times that a new version is seen before it is Active. */
  public int looksUntilActive;

  /**
   * Whether the latest number stays after its version was deleted; what AWS does is untried, so
   * that both must do.
   */
  public boolean keepsLatestNumber;

  /** Which texts are taken for a duplicate; what AWS does is untried, so that all must do. */
  public Duplicates duplicates = Duplicates.OF_ANY_VERSION;

  /** Which versions a new text is compared with, and how. */
  public enum Duplicates {
    OF_THE_LATEST,
    OF_ANY_VERSION,
    BUT_FOR_WHITE_SPACE,
    BUT_FOR_THE_ORDER_OF_KEYS;

    private boolean refuse(Document document, String text) {
      return document.versions.entrySet().stream()
          .filter(it -> this != OF_THE_LATEST || it.getKey() == document.latest())
          .anyMatch(it -> form(it.getValue()).equals(form(text)));
    }

    private Object form(String text) {
      return switch (this) {
        case OF_THE_LATEST, OF_ANY_VERSION -> text;
        case BUT_FOR_WHITE_SPACE -> text.replaceAll("\\s", "");
        case BUT_FOR_THE_ORDER_OF_KEYS -> parsed(text);
      };
    }

    private static Object parsed(String text) {
      try {
        return new ObjectMapper().readTree(text);
      } catch (JsonProcessingException e) {
        return text;
      }
    }
  }

  /** Times that a deleted document is seen before it has gone. */
  public int looksUntilGone;

  /** Whether no version ever becomes Active. */
  public boolean brokenVersions;

  /** Entries on one page, whatever the request allows. */
  public int pageSize = 50;

  public Document add(String name, String... texts) {
    Document document = new Document();
    List.of(texts).forEach(document::write);
    documents.put(name, document);
    return document;
  }

  public Document get(String name) {
    return documents.get(name);
  }

  @Override
  public CreateDocumentResponse createDocument(CreateDocumentRequest request) {
    if (documents.containsKey(request.name())) {
      throw error(400, "DocumentAlreadyExists", "The specified document already exists.");
    }
    Document document = new Document();
    merge(document, request.tags());
    document.write(json(request.content()));
    document.looksUntilActive = looksUntilActive;
    documents.put(request.name(), document);
    return CreateDocumentResponse.builder().documentDescription(describe(document, 1)).build();
  }

  @Override
  public DescribeDocumentResponse describeDocument(DescribeDocumentRequest request) {
    Document document = existing(request.name());
    if (document.deleted && document.looksUntilGone-- == 0) {
      documents.remove(request.name());
      existing(request.name());
    }
    return DescribeDocumentResponse.builder()
        .document(describe(document, document.latest()))
        .build();
  }

  private DocumentDescription describe(Document document, int version) {
    String status =
        document.deleted ? "Deleting" : brokenVersions ? "Failed" : document.lookAtStatus();
    return DocumentDescription.builder()
        .documentType(document.type)
        .status(status)
        .statusInformation(brokenVersions ? "Out of order" : null)
        .documentVersion(String.valueOf(version))
        .latestVersion(String.valueOf(document.latest()))
        .defaultVersion(String.valueOf(document.defaultVersion))
        .build();
  }

  @Override
  public GetDocumentResponse getDocument(GetDocumentRequest request) {
    Document document = existing(request.name());
    String text =
        document.versions.get(
            request.documentVersion() == null
                ? document.defaultVersion
                : Integer.parseInt(request.documentVersion()));
    if (text == null) {
      throw noVersion();
    }
    return GetDocumentResponse.builder().content(text).build();
  }

  @Override
  public UpdateDocumentResponse updateDocument(UpdateDocumentRequest request) {
    Document document = existing(request.name());
    if (!List.of("$LATEST", String.valueOf(document.latest()))
        .contains(request.documentVersion())) {
      throw noVersion();
    }
    if (duplicates.refuse(document, request.content())) {
      throw error(
          400,
          "DuplicateDocumentContent",
          "The content of the association document matches another document.");
    }
    int version = document.write(json(request.content()));
    document.looksUntilActive = looksUntilActive;
    return UpdateDocumentResponse.builder()
        .documentDescription(describe(document, version))
        .build();
  }

  @Override
  public UpdateDocumentDefaultVersionResponse updateDocumentDefaultVersion(
      UpdateDocumentDefaultVersionRequest request) {
    Document document = existing(request.name());
    int version = Integer.parseInt(request.documentVersion());
    if (!document.versions.containsKey(version)) {
      throw noVersion();
    }
    if (version == document.latest() && document.looksUntilActive > 0) {
      throw error(400, "InvalidDocumentOperation", "The version is not Active.");
    }
    document.defaultVersion = version;
    return UpdateDocumentDefaultVersionResponse.builder().build();
  }

  @Override
  public DeleteDocumentResponse deleteDocument(DeleteDocumentRequest request) {
    Document document = existing(request.name());
    if (request.documentVersion() == null) {
      document.deleted = looksUntilGone > 0;
      document.looksUntilGone = looksUntilGone;
      if (!document.deleted) {
        documents.remove(request.name());
      }
      return DeleteDocumentResponse.builder().build();
    }
    int version = Integer.parseInt(request.documentVersion());
    if (version == document.defaultVersion) {
      throw error(
          400, "InvalidDocumentOperation", "Default version of the document can't be deleted.");
    }
    if (document.versions.remove(version) == null) {
      throw noVersion();
    }
    return DeleteDocumentResponse.builder().build();
  }

  @Override
  public ListDocumentVersionsResponse listDocumentVersions(ListDocumentVersionsRequest request) {
    List<DocumentVersionInfo> all =
        existing(request.name()).versions.keySet().stream()
            .map(number -> DocumentVersionInfo.builder().documentVersion("" + number).build())
            .toList();
    return ListDocumentVersionsResponse.builder()
        .documentVersions(page(all, request.nextToken()))
        .nextToken(next(all, request.nextToken()).orElse(null))
        .build();
  }

  @Override
  public ListDocumentsResponse listDocuments(ListDocumentsRequest request) {
    List<DocumentIdentifier> all =
        documents.entrySet().stream()
            .filter(entry -> request.filters().stream().allMatch(it -> passes(it, entry)))
            .map(entry -> DocumentIdentifier.builder().name(entry.getKey()).build())
            .toList();
    return ListDocumentsResponse.builder()
        .documentIdentifiers(page(all, request.nextToken()))
        .nextToken(next(all, request.nextToken()).orElse(null))
        .build();
  }

  private static boolean passes(
      DocumentKeyValuesFilter filter, Map.Entry<String, Document> document) {
    return filter.key().equals("Owner")
        || filter.values().contains(document.getValue().tags.get(filter.key().substring(4)));
  }

  private <T> List<T> page(List<T> all, String token) {
    return all.stream().skip(start(token)).limit(pageSize).toList();
  }

  private <T> Optional<String> next(List<T> all, String token) {
    int end = start(token) + pageSize;
    return end < all.size() ? Optional.of(String.valueOf(end)) : Optional.empty();
  }

  private static int start(String token) {
    return token == null ? 0 : Integer.parseInt(token);
  }

  @Override
  public ListTagsForResourceResponse listTagsForResource(ListTagsForResourceRequest request) {
    return ListTagsForResourceResponse.builder()
        .tagList(
            tagged(request.resourceId()).tags.entrySet().stream()
                .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList())
        .build();
  }

  @Override
  public AddTagsToResourceResponse addTagsToResource(AddTagsToResourceRequest request) {
    merge(tagged(request.resourceId()), request.tags());
    return AddTagsToResourceResponse.builder().build();
  }

  @Override
  public RemoveTagsFromResourceResponse removeTagsFromResource(
      RemoveTagsFromResourceRequest request) {
    tagged(request.resourceId()).tags.keySet().removeAll(request.tagKeys());
    return RemoveTagsFromResourceResponse.builder().build();
  }

  /** Lengths, number and alphabet: API reference, Tag and AddTagsToResource. */
  private static void merge(Document document, Collection<Tag> tags) {
    for (Tag tag : tags) {
      if (tag.key().length() > 128
          || tag.value().length() > 256
          || tag.key().startsWith("aws:")
          || !(tag.key() + tag.value()).matches("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*")) {
        throw error(400, "ValidationException", "Tag " + tag + " is not valid.");
      }
      document.tags.put(tag.key(), tag.value());
    }
    if (document.tags.keySet().stream().filter(key -> !key.startsWith("aws:")).count() > 50) {
      throw error(400, "TooManyTagsError", "The Targets parameter includes too many tags.");
    }
  }

  private Document tagged(String name) {
    if (!documents.containsKey(name)) {
      throw error(400, "InvalidResourceId", "The resource ID isn't valid.");
    }
    return documents.get(name);
  }

  private Document existing(String name) {
    if (!documents.containsKey(name)) {
      throw error(400, "InvalidDocument", "The specified document does not exist.");
    }
    return documents.get(name);
  }

  private static String json(String text) {
    if (!text.startsWith("{")) {
      throw error(400, "InvalidDocumentContent", "The content for the document is not valid.");
    }
    return text;
  }

  private static AwsServiceException noVersion() {
    return error(
        400, "InvalidDocumentVersion", "The document version is not valid or does not exist.");
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}
