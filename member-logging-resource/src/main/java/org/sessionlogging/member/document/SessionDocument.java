package org.sessionlogging.member.document;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.aws.Pages;
import org.sessionlogging.domain.preferences.PreferencesDocument;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.DescribeDocumentRequest;
import software.amazon.awssdk.services.ssm.model.DocumentDescription;
import software.amazon.awssdk.services.ssm.model.DocumentFormat;
import software.amazon.awssdk.services.ssm.model.GetDocumentRequest;
import software.amazon.awssdk.services.ssm.model.ListDocumentVersionsRequest;
import software.amazon.awssdk.services.ssm.model.ListDocumentVersionsResponse;
import software.amazon.awssdk.services.ssm.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.ssm.model.ResourceTypeForTagging;

/** One session document as SSM holds it. Changes nothing. */
public final class SessionDocument {
  private static final String ABSENT = "InvalidDocument";
  private static final String ABSENT_VERSION = "InvalidDocumentVersion";
  private static final String ABSENT_FOR_TAGS = "InvalidResourceId";
  private static final String LATEST = "$LATEST";

  private final SsmClient ssm;
  private final Aws aws;
  private final String name;

  public SessionDocument(SsmClient ssm, Aws aws, String name) {
    this.ssm = ssm;
    this.aws = aws;
    this.name = name;
  }

  /** Whether the document exists and is one of this type's. */
  public boolean isOurs() {
    return tags().filter(DocumentTags::areOurs).isPresent();
  }

  /** The document as it is now. */
  public Optional<LiveDocument> find() {
    return aws.find(
            DescribeDocumentRequest.builder().name(name).documentVersion(LATEST).build(),
            ssm::describeDocument,
            ABSENT)
        .flatMap(found -> tags().map(tags -> live(found.document(), tags)));
  }

  private LiveDocument live(DocumentDescription found, DocumentTags tags) {
    return new LiveDocument(
        found.documentTypeAsString(),
        Integer.parseInt(found.latestVersion()),
        Integer.parseInt(found.defaultVersion()),
        found.statusAsString(),
        Optional.ofNullable(found.statusInformation()),
        content(found.latestVersion()),
        tags);
  }

  /** Content of a version. Without a number AWS answers with the default version. */
  Optional<PreferencesDocument> content(String version) {
    return aws.find(
            GetDocumentRequest.builder()
                .name(name)
                .documentVersion(version)
                .documentFormat(DocumentFormat.JSON)
                .build(),
            ssm::getDocument,
            ABSENT,
            ABSENT_VERSION)
        .map(found -> Valid.orRefused(() -> PreferencesDocument.parse(found.content())));
  }

  /** Numbers of the versions that exist. */
  List<Integer> versions() {
    return Pages.of(this::versions, ListDocumentVersionsResponse::nextToken)
        .flatMap(page -> page.documentVersions().stream())
        .map(version -> Integer.valueOf(version.documentVersion()))
        .toList();
  }

  private ListDocumentVersionsResponse versions(String token) {
    return aws.call(
        ListDocumentVersionsRequest.builder().name(name).maxResults(50).nextToken(token).build(),
        ssm::listDocumentVersions);
  }

  Optional<DocumentTags> tags() {
    return aws.find(
            ListTagsForResourceRequest.builder()
                .resourceType(ResourceTypeForTagging.DOCUMENT)
                .resourceId(name)
                .build(),
            ssm::listTagsForResource,
            ABSENT,
            ABSENT_FOR_TAGS)
        .map(
            found -> {
              SortedMap<String, String> tags = new TreeMap<>();
              found.tagList().forEach(tag -> tags.put(tag.key(), tag.value()));
              return new DocumentTags(tags);
            });
  }
}
