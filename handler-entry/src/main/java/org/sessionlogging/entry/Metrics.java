package org.sessionlogging.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataResponse;
import software.amazon.cloudformation.injection.CloudWatchProvider;
import software.amazon.cloudformation.metrics.MetricsPublisher;
import software.amazon.cloudformation.metrics.MetricsPublisherImpl;

/**
 * The metrics of an invocation. What is counted, and under which names, is the plugin's affair: its
 * own publisher puts the data here, and they go to CloudWatch together.
 */
final class Metrics {
  /** API reference, PutMetricData. */
  private static final int MOST_DATA = 1_000;

  private final Supplier<CloudWatchClient> clients;
  private final Kept kept = new Kept();
  private final MetricsPublisher publisher;

  Metrics(String typeName, Supplier<CloudWatchClient> clients) {
    this.clients = clients;
    CloudWatchProvider keeping =
        new CloudWatchProvider(null, null) {
          @Override
          public CloudWatchClient get() {
            return kept;
          }
        };
    this.publisher = new MetricsPublisherImpl(keeping, null, typeName);
    this.publisher.refreshClient();
  }

  void begin() {
    List<MetricDatum> unused = kept.taken();
  }

  MetricsPublisher publisher() {
    return publisher;
  }

  /** Sends what has come since the last time; what fails is not sent again. */
  void send(TimeLeft time) {
    List<MetricDatum> taken = kept.taken();
    if (taken.isEmpty()) {
      return;
    }
    CloudWatchClient client = clients.get();
    for (int begin = 0; begin < taken.size(); begin += MOST_DATA) {
      List<MetricDatum> some = taken.subList(begin, Math.min(begin + MOST_DATA, taken.size()));
      client.putMetricData(
          it -> it.namespace(kept.namespace).metricData(some).overrideConfiguration(time::limit));
    }
  }

  /** CloudWatch, as the plugin's publisher sees it. */
  private static final class Kept implements CloudWatchClient {
    private final List<MetricDatum> data = new ArrayList<>();
    private volatile String namespace;

    @Override
    public synchronized PutMetricDataResponse putMetricData(PutMetricDataRequest request) {
      namespace = request.namespace();
      data.addAll(request.metricData());
      return PutMetricDataResponse.builder().build();
    }

    private synchronized List<MetricDatum> taken() {
      List<MetricDatum> taken = List.copyOf(data);
      data.clear();
      return taken;
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }
}
