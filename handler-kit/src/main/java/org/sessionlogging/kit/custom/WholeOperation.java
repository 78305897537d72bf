package org.sessionlogging.kit.custom;

import com.amazonaws.services.lambda.runtime.Context;
import java.util.function.IntConsumer;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.kit.contract.HandlerContract;
import org.sessionlogging.kit.reconcile.Progress;
import software.amazon.cloudformation.Action;
import software.amazon.cloudformation.proxy.ProgressEvent;
import software.amazon.cloudformation.proxy.ResourceHandlerRequest;

/**
 * An operation to its end, or to that of the function's time: what CloudFormation does for a
 * registered type by invoking again.
 *
 * @param pauseSeconds waits between two passes
 */
record WholeOperation<M, C extends Progress>(
    HandlerContract<M, C> contract, IntConsumer pauseSeconds) {

  /** Milliseconds that must be left of the function's time for one more pass. */
  private static final int ONE_PASS = 60_000;

  /** Its last event, which is in progress when the time is over first. */
  ProgressEvent<M, C> end(Action action, ResourceHandlerRequest<M> request, Context context) {
    ProgressEvent<M, C> event = pass(action, request, null, context);
    while (event.isInProgress() && context.getRemainingTimeInMillis() > ONE_PASS) {
      pauseSeconds.accept(event.getCallbackDelaySeconds());
      event = pass(action, request, event.getCallbackContext(), context);
    }
    return event;
  }

  private ProgressEvent<M, C> pass(
      Action action, ResourceHandlerRequest<M> request, C progress, Context context) {
    return contract.handle(
        action, Aws.withOwnCredentials(), request, progress, context.getLogger()::log);
  }
}
