package org.sessionlogging.verification.look;

import java.util.Optional;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.aws.Pages;
import org.sessionlogging.domain.judgement.Shown;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListBucketsRequest;
import software.amazon.awssdk.services.s3.model.ListBucketsResponse;

/**
 * The buckets of the caller's account, of all Regions. Whoever asks a bucket itself can't tell
 * another account's from one that it may not ask (S3 user guide, "Verifying bucket ownership with
 * bucket owner condition": 403 both times).
 */
record OwnBuckets(Aws aws, S3Client s3) {
  /**
   * A request without it is refused in accounts of many buckets (S3 API reference, ListBuckets).
   */
  private static final int A_PAGE = 1_000;

  /** The Region of one of them; empty when it is none. */
  Shown<String> region(String name) {
    return Asking.shown(
        () ->
            Pages.of(
                    token ->
                        aws.call(
                            s3,
                            ListBucketsRequest.builder()
                                .prefix(name)
                                .maxBuckets(A_PAGE)
                                .continuationToken(token)
                                .build(),
                            S3Client::listBuckets),
                    ListBucketsResponse::continuationToken)
                .flatMap(page -> page.buckets().stream())
                .filter(it -> it.name().equals(name))
                .findFirst()
                .map(it -> Optional.ofNullable(it.bucketRegion()).orElse("")));
  }
}
