package org.sessionlogging.verification.look;

import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.domain.judgement.Shown;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * One setting of a bucket after the other: what may not be asked of one says nothing of the others.
 *
 * @param s3 of the bucket's Region
 */
record SettingLook(Aws aws, S3Client s3) {

  /**
   * What a setting says.
   *
   * @param said empty where it says nothing of it
   * @param absent the error codes that say that there is none
   */
  <Q extends AwsRequest, R extends AwsResponse, T> Shown<T> of(
      Q request,
      BiFunction<S3Client, Q, R> operation,
      Function<R, Optional<T>> said,
      String... absent) {
    return Asking.shown(() -> aws.find(s3, request, operation, absent).flatMap(said));
  }
}
