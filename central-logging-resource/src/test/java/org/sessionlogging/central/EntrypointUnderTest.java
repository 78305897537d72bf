package org.sessionlogging.central;

import org.sessionlogging.entry.Reports;
import org.sessionlogging.fakes.Driver;
import org.sessionlogging.fakes.Journal;
import org.sessionlogging.kit.contract.HandedCredentials;
import software.amazon.cloudformation.Action;
import software.amazon.cloudformation.proxy.AmazonWebServicesClientProxy;
import software.amazon.cloudformation.proxy.ProgressEvent;
import software.amazon.cloudformation.proxy.ResourceHandlerRequest;

/** The entry point, with a handler in place of its own. */
final class EntrypointUnderTest extends Entrypoint {
  private final Driver.Handler<ResourceModel, CallbackContext> handler;
  private final Journal journal;

  EntrypointUnderTest(Driver.Handler<ResourceModel, CallbackContext> handler, Journal journal) {
    this.handler = handler;
    this.journal = journal;
  }

  EntrypointUnderTest(
      Driver.Handler<ResourceModel, CallbackContext> handler, Journal journal, Reports reports) {
    super(reports);
    this.handler = handler;
    this.journal = journal;
  }

  @Override
  public ProgressEvent<ResourceModel, CallbackContext> invokeHandler(
      AmazonWebServicesClientProxy proxy,
      ResourceHandlerRequest<ResourceModel> request,
      Action action,
      CallbackContext progress,
      TypeConfigurationModel configuration) {
    return handler.handle(
        action, journal.behind(new HandedCredentials(proxy)), request, progress, loggerProxy);
  }
}
