package org.sessionlogging.central;

import java.util.function.Function;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.fakes.Driver;
import org.sessionlogging.fakes.cloudwatch.FakeLogs;
import org.sessionlogging.fakes.cloudwatch.FakeMetrics;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.cloudformation.Action;
import software.amazon.cloudformation.injection.CloudWatchLogsProvider;
import software.amazon.cloudformation.injection.CloudWatchProvider;
import software.amazon.cloudformation.loggers.CloudWatchLogPublisher;
import software.amazon.cloudformation.metrics.MetricsPublisherImpl;
import software.amazon.cloudformation.proxy.AmazonWebServicesClientProxy;
import software.amazon.cloudformation.proxy.ProgressEvent;
import software.amazon.cloudformation.proxy.ResourceHandlerRequest;

/** The generated entry point before CloudWatch, with a handler in place of its own. */
final class Reporting extends HandlerWrapper {
  private final Driver.Handler<ResourceModel, CallbackContext> handler;
  private final Aws.Transport transport;

  Reporting(
      Driver.Handler<ResourceModel, CallbackContext> handler,
      Aws.Transport transport,
      FakeLogs logs,
      FakeMetrics metrics) {
    this.handler = handler;
    this.transport = transport;
    CloudWatchLogsProvider logClients =
        new CloudWatchLogsProvider(providerCredentialsProvider, null) {
          @Override
          public CloudWatchLogsClient get() {
            return logs;
          }
        };
    logs.createLogStream(it -> it.logGroupName("handlers").logStreamName("stream"));
    providerEventsLogger =
        new CloudWatchLogPublisher(logClients, "handlers", "stream", platformLoggerProxy, null);
    CloudWatchProvider metricClients =
        new CloudWatchProvider(providerCredentialsProvider, null) {
          @Override
          public CloudWatchClient get() {
            return metrics;
          }
        };
    providerMetricsPublisher =
        new MetricsPublisherImpl(metricClients, null, "SessionManager::Logging");
  }

  @Override
  public ProgressEvent<ResourceModel, CallbackContext> invokeHandler(
      AmazonWebServicesClientProxy proxy,
      ResourceHandlerRequest<ResourceModel> request,
      Action action,
      CallbackContext progress,
      TypeConfigurationModel configuration) {
    Aws.Transport way =
        new Aws.Transport() {
          @Override
          public <Q extends AwsRequest, R extends AwsResponse> R send(
              Q sent, Function<Q, R> operation) {
            return proxy.injectCredentialsAndInvokeV2(sent, it -> transport.send(it, operation));
          }
        };
    return handler.handle(action, way, request, progress, loggerProxy);
  }
}
