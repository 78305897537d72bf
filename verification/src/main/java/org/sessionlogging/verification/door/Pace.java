package org.sessionlogging.verification.door;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.aws.CallFailed;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;

/**
 * A way to AWS on which each service is asked at most so often, whoever asks: AWS counts calls by
 * account, Region and service, and others need their part of its quotas.
 */
public final class Pace implements Aws.Transport {
  private static final long NANOSECONDS = 1_000_000_000;

  /**
   * When it is, and how to wait.
   *
   * @param now in nanoseconds, from any beginning
   * @param pause takes nanoseconds
   */
  public record Time(LongSupplier now, LongConsumer pause) {
    /** As it passes. */
    public static final Time REAL = new Time(System::nanoTime, LockSupport::parkNanos);
  }

  private final Aws.Transport way;
  private final Map<String, Integer> callsASecond;
  private final int otherwise;
  private final Time time;

  /** When the next call of a service may be made. */
  private final Map<String, Long> next = new ConcurrentHashMap<>();

  /**
   * @param callsASecond by service, as {@link CallFailed#operationOf} names it
   * @param otherwise calls a second of each other service
   */
  public Pace(Aws.Transport way, Map<String, Integer> callsASecond, int otherwise, Time time) {
    this.way = way;
    this.callsASecond = callsASecond;
    this.otherwise = otherwise;
    this.time = time;
  }

  @Override
  public <Q extends AwsRequest, R extends AwsResponse> R send(Q request, Function<Q, R> operation) {
    String service = CallFailed.operationOf(request).split(" ", 2)[0];
    long interval = NANOSECONDS / callsASecond.getOrDefault(service, otherwise);
    long now = time.now().getAsLong();
    long after =
        next.compute(
            service, (it, free) -> (free == null || free - now < 0 ? now : free) + interval);
    long wait = after - interval - now;
    if (wait > 0) {
      time.pause().accept(wait);
    }
    return way.send(request, operation);
  }
}
