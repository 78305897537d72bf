package org.sessionlogging.kit.custom;

import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import org.sessionlogging.kit.contract.WhatNext;
import org.sessionlogging.kit.reconcile.Progress;
import org.sessionlogging.kit.reconcile.Refused;
import software.amazon.cloudformation.Action;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.ProgressEvent;
import software.amazon.lambda.powertools.cloudformation.Response;

/**
 * What a custom resource answers: within what CloudFormation takes, and a reason with every
 * failure.
 */
record Answers<M>(TemplateProperties<M> properties) {
  /** The physical id of what was refused before anything was made; its delete deletes nothing. */
  private static final String NEVER_CREATED = "never-created-";

  static String neverCreated(CloudFormationCustomResourceEvent event) {
    return NEVER_CREATED + event.getRequestId();
  }

  static boolean wasNeverCreated(String physicalResourceId) {
    return physicalResourceId.startsWith(NEVER_CREATED);
  }

  /** The identifier and what the template can't know. */
  Response success(CloudFormationCustomResourceEvent event, M model) {
    return AnswerSize.success(event, properties.identifierOf(model), properties.outputs(model));
  }

  /** Of an operation that has failed, or that was not done when the function's time was over. */
  Response failed(
      CloudFormationCustomResourceEvent event,
      String physicalResourceId,
      Action action,
      ProgressEvent<M, ? extends Progress> end) {
    return AnswerSize.failed(event, physicalResourceId, reason(action, end));
  }

  /** Of a replacement that has failed and could not be taken away. */
  <C extends Progress> ProgressEvent<M, C> leftBehind(
      ProgressEvent<M, C> end, ProgressEvent<M, C> deletion) {
    return ProgressEvent.failed(
        null,
        null,
        end.isInProgress() ? HandlerErrorCode.NotStabilized : end.getErrorCode(),
        reason(Action.UPDATE, end)
            + " And "
            + properties.identifierOf(end.getResourceModel())
            + " was left behind, delete it by hand: "
            + reason(Action.DELETE, deletion));
  }

  private static String reason(Action action, ProgressEvent<?, ? extends Progress> end) {
    return end.isInProgress()
        ? timeIsOver(action, end.getCallbackContext())
        : withCode(end.getMessage(), end.getErrorCode());
  }

  Response refused(
      CloudFormationCustomResourceEvent event, String physicalResourceId, Refused refusal) {
    return AnswerSize.failed(
        event, physicalResourceId, withCode(refusal.getMessage(), refusal.code()));
  }

  private static String withCode(String message, HandlerErrorCode code) {
    return message + " (HandlerErrorCode: " + code + ")";
  }

  private static String timeIsOver(Action action, Progress progress) {
    String unsettled = progress.unsettled();
    return "The function's time is over. Still unsettled: "
        + (unsettled.isEmpty() ? "all of it, as nothing was begun." : unsettled)
        + (unsettled.endsWith(".") || unsettled.isEmpty() ? " " : ". ")
        + (action == Action.CREATE ? "" : "Started again, it goes on where it was. ")
        + WhatNext.after(action);
  }
}
