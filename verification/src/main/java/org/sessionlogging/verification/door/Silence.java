package org.sessionlogging.verification.door;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.sessionlogging.aws.Aws;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Services of Regions that give no answer, as where the caller's network does not lead there. After
 * some calls in a row, for whichever accounts, further ones fail at once, and one a minute is made:
 * thousands of accounts would wait for the same thing.
 */
public final class Silence {
  private static final int IN_A_ROW = 3;
  private static final Duration PAUSE = Duration.ofMinutes(1);

  /**
   * Calls without an answer.
   *
   * @param why of the last
   */
  private record Unanswered(int inARow, Instant last, String why) {}

  private final Clock clock;

  /** By client, which stands for service and Region. */
  private final Map<Object, Unanswered> silent = new ConcurrentHashMap<>();

  public Silence(Clock clock) {
    this.clock = clock;
  }

  /** The same way, on which silence is not waited for again and again. */
  public Aws.Transport on(Aws.Transport way) {
    return new Aws.Transport() {
      @Override
      public <Q extends AwsRequest, R extends AwsResponse> R send(
          Q request, Function<Q, R> operation) {
        return way.send(request, operation);
      }

      @Override
      public <C, Q extends AwsRequest, R extends AwsResponse> R send(
          C client, Q request, BiFunction<C, Q, R> operation) {
        refuse(client);
        return heard(client, () -> send(request, it -> operation.apply(client, it)));
      }
    };
  }

  private void refuse(Object client) {
    Unanswered calls = silent.get(client);
    if (calls != null
        && calls.inARow() >= IN_A_ROW
        && calls.last().plus(PAUSE).isAfter(clock.instant())) {
      throw SdkClientException.create(
          calls.why() + " (as other calls before it, so that this one was not made)");
    }
  }

  private <R> R heard(Object client, Supplier<R> call) {
    try {
      R answer = call.get();
      silent.remove(client);
      return answer;
    } catch (AwsServiceException e) {
      silent.remove(client);
      throw e;
    } catch (SdkException e) {
      silent.merge(
          client,
          new Unanswered(1, clock.instant(), e.getMessage()),
          (was, is) -> new Unanswered(was.inARow() + 1, is.last(), is.why()));
      throw e;
    }
  }
}
