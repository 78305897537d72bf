package org.sessionlogging.member;

import java.util.function.Function;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.entry.Reports;
import org.sessionlogging.fakes.Driver;
import org.sessionlogging.kit.contract.HandedCredentials;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.cloudformation.Action;
import software.amazon.cloudformation.proxy.AmazonWebServicesClientProxy;
import software.amazon.cloudformation.proxy.ProgressEvent;
import software.amazon.cloudformation.proxy.ResourceHandlerRequest;

/** The entry point before CloudWatch, with a handler in place of its own. */
final class Reporting extends Entrypoint {
  private final Driver.Handler<ResourceModel, CallbackContext> handler;
  private final Aws.Transport transport;

  Reporting(
      Driver.Handler<ResourceModel, CallbackContext> handler,
      Aws.Transport transport,
      Reports reports) {
    super(reports);
    this.handler = handler;
    this.transport = transport;
  }

  @Override
  public ProgressEvent<ResourceModel, CallbackContext> invokeHandler(
      AmazonWebServicesClientProxy proxy,
      ResourceHandlerRequest<ResourceModel> request,
      Action action,
      CallbackContext progress,
      TypeConfigurationModel configuration) {
    HandedCredentials handed = new HandedCredentials(proxy);
    Aws.Transport way =
        new Aws.Transport() {
          @Override
          public <Q extends AwsRequest, R extends AwsResponse> R send(
              Q sent, Function<Q, R> operation) {
            return handed.send(sent, it -> transport.send(it, operation));
          }
        };
    return handler.handle(action, way, request, progress, loggerProxy);
  }
}
