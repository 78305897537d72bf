package org.sessionlogging.central.bucket;

import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.aws.CallFailed;
import org.sessionlogging.aws.Pages;
import org.sessionlogging.domain.settings.Place;
import org.sessionlogging.kit.reconcile.Awaited;
import org.sessionlogging.kit.reconcile.Part;
import org.sessionlogging.kit.reconcile.Progress;
import org.sessionlogging.kit.reconcile.Step;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.ListBucketsRequest;
import software.amazon.awssdk.services.s3.model.ListBucketsResponse;

/**
 * The log bucket as its handles reach it. Every request names the account that has to own it:
 * should the name ever belong to somebody else, S3 refuses instead of changing a stranger's bucket.
 *
 * @param progress what AWS can't tell: what this operation itself has made or taken away
 */
public record LogBucket(Aws aws, S3Client s3, Place place, String name, Progress progress) {
  private static final String ABSENT = "NoSuchBucket";

  /** Where a bucket of this name is. */
  enum Presence {
    NOWHERE,
    HERE,
    IN_ANOTHER_REGION,
    IN_ANOTHER_ACCOUNT
  }

  /**
   * Where a bucket of this name is. One that was made a moment ago may be nowhere yet
   * (hashicorp/terraform-provider-aws#10068).
   *
   * @throws CallFailed when this account's own bucket may not be looked at
   */
  Presence presence() {
    try {
      HeadBucketResponse unused = look();
      return Presence.HERE;
    } catch (CallFailed e) {
      // The answer to a HEAD has no body: the status is all there is to go by.
      return switch (e.status()) {
        case 404 -> Presence.NOWHERE;
        case 301 -> Presence.IN_ANOTHER_REGION;
        case 400, 403 -> elsewhere(e);
        default -> throw e;
      };
    }
  }

  /** The look behind {@link #presence}, which decides nothing. */
  public HeadBucketResponse look() {
    return call(
        HeadBucketRequest.builder().bucket(name).expectedBucketOwner(owner()).build(),
        S3Client::headBucket);
  }

  /**
   * 403 means another account's bucket, or that we may not look at our own; 400 another Region's,
   * or that the credentials are no longer any. The account's own list, which says what is wrong
   * with credentials, tells them apart (API reference, HeadBucket: no message but the status).
   */
  private Presence elsewhere(CallFailed refused) {
    Optional<String> region =
        inList(Optional.empty())
            .map(it -> Optional.ofNullable(it.bucketRegion()).orElse(place.region()))
            .findFirst();
    if (region.isEmpty()) {
      return Presence.IN_ANOTHER_ACCOUNT;
    }
    if (region.get().equals(place.region())) {
      throw refused;
    }
    return Presence.IN_ANOTHER_REGION;
  }

  /**
   * That S3 lists it, which it may do late (S3 user guide, "Amazon S3 data consistency model"):
   * what was created has to be found by a list that follows (CloudFormation CLI user guide,
   * "Resource type handler contract").
   */
  public Part<Boolean> listed() {
    return new Awaited(
            "bucket in the list of buckets",
            // Asked as BucketListing asks.
            () -> inList(Optional.of(place.region())).findAny().isPresent(),
            Step.wait(2, "the bucket in the list of buckets"))
        .part();
  }

  /** This account's bucket of exactly this name, in one Region or in all. */
  private Stream<software.amazon.awssdk.services.s3.model.Bucket> inList(Optional<String> region) {
    return Pages.of(
            token ->
                call(
                    ListBucketsRequest.builder()
                        .bucketRegion(region.orElse(null))
                        .prefix(name)
                        .maxBuckets(1_000)
                        .continuationToken(token)
                        .build(),
                    S3Client::listBuckets),
            ListBucketsResponse::continuationToken)
        .flatMap(page -> page.buckets().stream())
        .filter(it -> it.name().equals(name));
  }

  String owner() {
    return place.account();
  }

  <Q extends AwsRequest, R extends AwsResponse> R call(
      Q request, BiFunction<S3Client, Q, R> operation) {
    return aws.call(s3, request, operation);
  }

  /** Empty without the bucket, and where S3 says one of the given codes. */
  <Q extends AwsRequest, R extends AwsResponse> Optional<R> find(
      Q request, BiFunction<S3Client, Q, R> operation, String... absent) {
    String[] codes = Stream.concat(Stream.of(ABSENT), Stream.of(absent)).toArray(String[]::new);
    return aws.find(s3, request, operation, codes);
  }
}
