package org.sessionlogging.kit.contract;

import java.util.function.Supplier;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.aws.CallFailed;
import org.sessionlogging.kit.reconcile.PartFailed;
import org.sessionlogging.kit.reconcile.Progress;
import org.sessionlogging.kit.reconcile.Refused;
import software.amazon.cloudformation.Action;
import software.amazon.cloudformation.proxy.AmazonWebServicesClientProxy;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.Logger;
import software.amazon.cloudformation.proxy.ProgressEvent;
import software.amazon.cloudformation.proxy.ResourceHandlerRequest;

/**
 * CloudFormation's rules for handlers, once for every type. Source: the "Resource type handler
 * contract" page of the CloudFormation CLI user guide.
 *
 * @param <M> the generated resource model
 * @param <C> the type's callback context
 */
public final class HandlerContract<M, C extends Progress> {
  private final ResourceType<M> type;
  private final Supplier<C> noProgress;

  public HandlerContract(ResourceType<M> type, Supplier<C> noProgress) {
    this.type = type;
    this.noProgress = noProgress;
  }

  /**
   * Carries out an action as a registered type, with the credentials that CloudFormation hands
   * over.
   */
  public ProgressEvent<M, C> handle(
      Action action,
      AmazonWebServicesClientProxy proxy,
      ResourceHandlerRequest<M> request,
      C progress,
      Logger logger) {
    return handle(action, proxy::injectCredentialsAndInvokeV2, request, progress, logger);
  }

  /**
   * Carries out an action whose calls go the given way. Never throws: a failure is an event like
   * any other.
   */
  public ProgressEvent<M, C> handle(
      Action action,
      Aws.Transport transport,
      ResourceHandlerRequest<M> request,
      C earlier,
      Logger logger) {
    C progress = earlier == null ? noProgress.get() : earlier;
    Invocation invocation = Invocation.of(request, transport, progress, logger::log);
    Operation<M, C> operation = new Operation<>(type, action, invocation, progress);
    try {
      return operation.carryOut(request);
    } catch (Refused e) {
      return operation.failed(e.code(), e.getMessage());
    } catch (PartFailed e) {
      return operation.failed(e);
    } catch (CallFailed e) {
      return operation.failed(new PartFailed("the resource as a whole", e));
    } catch (RuntimeException e) {
      if (type.isInvalid(e)) {
        return operation.failed(HandlerErrorCode.InvalidRequest, e.getMessage());
      }
      logger.log(e.toString());
      return operation.failed(
          HandlerErrorCode.InternalFailure, "A fault in this resource type: " + e);
    }
  }

  /** The desired model with its primary identifier. */
  public M identified(ResourceHandlerRequest<M> request) {
    return type.identified(
        request.getDesiredResourceState(),
        Invocation.of(request, Aws.withOwnCredentials(), noProgress.get(), line -> {}));
  }
}
