package org.sessionlogging.fakes.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.fakes.facts.AwsUnderTest.HERE;
import static org.sessionlogging.fakes.facts.AwsUnderTest.fresh;
import static org.sessionlogging.fakes.facts.AwsUnderTest.settled;

import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.DocumentDescription;
import software.amazon.awssdk.services.ssm.model.DocumentFormat;
import software.amazon.awssdk.services.ssm.model.DocumentType;
import software.amazon.awssdk.services.ssm.model.Tag;

/** A session document, and what facts about it need. */
abstract class SsmFacts {
  static final String API = "https://docs.aws.amazon.com/systems-manager/latest/APIReference/";
  static final String GUIDE = "https://docs.aws.amazon.com/systems-manager/latest/userguide/";

  final SsmClient ssm;
  final String name = fresh("Facts-Document");

  SsmFacts(AwsUnderTest aws) {
    this.ssm = aws.ssm(HERE);
  }

  static String content(int minutes) {
    return """
        {"schemaVersion": "1.0", "description": "Preferences", "sessionType": "Standard_Stream",
         "inputs": {"idleSessionTimeout": "%d"}}
        """
        .formatted(minutes);
  }

  static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  void create(String documentName, String content) {
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

  void created() {
    create(name, content(1));
    settled(() -> latest().statusAsString(), "Active");
  }

  DocumentDescription latest() {
    return ssm.describeDocument(it -> it.name(name).documentVersion("$LATEST")).document();
  }

  String update(int minutes, String version) {
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

  String text(String version) {
    return ssm.getDocument(
            it -> it.name(name).documentVersion(version).documentFormat(DocumentFormat.JSON))
        .content();
  }
}
