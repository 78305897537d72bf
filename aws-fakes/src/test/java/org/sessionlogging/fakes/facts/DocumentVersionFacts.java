package org.sessionlogging.fakes.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.fakes.facts.AwsUnderTest.refusal;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sessionlogging.aws.Pages;
import software.amazon.awssdk.services.ssm.model.DocumentVersionInfo;
import software.amazon.awssdk.services.ssm.model.ListDocumentVersionsResponse;

/** Versions of a document. */
abstract class DocumentVersionFacts extends SsmFacts {
  DocumentVersionFacts(AwsUnderTest aws) {
    super(aws);
  }

  private void makeDefault(String version) {
    ssm.updateDocumentDefaultVersion(it -> it.name(name).documentVersion(version));
  }

  private void deleteVersion(String version) {
    ssm.deleteDocument(it -> it.name(name).documentVersion(version));
  }

  @Test
  @Source(
      API
          + "API_UpdateDocument.html; https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/2539")
  void newVersionIsNotTheDefault() {
    created();

    assertThat(update(2, "$LATEST")).isEqualTo("2");

    assertThat(latest().latestVersion()).isEqualTo("2");
    assertThat(latest().defaultVersion()).isEqualTo("1");
    makeDefault("2");
    assertThat(latest().defaultVersion()).isEqualTo("2");
  }

  @Test
  @Source(API + "API_GetDocument.html, DocumentVersion")
  void contentIsThatOfTheVersionAskedForAndOfTheDefaultOtherwise() {
    created();
    update(2, "$LATEST");

    assertThat(ssm.getDocument(it -> it.name(name)).content()).isEqualTo(content(1));
    assertThat(text("$LATEST")).isEqualTo(content(2));
    assertThat(text("$DEFAULT")).isEqualTo(content(1));
    assertThat(text("2")).isEqualTo(content(2));
    assertThat(refusal(() -> text("3"))).isEqualTo("InvalidDocumentVersion");
  }

  @Test
  @Source(API + "API_UpdateDocument.html, DocumentVersion: only the latest version can be updated")
  void updateBuildsOnTheLatestVersionAndOnNoOther() {
    created();

    assertThat(update(2, "1")).isEqualTo("2");
    assertThat(refusal(() -> update(3, "1"))).isEqualTo("InvalidDocumentVersion");
    assertThat(update(3, "2")).isEqualTo("3");
  }

  @Test
  @Source(API + "API_UpdateDocument.html, Errors: DuplicateDocumentContent")
  void sameContentAsTheLatestIsADuplicate() {
    created();

    assertThat(refusal(() -> update(1, "$LATEST"))).isEqualTo("DuplicateDocumentContent");
  }

  @Test
  @Source(API + "API_DeleteDocument.html: InvalidDocumentOperation for the default version")
  void defaultVersionCanNotBeDeleted() {
    created();
    update(2, "$LATEST");

    assertThat(refusal(() -> deleteVersion("1"))).isEqualTo("InvalidDocumentOperation");
    makeDefault("2");
    deleteVersion("1");

    assertThat(versions()).containsExactly("2");
    assertThat(refusal(() -> deleteVersion("1"))).isEqualTo("InvalidDocumentVersion");
  }

  private List<String> versions() {
    List<ListDocumentVersionsResponse> pages =
        Pages.of(
                (String token) ->
                    ssm.listDocumentVersions(it -> it.name(name).maxResults(2).nextToken(token)),
                ListDocumentVersionsResponse::nextToken)
            .toList();
    assertThat(pages)
        .allSatisfy(page -> assertThat(page.documentVersions()).hasSizeLessThanOrEqualTo(2));
    return pages.stream()
        .flatMap(page -> page.documentVersions().stream())
        .map(DocumentVersionInfo::documentVersion)
        .toList();
  }

  @Test
  @Source(API + "API_ListDocumentVersions.html: MaxResults, NextToken")
  void versionsArePaged() {
    created();
    IntStream.rangeClosed(2, 5).forEach(minutes -> update(minutes, "$LATEST"));

    assertThat(versions()).containsExactlyInAnyOrder("1", "2", "3", "4", "5");
  }

  @Test
  @Source(GUIDE + "documents-versions.html: a number is given once")
  void numberOfADeletedVersionIsNotUsedAgain() {
    created();
    update(2, "$LATEST");
    update(3, "$LATEST");
    deleteVersion("3");

    assertThat(update(4, "$LATEST")).isEqualTo("4");
  }

  @Test
  @Source(API + "API_UpdateDocumentDefaultVersion.html, DocumentVersion: numbers only")
  void defaultVersionIsSetByItsNumber() {
    created();

    assertThat(refusal(() -> makeDefault("$LATEST"))).isEqualTo("ValidationException");
  }

  @Test
  @Source(API + "API_UpdateDocumentDefaultVersion.html, Errors: InvalidDocumentVersion")
  void versionThatIsNotThereCanNotBeTheDefault() {
    created();

    assertThat(refusal(() -> makeDefault("7"))).isEqualTo("InvalidDocumentVersion");
  }
}
