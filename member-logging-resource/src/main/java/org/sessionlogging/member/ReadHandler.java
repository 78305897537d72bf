package org.sessionlogging.member;

import software.amazon.cloudformation.Action;
import software.amazon.cloudformation.proxy.AmazonWebServicesClientProxy;
import software.amazon.cloudformation.proxy.Logger;
import software.amazon.cloudformation.proxy.ProgressEvent;
import software.amazon.cloudformation.proxy.ResourceHandlerRequest;

/** CloudFormation's read, see {@link org.sessionlogging.kit.contract.HandlerContract}. */
public class ReadHandler extends BaseHandler<CallbackContext> {

  @Override
  public ProgressEvent<ResourceModel, CallbackContext> handleRequest(
      AmazonWebServicesClientProxy proxy,
      ResourceHandlerRequest<ResourceModel> request,
      CallbackContext callbackContext,
      Logger logger) {
    return Member.CONTRACT.handle(Action.READ, proxy, request, callbackContext, logger);
  }
}
