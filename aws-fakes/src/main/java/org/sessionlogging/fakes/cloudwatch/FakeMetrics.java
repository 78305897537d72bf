package org.sessionlogging.fakes.cloudwatch;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataResponse;

/** CloudWatch, as far as handlers count in it. */
public final class FakeMetrics implements CloudWatchClient {
  private final List<MetricDatum> data = new ArrayList<>();
  private final Consumer<String> called;

  /**
   * @param called takes the name of each call before it is carried out
   */
  public FakeMetrics(Consumer<String> called) {
    this.called = called;
  }

  /** What was put, in order. */
  public List<MetricDatum> data() {
    return List.copyOf(data);
  }

  @Override
  public PutMetricDataResponse putMetricData(PutMetricDataRequest request) {
    called.accept("cloudwatch PutMetricData");
    data.addAll(request.metricData());
    return PutMetricDataResponse.builder().build();
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}
