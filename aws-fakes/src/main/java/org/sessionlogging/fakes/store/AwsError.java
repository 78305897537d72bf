package org.sessionlogging.fakes.store;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Error answers of AWS. */
public final class AwsError {
  private AwsError() {}

  /** An answer with an error code. */
  public static AwsServiceException of(int status, String code, String message) {
    return AwsServiceException.builder()
        .statusCode(status)
        .requestId("11111111-2222-3333-4444-555555555555")
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
        .message(message)
        .build();
  }

  /** The answer to a HEAD request has no body, so neither code nor message. */
  public static AwsServiceException withoutBody(int status) {
    return AwsServiceException.builder().statusCode(status).requestId("HEADHEADHEAD").build();
  }
}
