package org.sessionlogging.kit.custom;

import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import org.sessionlogging.kit.contract.WhatNext;
import org.sessionlogging.kit.reconcile.Refused;
import software.amazon.cloudformation.Action;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.ProgressEvent;
import software.amazon.lambda.powertools.cloudformation.Response;

/** What a custom resource answers: at most 4,096 bytes, and a reason with every failure. */
final class Answers {
  /** The physical id of what was refused before anything was made; its delete deletes nothing. */
  private static final String NEVER_CREATED = "never-created-";

  /** Characters of a reason: a character has up to 3 bytes, and the rest of the answer its own. */
  private static final int LONGEST_REASON = 1_000;

  private Answers() {}

  static String neverCreated(CloudFormationCustomResourceEvent event) {
    return NEVER_CREATED + event.getRequestId();
  }

  static boolean wasNeverCreated(String physicalResourceId) {
    return physicalResourceId.startsWith(NEVER_CREATED);
  }

  /** The identifier and what the template can't know. */
  static <M> Response success(M model, TemplateProperties<M> properties) {
    return Response.builder()
        .value(properties.outputs(model))
        .status(Response.Status.SUCCESS)
        .physicalResourceId(properties.identifierOf(model))
        .build();
  }

  static Response failed(String physicalResourceId, Action action, ProgressEvent<?, ?> end) {
    return failed(
        physicalResourceId,
        end.isInProgress()
            ? "The function's time is over and the work is not done. None of it is lost: started again, it goes on where"
                + " it was. "
                + WhatNext.after(action)
            : withCode(end.getMessage(), end.getErrorCode()));
  }

  static Response refused(String physicalResourceId, Refused refusal) {
    return failed(physicalResourceId, withCode(refusal.getMessage(), refusal.code()));
  }

  private static String withCode(String message, HandlerErrorCode code) {
    return message + " (HandlerErrorCode: " + code + ")";
  }

  private static Response failed(String physicalResourceId, String reason) {
    return Response.builder()
        .status(Response.Status.FAILED)
        .physicalResourceId(physicalResourceId)
        .reason(reason.substring(0, Math.min(reason.length(), LONGEST_REASON)))
        .build();
  }
}
