package org.sessionlogging.kit.contract;

import java.time.Duration;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/**
 * Errors that mean the same in every service. Source: the "Common errors" page of each API
 * reference.
 */
final class EveryService {
  static final Patience MINUTES_OF_AN_OUTAGE = Patience.of(Duration.ofMinutes(20));

  private EveryService() {}

  static Failures rows(Failures none) {
    return none.withDenials(
            "Allow the action to the role that this operation runs under, and look for a denial in a service control"
                + " policy, a permissions boundary or the policy of the resource itself.")
        .with(
            HandlerErrorCode.InvalidCredentials,
            "The credentials have expired or are not known: if it happens again, look at the trust policy of the role"
                + " that this operation runs under.",
            "ExpiredToken",
            "ExpiredTokenException",
            "InvalidClientTokenId",
            "UnrecognizedClientException",
            "InvalidAccessKeyId")
        .withPassing(
            MINUTES_OF_AN_OUTAGE,
            HandlerErrorCode.Throttling,
            "Too many calls in this account: wait some minutes, or lower the StackSet's concurrency.",
            "Throttling",
            "ThrottlingException",
            "ThrottledException",
            "RequestLimitExceeded",
            "TooManyRequestsException",
            "SlowDown",
            "503 Slow Down")
        .withPassing(
            MINUTES_OF_AN_OUTAGE,
            HandlerErrorCode.ServiceInternalError,
            "The service failed for longer than usual: look at its state in the AWS Health Dashboard.",
            "InternalError",
            "InternalFailure",
            "InternalServerError",
            "InternalServiceError",
            "ServiceUnavailable",
            "ServiceUnavailableException",
            "ServiceFailure",
            "DependencyTimeoutException")
        .with(
            HandlerErrorCode.InvalidRequest,
            "Correct the property that the message names.",
            "InvalidArgument",
            "InvalidParameter",
            "InvalidParameterValue",
            "InvalidParameterException",
            "InvalidRequest",
            "MalformedPolicy",
            "MalformedPolicyDocument",
            "MalformedPolicyDocumentException",
            "ValidationError",
            "ValidationException");
  }
}
