package org.sessionlogging.central.bucket;

import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.domain.settings.Place;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The log bucket as its handles reach it. Every request names the account that has to own it:
 * should the name ever belong to somebody else, S3 refuses instead of changing a stranger's bucket.
 */
public record LogBucket(Aws aws, S3Client s3, Place place, String name) {
  private static final String ABSENT = "NoSuchBucket";

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
