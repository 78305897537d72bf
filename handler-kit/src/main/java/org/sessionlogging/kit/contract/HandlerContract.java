package org.sessionlogging.kit.contract;

import java.util.function.Function;
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
  /** Milliseconds within which a first pass is tried again that only throttling stopped. */
  private static final int FIRST_PASS_MILLISECONDS = 30_000;

  private static final int SECONDS_BETWEEN_TRIES = 3;

  private final ResourceType<M> type;
  private final Supplier<C> noProgress;
  private final Clock clock;
  private final Function<Aws.Transport, Aws> doors;

  public HandlerContract(ResourceType<M> type, Supplier<C> noProgress) {
    this(type, noProgress, Clock.SYSTEM, Aws::new);
  }

  /**
   * @param doors how a door is made for an invocation
   */
  public HandlerContract(
      ResourceType<M> type,
      Supplier<C> noProgress,
      Clock clock,
      Function<Aws.Transport, Aws> doors) {
    this.type = type;
    this.noProgress = noProgress;
    this.clock = clock;
    this.doors = doors;
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
    long begun = clock.milliseconds();
    Operation<M, C> operation = operation(action, transport, request, progress, begun, logger);
    ProgressEvent<M, C> event = outcome(operation, request, logger);
    while (operation.isThrottledBeforeItBegan(event)
        && clock.milliseconds() - begun < FIRST_PASS_MILLISECONDS) {
      // The likeliest failure of a StackSet that reaches many accounts at once. What is not known
      // to
      // be ours can't be handed back, so it is tried again within the invocation.
      clock.pause(SECONDS_BETWEEN_TRIES);
      operation = operation(action, transport, request, progress, begun, logger);
      event = outcome(operation, request, logger);
    }
    return event;
  }

  private Operation<M, C> operation(
      Action action,
      Aws.Transport transport,
      ResourceHandlerRequest<M> request,
      C progress,
      long begun,
      Logger logger) {
    Invocation invocation = Invocation.of(request, doors.apply(transport), progress, logger::log);
    return new Operation<>(type, action, invocation, progress, () -> clock.milliseconds() - begun);
  }

  private ProgressEvent<M, C> outcome(
      Operation<M, C> operation, ResourceHandlerRequest<M> request, Logger logger) {
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
        Invocation.of(
            request, doors.apply(Aws.withOwnCredentials()), noProgress.get(), line -> {}));
  }
}
