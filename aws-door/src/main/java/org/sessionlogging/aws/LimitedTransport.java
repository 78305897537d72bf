package org.sessionlogging.aws;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkPlugin;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * A way to AWS on which no call outlasts the invocation, no attempt hangs, and nothing is sent a
 * second time that would make a second thing.
 *
 * <p>It limits the request behind the way that it is given, not before: a way may take time of its
 * own, and what is left is asked when the request goes.
 */
public final class LimitedTransport implements Aws.Transport {

  /**
   * How long one attempt of a call may take. The SDK's own limit is 30 seconds without a byte.
   *
   * @param read of what changes nothing, and is soon asked again
   * @param write of all else
   */
  public record Attempts(Duration read, Duration write) {
    static final Attempts USUAL = new Attempts(Duration.ofSeconds(5), Duration.ofSeconds(20));

    Duration of(AwsRequest request) {
      return Aws.isRead(request) ? read : write;
    }
  }

  /**
   * What makes one more of something each time that it is carried out: where its answer is lost,
   * the handler looks what there is. UpdateDocument makes a version.
   */
  private static final Pattern MAKES_ANOTHER =
      Pattern.compile("\\S+ (?:(?:Create|Replicate).*|UpdateDocument)");

  private static final SdkPlugin ONCE =
      client -> {
        ClientOverrideConfiguration before = client.overrideConfiguration();
        client.overrideConfiguration(
            (before == null ? ClientOverrideConfiguration.builder() : before.toBuilder())
                .retryStrategy(AwsRetryStrategy.doNotRetry())
                .build());
      };

  private final Aws.Transport way;
  private final LongSupplier millisecondsLeft;
  private final Attempts attempts;

  /**
   * @param millisecondsLeft of the invocation: a call with all its attempts ends before
   */
  public LimitedTransport(Aws.Transport way, LongSupplier millisecondsLeft) {
    this(way, millisecondsLeft, Attempts.USUAL);
  }

  /** The same with other limits of an attempt. */
  public LimitedTransport(Aws.Transport way, LongSupplier millisecondsLeft, Attempts attempts) {
    this.way = way;
    this.millisecondsLeft = millisecondsLeft;
    this.attempts = attempts;
  }

  @Override
  public <Q extends AwsRequest, R extends AwsResponse> R send(Q request, Function<Q, R> operation) {
    return way.send(request, it -> operation.apply(limited(it)));
  }

  private <Q extends AwsRequest> Q limited(Q request) {
    long left = millisecondsLeft.getAsLong();
    if (left <= 0) {
      throw SdkClientException.create("The time of this invocation is over");
    }
    return RequestOverride.of(
        request,
        how -> {
          how.apiCallAttemptTimeout(attempts.of(request)).apiCallTimeout(Duration.ofMillis(left));
          if (MAKES_ANOTHER.matcher(CallFailed.operationOf(request)).matches()) {
            how.addPlugin(ONCE);
          }
        });
  }
}
