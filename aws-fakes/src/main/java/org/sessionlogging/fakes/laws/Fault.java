package org.sessionlogging.fakes.laws;

import java.util.Locale;
import java.util.function.Function;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.aws.CallFailed;
import org.sessionlogging.fakes.store.AwsError;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** A way to AWS on which one call fails, counted from 0. */
final class Fault implements Aws.Transport {

  /** How it fails. */
  enum Kind {
    /** AWS says no, for good. */
    REFUSED,
    /** AWS does it, and the operation ends before it hears so. */
    CUT_OFF,
    /** AWS does it, and the connection breaks before the answer. */
    ANSWER_LOST,
    /** AWS asks for patience. */
    THROTTLED,
    /** AWS asks for patience, and again at the next such call. */
    THROTTLED_TWICE;

    /** Whether the operation is over. */
    boolean ends() {
      return this == REFUSED || this == CUT_OFF;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  private final Kind kind;
  private final int index;
  private int calls;
  private String throttled = "";

  Fault(Kind kind, int index) {
    this.kind = kind;
    this.index = index;
  }

  @Override
  public <Q extends AwsRequest, R extends AwsResponse> R send(Q request, Function<Q, R> operation) {
    String name = CallFailed.operationOf(request);
    if (calls++ == index) {
      throttled = kind == Kind.THROTTLED_TWICE ? name : "";
      return fail(name, request, operation);
    }
    if (throttled.equals(name)) {
      throttled = "";
      throw throttling(name);
    }
    return operation.apply(request);
  }

  private <Q extends AwsRequest, R extends AwsResponse> R fail(
      String name, Q request, Function<Q, R> operation) {
    if (kind == Kind.CUT_OFF || kind == Kind.ANSWER_LOST) {
      reach(request, operation);
    }
    throw switch (kind) {
      case REFUSED, CUT_OFF -> error(name, 409, "Unlucky", "No.");
      case ANSWER_LOST -> SdkClientException.create("Connection reset");
      case THROTTLED, THROTTLED_TWICE -> throttling(name);
    };
  }

  private static <Q extends AwsRequest, R extends AwsResponse> void reach(
      Q request, Function<Q, R> operation) {
    try {
      R unused = operation.apply(request);
    } catch (AwsServiceException lostAsWell) {
      // Nobody hears of a refusal either.
    }
  }

  /** How AWS asks for patience. */
  static AwsServiceException throttling(String call) {
    return error(call, 503, "SlowDown", "Please reduce your request rate.");
  }

  private static AwsServiceException error(String call, int status, String code, String message) {
    return call.contains(" Head")
        ? AwsError.withoutBody(status)
        : AwsError.of(status, code, message);
  }
}
