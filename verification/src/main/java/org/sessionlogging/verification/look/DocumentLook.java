package org.sessionlogging.verification.look;

import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.sessionlogging.domain.judgement.Shown;
import org.sessionlogging.domain.preferences.PreferencesDocument;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
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
    return asked(
        GetDocumentRequest.builder().name(name).documentVersion(version).build(),
        SsmClient::getDocument,
        it -> Optional.of(PreferencesDocument.parse(it.content())));
  }

  /** Empty without a document. */
  Shown<SortedMap<String, String>> tags() {
    return asked(
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
        "InvalidResourceId");
  }

  /** When its latest version was made; empty where that is not known. */
  Optional<Instant> made() {
    return asked(
            DescribeDocumentRequest.builder().name(name).documentVersion(LATEST).build(),
            SsmClient::describeDocument,
            it -> Optional.ofNullable(it.document().createdDate()))
        .value();
  }

  private <Q extends AwsRequest, R extends AwsResponse, T> Shown<T> asked(
      Q request,
      BiFunction<SsmClient, Q, R> operation,
      Function<R, Optional<T>> said,
      String... furtherAbsences) {
    String[] absent =
        Stream.concat(Stream.of(ABSENT), Stream.of(furtherAbsences)).toArray(String[]::new);
    return Asking.shown(
        () -> visit.aws().find(visit.ssm(), request, operation, absent).flatMap(said));
  }
}
