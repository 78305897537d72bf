package org.sessionlogging.entry;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.sessionlogging.aws.Lanes;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.cloudformation.loggers.CloudWatchLogPublisher;
import software.amazon.cloudformation.metrics.MetricsPublisher;
import software.amazon.cloudformation.proxy.RequestData;

/**
 * What a function tells CloudWatch of its invocations: of each, all lines in one call and all
 * metrics in another, side by side, once its answer is written. The plugin sends each line by
 * itself, and waits.
 *
 * <p>CloudFormation waits 60 seconds for an answer, and then the function may be cut off: from the
 * 45th on, what there is goes out while the handler is still at work.
 */
public final class Reports {
  private static final Duration EARLY = Duration.ofSeconds(45);
  private static final Duration AGAIN = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofSeconds(5);

  /** The thread that reports early may not wait for those at whose calls the handler hangs. */
  private static final Lanes ALONE = Lanes.of(Runnable::run);

  private final LogLines lines;
  private final Metrics metrics;
  private final Lanes lanes;
  private final Duration early;
  private final Duration longest;

  /** An invocation, which answers. */
  @FunctionalInterface
  public interface Invocation {
    void answer() throws IOException;
  }

  /**
   * @param logs makes a client with the credentials of the invocation
   * @param cloudWatch likewise
   */
  public Reports(
      String typeName, Supplier<CloudWatchLogsClient> logs, Supplier<CloudWatchClient> cloudWatch) {
    this(typeName, logs, cloudWatch, Lanes.THREADS, EARLY, LONGEST);
  }

  /**
   * @param lanes carry out the calls
   * @param early after what time what there is goes out
   * @param longest how long the log of an invocation, and its metrics, may take to go out
   */
  public Reports(
      String typeName,
      Supplier<CloudWatchLogsClient> logs,
      Supplier<CloudWatchClient> cloudWatch,
      Lanes lanes,
      Duration early,
      Duration longest) {
    this.lines = new LogLines(logs);
    this.metrics = new Metrics(typeName, cloudWatch);
    this.lanes = lanes;
    this.early = early;
    this.longest = longest;
  }

  /** Takes the lines that the plugin and the handler log. */
  public CloudWatchLogPublisher lines() {
    return lines;
  }

  /** Takes what the plugin counts and measures. */
  public MetricsPublisher metrics() {
    return metrics.publisher();
  }

  /** The request of the invocation, which says where its lines belong. */
  public void about(RequestData<?, ?> request) {
    lines.group(request.getProviderLogGroupName());
  }

  /**
   * Carries out an invocation and reports it. Whatever becomes of the report, its answer stays.
   *
   * @param platform takes what can't be told to CloudWatch
   */
  public void of(Invocation invocation, LambdaLogger platform) throws IOException {
    lines.begin();
    metrics.begin();
    CountDownLatch answered = new CountDownLatch(1);
    Thread timely = new Thread(() -> reportUntil(answered, platform), "early report");
    timely.setDaemon(true);
    timely.start();
    try {
      invocation.answer();
    } finally {
      // Lambda freezes whatever still runs when the answer is out.
      answered.countDown();
      end(timely);
      report(lanes, platform);
    }
  }

  private static void end(Thread timely) {
    try {
      timely.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void reportUntil(CountDownLatch answered, LambdaLogger platform) {
    try {
      for (Duration wait = early;
          !answered.await(wait.toMillis(), TimeUnit.MILLISECONDS);
          wait = AGAIN) {
        report(ALONE, platform);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void report(Lanes side, LambdaLogger platform) {
    TimeLeft time = new TimeLeft(longest);
    List<Optional<RuntimeException>> failures =
        side.all(List.of(() -> failure(lines::send, time), () -> failure(metrics::send, time)));
    failures.stream()
        .flatMap(Optional::stream)
        .forEach(e -> platform.log("CloudWatch was not told of this invocation: " + e + "\n"));
    if (failures.get(0).isPresent()) {
      metrics
          .publisher()
          .publishProviderLogDeliveryExceptionMetric(Instant.now(), failures.get(0).get());
      failure(metrics::send, new TimeLeft(longest))
          .ifPresent(e -> platform.log("Nor that it was not told: " + e + "\n"));
    }
  }

  private static Optional<RuntimeException> failure(Consumer<TimeLeft> report, TimeLeft time) {
    try {
      report.accept(time);
      return Optional.empty();
    } catch (RuntimeException e) {
      return Optional.of(e);
    }
  }
}
