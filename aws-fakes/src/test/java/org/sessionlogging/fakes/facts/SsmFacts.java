package org.sessionlogging.fakes.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.fakes.facts.AwsUnderTest.HERE;
import static org.sessionlogging.fakes.facts.AwsUnderTest.fresh;
import static org.sessionlogging.fakes.facts.AwsUnderTest.refusal;
import static org.sessionlogging.fakes.facts.AwsUnderTest.settled;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sessionlogging.aws.Pages;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.DocumentDescription;
import software.amazon.awssdk.services.ssm.model.DocumentFormat;
import software.amazon.awssdk.services.ssm.model.DocumentIdentifier;
import software.amazon.awssdk.services.ssm.model.DocumentKeyValuesFilter;
import software.amazon.awssdk.services.ssm.model.DocumentType;
import software.amazon.awssdk.services.ssm.model.DocumentVersionInfo;
import software.amazon.awssdk.services.ssm.model.ListDocumentVersionsResponse;
import software.amazon.awssdk.services.ssm.model.ListDocumentsResponse;
import software.amazon.awssdk.services.ssm.model.ResourceTypeForTagging;
import software.amazon.awssdk.services.ssm.model.Tag;

/** Session documents, their versions and tags. */
abstract class SsmFacts {
  private static final String API =
      "https://docs.aws.amazon.com/systems-manager/latest/APIReference/";
  private static final String GUIDE =
      "https://docs.aws.amazon.com/systems-manager/latest/userguide/";

  private final SsmClient ssm;
  private final String name = fresh("Facts-Document");

  SsmFacts(AwsUnderTest aws) {
    this.ssm = aws.ssm(HERE);
  }

  private static String content(int minutes) {
    return """
        {"schemaVersion": "1.0", "description": "Preferences", "sessionType": "Standard_Stream",
         "inputs": {"idleSessionTimeout": "%d"}}
        """
        .formatted(minutes);
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  private void create(String documentName, String content) {
    assertThat(
            ssm.createDocument(
                    it ->
                        it.name(documentName)
                            .documentType(DocumentType.SESSION)
                            .documentFormat(DocumentFormat.JSON)
                            .content(content)
                            .tags(tag("team", "platform"), tag("mark", name)))
                .documentDescription())
        .isNotNull();
  }

  private void created() {
    create(name, content(1));
    settled(() -> latest().statusAsString(), "Active");
  }

  private DocumentDescription latest() {
    return ssm.describeDocument(it -> it.name(name).documentVersion("$LATEST")).document();
  }

  private String update(int minutes, String version) {
    String made =
        ssm.updateDocument(
                it ->
                    it.name(name)
                        .documentFormat(DocumentFormat.JSON)
                        .documentVersion(version)
                        .content(content(minutes)))
            .documentDescription()
            .documentVersion();
    settled(() -> latest().statusAsString(), "Active");
    return made;
  }

  private String text(String version) {
    return ssm.getDocument(
            it -> it.name(name).documentVersion(version).documentFormat(DocumentFormat.JSON))
        .content();
  }

  private void makeDefault(String version) {
    ssm.updateDocumentDefaultVersion(it -> it.name(name).documentVersion(version));
  }

  private void deleteVersion(String version) {
    ssm.deleteDocument(it -> it.name(name).documentVersion(version));
  }

  @Test
  @Source(API + "API_CreateDocument.html: Tags; the first version is the default")
  void firstVersionIsLatestAndDefault() {
    created();

    assertThat(latest().latestVersion()).isEqualTo("1");
    assertThat(latest().defaultVersion()).isEqualTo("1");
    assertThat(latest().documentType()).isEqualTo(DocumentType.SESSION);
    assertThat(tags()).containsExactlyInAnyOrder(tag("team", "platform"), tag("mark", name));
  }

  private List<Tag> tags() {
    return ssm.listTagsForResource(
            it -> it.resourceType(ResourceTypeForTagging.DOCUMENT).resourceId(name))
        .tagList();
  }

  @Test
  @Source(API + "API_CreateDocument.html, Errors: DocumentAlreadyExists")
  void nameIsTakenOnce() {
    created();

    assertThat(refusal(() -> create(name, content(2)))).isEqualTo("DocumentAlreadyExists");
  }

  @Test
  @Source(API + "API_CreateDocument.html, Name: reserved prefixes")
  void namesOfAwsAreReserved() {
    for (String reserved : List.of("aws-", "AWS-", "amazon", "amzn")) {
      assertThat(refusal(() -> create(fresh(reserved), content(1))))
          .isEqualTo("ValidationException");
    }
  }

  @Test
  @Source(API + "API_CreateDocument.html, Errors: InvalidDocumentContent")
  void contentIsAJsonObject() {
    assertThat(refusal(() -> create(name, "no JSON"))).isEqualTo("InvalidDocumentContent");
  }

  @Test
  @Source(API + "API_DescribeDocument.html, API_ListTagsForResource.html, Errors")
  void absentDocumentHasTwoCodes() {
    assertThat(refusal(this::latest)).isEqualTo("InvalidDocument");
    assertThat(refusal(() -> text("$LATEST"))).isEqualTo("InvalidDocument");
    assertThat(refusal(() -> update(2, "$LATEST"))).isEqualTo("InvalidDocument");
    assertThat(refusal(this::tags)).isEqualTo("InvalidResourceId");
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

  @Test
  @Source(GUIDE + "documents-deleting.html; API_DocumentDescription.html, Status: Deleting")
  void deletedDocumentIsGoneAfterAWhile() {
    created();

    ssm.deleteDocument(it -> it.name(name));

    settled(
        () -> {
          try {
            return latest().statusAsString();
          } catch (AwsServiceException e) {
            return e.awsErrorDetails().errorCode();
          }
        },
        "InvalidDocument");
  }

  @Test
  @Source(API + "API_AddTagsToResource.html, API_RemoveTagsFromResource.html")
  void tagsBelongToTheDocumentAndAreSetOneByOne() {
    created();
    update(2, "$LATEST");

    add(tag("team", "others"));
    ssm.removeTagsFromResource(
        it ->
            it.resourceType(ResourceTypeForTagging.DOCUMENT)
                .resourceId(name)
                .tagKeys("mark", "never-there"));

    assertThat(tags()).containsExactly(tag("team", "others"));
  }

  private void add(Tag... tags) {
    ssm.addTagsToResource(
        it -> it.resourceType(ResourceTypeForTagging.DOCUMENT).resourceId(name).tags(tags));
  }

  @Test
  @Source(API + "API_AddTagsToResource.html, Errors: TooManyTagsError; API_Tag.html")
  void documentTakesFiftyTagsOfIamsAlphabet() {
    created();

    assertThat(
            refusal(
                () ->
                    add(
                        IntStream.range(0, 49)
                            .mapToObj(i -> tag("key-" + i, "x"))
                            .toArray(Tag[]::new))))
        .isEqualTo("TooManyTagsError");
    assertThat(refusal(() -> add(tag("comma", "a,b")))).isEqualTo("ValidationException");
  }

  @Test
  @Source(API + "API_ListDocuments.html; API_DocumentKeyValuesFilter.html: Owner, tag:KEY")
  void documentsAreFoundByTheirTagsPageByPage() {
    for (int i = 0; i < 3; i++) {
      create(name + "-" + i, content(1));
    }

    List<String> found =
        Pages.of(
                (String token) ->
                    ssm.listDocuments(
                        it ->
                            it.filters(filter("Owner", "Self"), filter("tag:mark", name))
                                .maxResults(2)
                                .nextToken(token)),
                ListDocumentsResponse::nextToken)
            .flatMap(page -> page.documentIdentifiers().stream())
            .map(DocumentIdentifier::name)
            .toList();
    assertThat(found).containsExactlyInAnyOrder(name + "-0", name + "-1", name + "-2");
  }

  private static DocumentKeyValuesFilter filter(String key, String value) {
    return DocumentKeyValuesFilter.builder().key(key).values(value).build();
  }
}
