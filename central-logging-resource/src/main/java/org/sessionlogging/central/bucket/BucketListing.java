package org.sessionlogging.central.bucket;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.aws.CallFailed;
import org.sessionlogging.aws.Page;
import org.sessionlogging.domain.settings.Place;
import org.sessionlogging.kit.reconcile.Progress;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListBucketsRequest;
import software.amazon.awssdk.services.s3.model.ListBucketsResponse;

/** The log buckets of this account and Region, a page at a time. */
public record BucketListing(Aws aws, S3Client s3, Place place, Progress progress) {
  /** Each bucket of a page costs one read of its tags. */
  private static final int BUCKETS_A_PAGE = 50;

  private static final int DENIED = 403;

  /** Names of those that this type made. */
  public Page<String> page(Optional<String> token) {
    ListBucketsResponse page =
        aws.call(
            s3,
            ListBucketsRequest.builder()
                .bucketRegion(place.region())
                .maxBuckets(BUCKETS_A_PAGE)
                .continuationToken(token.orElse(null))
                .build(),
            S3Client::listBuckets);
    List<Supplier<Optional<String>>> questions = new ArrayList<>();
    page.buckets().forEach(it -> questions.add(() -> Optional.of(it.name()).filter(this::isOurs)));
    List<String> ours = aws.sideBySide(questions).stream().flatMap(Optional::stream).toList();
    return new Page<>(ours, Optional.ofNullable(page.continuationToken()));
  }

  /** A bucket that vanishes meanwhile, or that may not be looked at, is passed over. */
  private boolean isOurs(String name) {
    try {
      return new BucketTags(new LogBucket(aws, s3, place, name, progress))
          .read()
          .flatMap(BucketMarks::of)
          .isPresent();
    } catch (CallFailed e) {
      if (e.status() == DENIED) {
        return false;
      }
      throw e;
    }
  }
}
