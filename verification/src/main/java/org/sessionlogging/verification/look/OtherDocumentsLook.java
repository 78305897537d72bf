package org.sessionlogging.verification.look;

import java.util.List;
import java.util.Optional;
import org.sessionlogging.aws.Pages;
import org.sessionlogging.domain.judgement.Finding;
import org.sessionlogging.domain.judgement.OtherDocument;
import org.sessionlogging.domain.judgement.Shown;
import org.sessionlogging.domain.settings.MemberLogging;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.DocumentKeyValuesFilter;
import software.amazon.awssdk.services.ssm.model.ListDocumentsRequest;
import software.amazon.awssdk.services.ssm.model.ListDocumentsResponse;

/** The account's own session documents beside the preferences, which a session may name. */
record OtherDocumentsLook(Visit visit) {

  List<Finding> findings() {
    return OtherDocument.judged(
        visit.wanted(MemberLogging.defaultKeyPrefix(visit.place())),
        visit.log().writers(),
        documents());
  }

  private Shown<List<OtherDocument>> documents() {
    return Asking.shown(
        () ->
            Optional.of(
                Pages.of(
                        token ->
                            visit.aws().call(visit.ssm(), request(token), SsmClient::listDocuments),
                        ListDocumentsResponse::nextToken)
                    .flatMap(page -> page.documentIdentifiers().stream())
                    .map(it -> it.name())
                    .filter(it -> !it.equals(MemberLogging.PREFERENCES_DOCUMENT))
                    .map(this::document)
                    .toList()));
  }

  private OtherDocument document(String name) {
    return new OtherDocument(name, new DocumentLook(visit, name).content(DocumentLook.LATEST));
  }

  private static ListDocumentsRequest request(String token) {
    return ListDocumentsRequest.builder()
        .filters(filter("Owner", "Self"), filter("DocumentType", "Session"))
        .nextToken(token)
        .build();
  }

  private static DocumentKeyValuesFilter filter(String key, String value) {
    return DocumentKeyValuesFilter.builder().key(key).values(value).build();
  }
}
