package org.sessionlogging.fakes.store;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpResponse;

/** Error answers of AWS. */
public final class AwsError {
  private AwsError() {}

  /** An answer with an error code. */
  public static AwsServiceException of(int status, String code, String message) {
    return untraced(
        AwsServiceException.builder()
            .statusCode(status)
            .requestId("11111111-2222-3333-4444-555555555555")
            .awsErrorDetails(
                AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
            .message(message));
  }

  /** Many looks end so, and whoever is told says where it was asked. */
  private static AwsServiceException untraced(AwsServiceException.Builder error) {
    SdkException.Builder unused = error.writableStackTrace(false);
    return error.build();
  }

  /**
   * The answer of S3 to whoever asks in another Region than the bucket's, which a header names (API
   * reference, "Error responses", PermanentRedirect; HeadBucket: x-amz-bucket-region).
   */
  public static AwsServiceException elsewhere(String region) {
    AwsServiceException redirect =
        of(301, "PermanentRedirect", "The bucket must be addressed using the specified endpoint.");
    return redirect.toBuilder()
        .awsErrorDetails(
            redirect.awsErrorDetails().toBuilder()
                .sdkHttpResponse(
                    SdkHttpResponse.builder()
                        .statusCode(redirect.statusCode())
                        .putHeader("x-amz-bucket-region", region)
                        .build())
                .build())
        .build();
  }

  /** The answer to a HEAD request has no body, so neither code nor message. */
  public static AwsServiceException withoutBody(int status) {
    return untraced(AwsServiceException.builder().statusCode(status).requestId("HEADHEADHEAD"));
  }
}
