package org.sessionlogging.member.document;

import java.util.List;
import java.util.Optional;
import org.sessionlogging.aws.Aws;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.DocumentIdentifier;
import software.amazon.awssdk.services.ssm.model.DocumentKeyValuesFilter;
import software.amazon.awssdk.services.ssm.model.ListDocumentsRequest;
import software.amazon.awssdk.services.ssm.model.ListDocumentsResponse;

/** All documents of this type in an account and Region. */
public final class MemberDocuments {

  /** Names, and the token of the next page. */
  public record Page(List<String> names, Optional<String> nextToken) {}

  private final SsmClient ssm;
  private final Aws aws;

  public MemberDocuments(SsmClient ssm, Aws aws) {
    this.ssm = ssm;
    this.aws = aws;
  }

  /** One page, so that any number of documents fits into the time of an invocation. */
  public Page page(Optional<String> token) {
    ListDocumentsResponse found =
        aws.call(
            ListDocumentsRequest.builder()
                .filters(
                    filter("Owner", "Self"),
                    filter("tag:" + DocumentTags.TYPE, DocumentTags.MEMBER))
                .maxResults(50)
                .nextToken(token.orElse(null))
                .build(),
            ssm::listDocuments);
    return new Page(
        found.documentIdentifiers().stream().map(DocumentIdentifier::name).toList(),
        Optional.ofNullable(found.nextToken()).filter(next -> !next.isEmpty()));
  }

  private static DocumentKeyValuesFilter filter(String key, String value) {
    return DocumentKeyValuesFilter.builder().key(key).values(value).build();
  }
}
