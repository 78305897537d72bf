package org.sessionlogging.member;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.sessionlogging.entry.HandlerRequests;
import org.sessionlogging.entry.Reports;
import software.amazon.cloudformation.proxy.HandlerRequest;
import software.amazon.cloudformation.proxy.ResourceHandlerRequest;

/**
 * The entry point of the registered type: the generated one, which reports an invocation as a
 * whole, and starts with fewer classes.
 */
public class Entrypoint extends HandlerWrapper {
  private final Reports reports;

  public Entrypoint() {
    this.reports =
        new Reports(
            ResourceModel.TYPE_NAME, cloudWatchLogsProvider::get, providerCloudWatchProvider::get);
    report();
  }

  Entrypoint(Reports reports) {
    this.reports = reports;
    report();
  }

  /** In the places that the plugin leaves for publishers; filled, it makes none of its own. */
  private void report() {
    providerEventsLogger = reports.lines();
    providerMetricsPublisher = reports.metrics();
  }

  @Override
  public void handleRequest(InputStream request, OutputStream answer, Context context)
      throws IOException {
    reports.of(() -> super.handleRequest(request, answer, context), context.getLogger());
  }

  @Override
  protected ResourceHandlerRequest<ResourceModel> transform(
      HandlerRequest<ResourceModel, CallbackContext, TypeConfigurationModel> request) {
    reports.about(request.getRequestData());
    return HandlerRequests.of(request, getDesiredResourceTags(request));
  }

  /** Without what is only written; to find which that is, the plugin would load the schema. */
  @Override
  protected ResourceModel sanitizeModel(ResourceModel model) {
    return model.toBuilder()
        .onExistingPreferences(null)
        .onMissingRole(null)
        .verifyAccess(null)
        .build();
  }
}
