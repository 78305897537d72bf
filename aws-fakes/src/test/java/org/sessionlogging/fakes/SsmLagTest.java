package org.sessionlogging.fakes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.sessionlogging.fakes.store.Lag;

/**
 * What creations, changes and deletions of documents and parameters look like in the next seconds.
 */
class SsmLagTest extends Lagging {
  private String status() {
    return ssm.describeDocument(it -> it.name("Preferences").documentVersion("$LATEST"))
        .document()
        .statusAsString();
  }

  @Test
  void newDocumentIsUnknownThenCreatingThenActive() {
    aws.lag(Lag.of("ssm DescribeDocument", 4));
    createDocument();

    assertThat(tries(5, this::status))
        .containsExactly("InvalidDocument", "InvalidDocument", "Creating", "Creating", "Active");
    assertThat(calls(1, this::createDocument)).containsExactly("DocumentAlreadyExists");
  }

  @Test
  void newVersionIsUpdatingAndCanNotBeTheDefaultYet() {
    createDocument();
    aws.lag(api -> 2);
    ssm.updateDocument(
        it -> it.name("Preferences").documentVersion("$LATEST").content("{\"a\":1}"));

    assertThat(tries(3, this::status)).containsExactly("Active", "Updating", "Active");
    assertThat(
            calls(
                3,
                () ->
                    ssm.updateDocumentDefaultVersion(
                        it -> it.name("Preferences").documentVersion("2"))))
        .containsExactly("InvalidDocumentVersion", "InvalidDocumentOperation", "done");
  }

  @Test
  void deletedDocumentIsDeletingUntilItIsInvalid() {
    createDocument();
    aws.lag(Lag.of("ssm DescribeDocument", 1));
    ssm.deleteDocument(it -> it.name("Preferences"));

    assertThat(tries(2, this::status)).containsExactly("Deleting", "InvalidDocument");
  }

  @Test
  void versionThatNeverBecomesActiveSaysWhy() {
    aws.ssm(HERE).habits().brokenVersions = true;
    createDocument();

    assertThat(ssm.describeDocument(it -> it.name("Preferences")).document().statusInformation())
        .isEqualTo("Out of order");
  }

  @Test
  void latestNumberStaysWhereThatIsTheHabit() {
    aws.ssm().add(HERE, "Preferences", "{}", "{\"a\":1}");
    aws.ssm(HERE).habits().keepsLatestNumber = true;
    ssm.deleteDocument(it -> it.name("Preferences").documentVersion("2"));

    assertThat(
            ssm.describeDocument(it -> it.name("Preferences").documentVersion("$LATEST"))
                .document()
                .latestVersion())
        .isEqualTo("2");
    assertThat(calls(1, () -> ssm.getDocument(it -> it.name("Preferences").documentVersion("2"))))
        .containsExactly("InvalidDocumentVersion");
  }

  private void putParameter() {
    ssm.putParameter(
        it ->
            it.name("/logs")
                .type("String")
                .value("one")
                .tags(
                    software.amazon.awssdk.services.ssm.model.Tag.builder()
                        .key("team")
                        .value("us")
                        .build()));
  }

  @Test
  void newParameterAndItsTagsAreMissedForAWhileAndItsNameIsTakenAtOnce() {
    aws.lag(api -> 1);
    putParameter();

    assertThat(tries(2, () -> ssm.getParameter(it -> it.name("/logs")).parameter().value()))
        .containsExactly("ParameterNotFound", "one");
    assertThat(
            tries(
                2,
                () ->
                    ssm.listTagsForResource(it -> it.resourceType("Parameter").resourceId("/logs"))
                        .tagList()
                        .size()))
        .containsExactly("InvalidResourceId", "1");
    assertThat(calls(1, this::putParameter)).containsExactly("ParameterAlreadyExists");
  }

  @Test
  void nameOfADeletedParameterIsInUseForAWhile() {
    putParameter();
    aws.lag(api -> 1);
    ssm.deleteParameter(it -> it.name("/logs"));

    assertThat(tries(2, () -> ssm.getParameter(it -> it.name("/logs")).parameter().value()))
        .containsExactly("one", "ParameterNotFound");
    assertThat(calls(2, this::putParameter)).containsExactly("ParameterAlreadyExists", "done");
  }
}
