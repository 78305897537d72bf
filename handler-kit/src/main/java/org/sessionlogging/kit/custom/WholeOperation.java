package org.sessionlogging.kit.custom;

import com.amazonaws.services.lambda.runtime.Context;
import java.util.function.IntConsumer;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.kit.contract.HandlerContract;
import org.sessionlogging.kit.contract.WhatNext;
import org.sessionlogging.kit.reconcile.Progress;
import software.amazon.cloudformation.Action;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
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

  private static final int PASSES_OF_A_DELETION = 4;

  /** Its last event, which is in progress when the time is over first. */
  ProgressEvent<M, C> end(Action action, ResourceHandlerRequest<M> request, Context context) {
    return end(action, request, context, ONE_PASS);
  }

  /** The same where there has to be time for its deletion, should it not come to a good end. */
  ProgressEvent<M, C> endInTimeForDeletion(ResourceHandlerRequest<M> request, Context context) {
    return end(Action.CREATE, request, context, PASSES_OF_A_DELETION * ONE_PASS);
  }

  private ProgressEvent<M, C> end(
      Action action, ResourceHandlerRequest<M> request, Context context, int timeToKeep) {
    if (context.getRemainingTimeInMillis() < ONE_PASS) {
      return ProgressEvent.failed(
          null,
          null,
          HandlerErrorCode.InvalidRequest,
          "The function has less than a minute left, so nothing was begun. Give it a `Timeout` of"
              + " 900 seconds. "
              + WhatNext.after(action));
    }
    ProgressEvent<M, C> event = pass(action, request, null, context);
    while (event.isInProgress() && context.getRemainingTimeInMillis() > timeToKeep) {
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
