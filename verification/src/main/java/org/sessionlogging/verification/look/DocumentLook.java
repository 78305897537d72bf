package org.sessionlogging.verification.look;

import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.sessionlogging.domain.judgement.Shown;
import org.sessionlogging.domain.preferences.PreferencesDocument;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.DescribeDocumentRequest;
import software.amazon.awssdk.services.ssm.model.GetDocumentRequest;
import software.amazon.awssdk.services.ssm.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.ssm.model.ResourceTypeForTagging;

/** One session document. */
record DocumentLook(Visit visit, String name) {
  /** Sessions use it. */
  static final String LATEST = "$LATEST";

  /** The console shows it. */
  static final String DEFAULT = "$DEFAULT";

  private static final String ABSENT = "InvalidDocument";

  /** What a version says; empty without a document. */
  Shown<PreferencesDocument> content(String version) {
    return document()
        .of(
            GetDocumentRequest.builder().name(name).documentVersion(version).build(),
            SsmClient::getDocument,
            it -> Optional.of(PreferencesDocument.parse(it.content())),
            ABSENT);
  }

  /** Empty without a document. */
  Shown<SortedMap<String, String>> tags() {
    return document()
        .of(
            ListTagsForResourceRequest.builder()
                .resourceType(ResourceTypeForTagging.DOCUMENT)
                .resourceId(name)
                .build(),
            SsmClient::listTagsForResource,
            it -> {
              SortedMap<String, String> tags = new TreeMap<>();
              it.tagList().forEach(tag -> tags.put(tag.key(), tag.value()));
              return Optional.of(tags);
            },
            ABSENT,
            "InvalidResourceId");
  }

  /** When its latest version was made; empty where that is not known. */
  Optional<Instant> made() {
    return document()
        .of(
            DescribeDocumentRequest.builder().name(name).documentVersion(LATEST).build(),
            SsmClient::describeDocument,
            it -> Optional.ofNullable(it.document().createdDate()),
            ABSENT)
        .value();
  }

  private SettingLook<SsmClient> document() {
    return new SettingLook<>(visit.aws(), visit.ssm());
  }
}
