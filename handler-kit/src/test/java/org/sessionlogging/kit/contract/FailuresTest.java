package org.sessionlogging.kit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sessionlogging.aws.CallFailed;
import org.sessionlogging.fakes.store.AwsError;
import org.sessionlogging.kit.Things;
import org.sessionlogging.kit.reconcile.PartFailed;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

class FailuresTest {
  private static final String REQUEST_ID = "11111111-2222-3333-4444-555555555555";

  @ParameterizedTest
  @CsvSource({
    "AccessDenied, 403, AccessDenied, false",
    "AccessDeniedException, 400, AccessDenied, false",
    "AllAccessDisabled, 403, AccessDenied, false",
    "AuthorizationError, 400, AccessDenied, false",
    "UnauthorizedOperation, 400, AccessDenied, false",
    "ExpiredToken, 400, InvalidCredentials, false",
    "ExpiredTokenException, 400, InvalidCredentials, false",
    "InvalidClientTokenId, 403, InvalidCredentials, false",
    "UnrecognizedClientException, 400, InvalidCredentials, false",
    "InvalidAccessKeyId, 403, InvalidCredentials, false",
    "Throttling, 400, Throttling, true",
    "ThrottlingException, 400, Throttling, true",
    "ThrottledException, 400, Throttling, true",
    "RequestLimitExceeded, 400, Throttling, true",
    "TooManyRequestsException, 400, Throttling, true",
    "SlowDown, 503, Throttling, true",
    "503 Slow Down, 503, Throttling, true",
    "InternalError, 500, ServiceInternalError, true",
    "InternalFailure, 500, ServiceInternalError, true",
    "InternalServerError, 500, ServiceInternalError, true",
    "InternalServiceError, 500, ServiceInternalError, true",
    "ServiceUnavailable, 503, ServiceInternalError, true",
    "ServiceUnavailableException, 503, ServiceInternalError, true",
    "ServiceFailure, 500, ServiceInternalError, true",
    "DependencyTimeoutException, 500, ServiceInternalError, true",
    "InvalidArgument, 400, InvalidRequest, false",
    "InvalidParameter, 400, InvalidRequest, false",
    "InvalidParameterValue, 400, InvalidRequest, false",
    "InvalidParameterException, 400, InvalidRequest, false",
    "InvalidRequest, 400, InvalidRequest, false",
    "MalformedPolicy, 400, InvalidRequest, false",
    "MalformedPolicyDocument, 400, InvalidRequest, false",
    "MalformedPolicyDocumentException, 400, InvalidRequest, false",
    "ValidationError, 400, InvalidRequest, false",
    "ValidationException, 400, InvalidRequest, false",
    "NeverHeardOf, 400, GeneralServiceException, false",
    "NeverHeardOf, 403, AccessDenied, false",
    "NeverHeardOf, 429, Throttling, true",
    "NeverHeardOf, 500, ServiceInternalError, true",
    "NeverHeardOf, 502, ServiceInternalError, true",
    "NeverHeardOf, 503, Throttling, true",
  })
  void codeComesBeforeStatus(String code, int status, HandlerErrorCode expected, boolean passing) {
    Failures.Row row = rowOf(AwsError.of(status, code, "What AWS says"));

    assertThat(row.code()).isEqualTo(expected);
    assertThat(row.patience().covers(false)).isEqualTo(passing);
    assertThat(row.remedy()).endsWith(".");
  }

  @Test
  void answerToAHeadRequestIsJudgedByItsStatus() {
    assertThat(rowOf(withoutBody(403)).code()).isEqualTo(HandlerErrorCode.AccessDenied);
    assertThat(rowOf(withoutBody(403)).remedy()).startsWith("Allow the action");
    assertThat(rowOf(withoutBody(503)).patience().covers(false)).isTrue();
  }

  @Test
  void callWithoutAnAnswerIsANetworkFailure() {
    Failures.Row row = rowOf(SdkClientException.create("Connection refused"));

    assertThat(row.code()).isEqualTo(HandlerErrorCode.NetworkFailure);
    assertThat(row.patience().covers(false)).isTrue();
  }

  @Test
  void rowOfATypeGoesBeforeTheCommonOne() {
    Failures table =
        Failures.OF_EVERY_SERVICE.with(
            HandlerErrorCode.ResourceConflict, "Wait.", "ValidationException");

    Failures.Row row =
        table.rowOf(failed(AwsError.of(400, "ValidationException", "What AWS says")));

    assertThat(row.code()).isEqualTo(HandlerErrorCode.ResourceConflict);
  }

  @Test
  void messageHasPartOperationCauseRequestIdAndRemedy() {
    PartFailed failure =
        new PartFailed("bucket policy", failed(AwsError.of(403, "AccessDenied", "Not you")));

    assertThat(Failures.OF_EVERY_SERVICE.message(failure))
        .isEqualTo(
            "bucket policy: sessionlogging Get failed: Not you (AccessDenied, request id "
                + REQUEST_ID
                + "). Allow the action to the role that this operation runs under, and look for a"
                + " denial in a service control policy, a permissions boundary or the policy of the"
                + " resource itself.");
  }

  private static Failures.Row rowOf(SdkException answer) {
    return Failures.OF_EVERY_SERVICE.rowOf(failed(answer));
  }

  private static CallFailed failed(SdkException answer) {
    return new CallFailed(new Things.GetRequest("ball"), answer);
  }

  private static AwsServiceException withoutBody(int status) {
    return AwsServiceException.builder().statusCode(status).build();
  }
}
