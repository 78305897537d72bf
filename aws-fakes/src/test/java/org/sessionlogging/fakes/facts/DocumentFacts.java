package org.sessionlogging.fakes.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.fakes.facts.AwsUnderTest.fresh;
import static org.sessionlogging.fakes.facts.AwsUnderTest.refusal;
import static org.sessionlogging.fakes.facts.AwsUnderTest.settled;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sessionlogging.aws.Pages;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ssm.model.DocumentIdentifier;
import software.amazon.awssdk.services.ssm.model.DocumentKeyValuesFilter;
import software.amazon.awssdk.services.ssm.model.DocumentType;
import software.amazon.awssdk.services.ssm.model.ListDocumentsResponse;
import software.amazon.awssdk.services.ssm.model.ResourceTypeForTagging;
import software.amazon.awssdk.services.ssm.model.Tag;

/** Documents as a whole, and their tags. */
abstract class DocumentFacts extends SsmFacts {
  DocumentFacts(AwsUnderTest aws) {
    super(aws);
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

  @Test
  @Source(API + "API_ListDocuments.html; API_DocumentKeyValuesFilter.html: Owner, DocumentType")
  void documentsAreFoundByTheirType() {
    created();

    assertThat(namesOfType("Session")).contains(name);
    assertThat(namesOfType("Command")).doesNotContain(name);
  }

  private List<String> namesOfType(String type) {
    return Pages.of(
            (String token) ->
                ssm.listDocuments(
                    it ->
                        it.filters(filter("Owner", "Self"), filter("DocumentType", type))
                            .nextToken(token)),
            ListDocumentsResponse::nextToken)
        .flatMap(page -> page.documentIdentifiers().stream())
        .map(DocumentIdentifier::name)
        .toList();
  }

  private static DocumentKeyValuesFilter filter(String key, String value) {
    return DocumentKeyValuesFilter.builder().key(key).values(value).build();
  }
}
