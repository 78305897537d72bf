package org.sessionlogging.member.document;

import java.util.Optional;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.aws.Page;
import org.sessionlogging.aws.Pages;
import org.sessionlogging.domain.settings.MemberTags;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.DocumentIdentifier;
import software.amazon.awssdk.services.ssm.model.DocumentKeyValuesFilter;
import software.amazon.awssdk.services.ssm.model.ListDocumentsRequest;
import software.amazon.awssdk.services.ssm.model.ListDocumentsResponse;

/** The documents of this type in an account and Region, a page at a time. */
public record DocumentListing(Aws aws, SsmClient ssm) {

  /** Whether the document of that name is in the list. */
  boolean names(String documentName) {
    return Pages.of(
            token -> page(Optional.ofNullable(token), filter("Name", documentName)),
            it -> it.nextToken().orElse(null))
        .anyMatch(page -> page.items().contains(documentName));
  }

  /** One page of names, so that any number of documents fits into the time of an invocation. */
  public Page<String> page(Optional<String> token) {
    return page(token, filter("Owner", "Self"));
  }

  private Page<String> page(Optional<String> token, DocumentKeyValuesFilter chosen) {
    ListDocumentsResponse found =
        aws.call(
            ssm,
            ListDocumentsRequest.builder()
                .filters(chosen, filter("tag:" + MemberTags.TYPE, MemberTags.MEMBER))
                .maxResults(50)
                .nextToken(token.orElse(null))
                .build(),
            SsmClient::listDocuments);
    return new Page<>(
        found.documentIdentifiers().stream().map(DocumentIdentifier::name).toList(),
        Optional.ofNullable(found.nextToken()).filter(next -> !next.isEmpty()));
  }

  private static DocumentKeyValuesFilter filter(String key, String value) {
    return DocumentKeyValuesFilter.builder().key(key).values(value).build();
  }
}
