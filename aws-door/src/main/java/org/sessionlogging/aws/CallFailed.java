package org.sessionlogging.aws;

import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** A call to AWS that failed: which operation, with which error code, and why. */
public final class CallFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final int CONFLICT = 409;

  private static final List<String> POLICIES =
      List.of(
          "service control policy",
          "resource control policy",
          "permissions boundary",
          "session policy",
          "VPC endpoint policy",
          "identity-based policy",
          "resource-based policy");

  /**
   * How services say that a policy does not let the caller: IAM user guide, "Troubleshoot access
   * denied error messages"; the "Errors" of the API references of S3 and SNS; a HEAD request has
   * the status alone. Not every 403 is one: credentials that are unknown, expired or signed wrong
   * have it, too.
   */
  public static final Set<String> DENIALS =
      Set.of(
          "AccessDenied",
          "AccessDeniedException",
          "AllAccessDisabled",
          "AuthorizationError",
          "UnauthorizedOperation",
          "403");

  private static final ClassValue<String> OPERATIONS =
      new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> form) {
          String[] packages = form.getPackageName().split("\\.", -1);
          String service = packages.length > 1 ? packages[packages.length - 2] : "aws";
          return service + " " + form.getSimpleName().replaceFirst("Request$", "");
        }
      };

  private final String operation;

  /** The request that failed, and how the SDK put it. */
  public CallFailed(AwsRequest request, SdkException cause) {
    super(cause);
    this.operation = operationOf(request);
  }

  /** The operation as AWS names it, with its service: {@code s3 PutBucketPolicy}. */
  public String operation() {
    return operation;
  }

  /**
   * AWS's error code; the HTTP status where the answer had no body (a HEAD request); empty when no
   * answer came at all.
   */
  public String code() {
    return service()
        .map(
            e ->
                Optional.ofNullable(e.awsErrorDetails())
                    .map(AwsErrorDetails::errorCode)
                    .orElseGet(() -> String.valueOf(e.statusCode())))
        .orElse("");
  }

  /** HTTP status of the answer, 0 when no answer came. */
  public int status() {
    return service().map(AwsServiceException::statusCode).orElse(0);
  }

  /**
   * Whether AWS has answered that it does not carry out the request: with any other status, or
   * without an answer, it may have. A conflict may be one with an earlier try of the same request.
   */
  public boolean isRefusal() {
    return status() / 100 == 4 && status() != CONFLICT;
  }

  /**
   * Whether the caller may not, as far as AWS tells that from absence. Credentials that are not
   * known, which has the same status, are none: a Region that is not enabled knows none.
   */
  public boolean isDenial() {
    return DENIALS.contains(code());
  }

  /** Whether AWS was asked too often. */
  public boolean isThrottling() {
    return service().filter(AwsServiceException::isThrottlingException).isPresent();
  }

  /**
   * The kind of policy that denied it, where AWS says so (IAM user guide, "Troubleshoot access
   * denied error messages").
   */
  public Optional<String> denyingPolicy() {
    String said = reason().toLowerCase(Locale.ROOT);
    return POLICIES.stream()
        .filter(kind -> said.contains(kind.toLowerCase(Locale.ROOT)))
        .findFirst();
  }

  /** A header of the answer. */
  public Optional<String> header(String name) {
    return service()
        .map(AwsServiceException::awsErrorDetails)
        .map(AwsErrorDetails::sdkHttpResponse)
        .flatMap(answer -> answer.firstMatchingHeader(name));
  }

  /** Whether the service's host is unknown, as that of a Region that does not exist. */
  public boolean isWithoutAddress() {
    for (Throwable cause = getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof UnknownHostException) {
        return true;
      }
    }
    return false;
  }

  /** What AWS said, in one line, with the request id that AWS Support asks for. */
  public String reason() {
    return service()
        .map(
            e -> {
              String said =
                  Optional.ofNullable(e.awsErrorDetails())
                      .map(AwsErrorDetails::errorMessage)
                      .orElse("no message");
              String id =
                  Optional.ofNullable(e.requestId()).map(r -> ", request id " + r).orElse("");
              return said + " (" + code() + id + ")";
            })
        .orElseGet(() -> getCause().getMessage());
  }

  private Optional<AwsServiceException> service() {
    return getCause() instanceof AwsServiceException e ? Optional.of(e) : Optional.empty();
  }

  /**
   * The operation of a request as AWS names it, with its service: {@code
   * software.amazon.awssdk.services.kms.model.CreateKeyRequest} is {@code kms CreateKey}.
   */
  public static String operationOf(AwsRequest request) {
    return operationOf(request.getClass());
  }

  static String operationOf(Class<?> request) {
    return OPERATIONS.get(request);
  }
}
