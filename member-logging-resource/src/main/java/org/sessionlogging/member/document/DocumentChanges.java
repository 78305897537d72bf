package org.sessionlogging.member.document;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.domain.preferences.PreferencesDocument;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.AddTagsToResourceRequest;
import software.amazon.awssdk.services.ssm.model.CreateDocumentRequest;
import software.amazon.awssdk.services.ssm.model.DeleteDocumentRequest;
import software.amazon.awssdk.services.ssm.model.DocumentFormat;
import software.amazon.awssdk.services.ssm.model.DocumentType;
import software.amazon.awssdk.services.ssm.model.RemoveTagsFromResourceRequest;
import software.amazon.awssdk.services.ssm.model.ResourceTypeForTagging;
import software.amazon.awssdk.services.ssm.model.Tag;
import software.amazon.awssdk.services.ssm.model.UpdateDocumentDefaultVersionRequest;
import software.amazon.awssdk.services.ssm.model.UpdateDocumentRequest;

/** What is done to one session document. To take away what is gone is fine. */
public final class DocumentChanges {
  private static final String ABSENT = "InvalidDocument";
  private static final String ABSENT_VERSION = "InvalidDocumentVersion";
  private static final String ALREADY_HELD = "DuplicateDocumentContent";

  private final SsmClient ssm;
  private final Aws aws;
  private final String name;

  public DocumentChanges(SsmClient ssm, Aws aws, String name) {
    this.ssm = ssm;
    this.aws = aws;
    this.name = name;
  }

  void create(PreferencesDocument content, Map<String, String> tags) {
    aws.call(
        CreateDocumentRequest.builder()
            .name(name)
            .documentType(DocumentType.SESSION)
            .documentFormat(DocumentFormat.JSON)
            .content(content.json())
            .tags(listed(tags))
            .build(),
        ssm::createDocument);
  }

  /**
   * Writes a new version on top of the one just read: AWS refuses it when somebody else was faster.
   * It also refuses a text that some version holds already; then the same JSON is written with more
   * white space than any version has, for it must become the latest.
   */
  void write(PreferencesDocument content, LiveDocument onTopOf) {
    String text = content.json();
    if (aws.find(update(text, onTopOf), ssm::updateDocument, ALREADY_HELD).isEmpty()) {
      String spaced = "{" + " ".repeat(onTopOf.latest()) + text.substring(1);
      aws.call(update(spaced, onTopOf), ssm::updateDocument);
    }
  }

  private UpdateDocumentRequest update(String text, LiveDocument onTopOf) {
    return UpdateDocumentRequest.builder()
        .name(name)
        .documentFormat(DocumentFormat.JSON)
        .documentVersion(
            onTopOf.content().isPresent() ? String.valueOf(onTopOf.latest()) : "$LATEST")
        .content(text)
        .build();
  }

  void makeDefault(int version) {
    aws.call(
        UpdateDocumentDefaultVersionRequest.builder()
            .name(name)
            .documentVersion(String.valueOf(version))
            .build(),
        ssm::updateDocumentDefaultVersion);
  }

  void tag(Map<String, String> tags) {
    if (!tags.isEmpty()) {
      aws.call(
          AddTagsToResourceRequest.builder()
              .resourceType(ResourceTypeForTagging.DOCUMENT)
              .resourceId(name)
              .tags(listed(tags))
              .build(),
          ssm::addTagsToResource);
    }
  }

  void untag(Collection<String> keys) {
    if (!keys.isEmpty()) {
      aws.call(
          RemoveTagsFromResourceRequest.builder()
              .resourceType(ResourceTypeForTagging.DOCUMENT)
              .resourceId(name)
              .tagKeys(keys)
              .build(),
          ssm::removeTagsFromResource);
    }
  }

  void delete() {
    aws.find(DeleteDocumentRequest.builder().name(name).build(), ssm::deleteDocument, ABSENT);
  }

  void deleteVersion(int version) {
    aws.find(
        DeleteDocumentRequest.builder().name(name).documentVersion(String.valueOf(version)).build(),
        ssm::deleteDocument,
        ABSENT_VERSION);
  }

  private static List<Tag> listed(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
        .toList();
  }
}
