package org.sessionlogging.kit.contract;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.aws.CallFailed;
import org.sessionlogging.aws.LimitedTransport;
import org.sessionlogging.aws.Page;
import org.sessionlogging.kit.reconcile.PartFailed;
import org.sessionlogging.kit.reconcile.Progress;
import org.sessionlogging.kit.reconcile.Refused;
import software.amazon.cloudformation.Action;
import software.amazon.cloudformation.proxy.AmazonWebServicesClientProxy;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.Logger;
import software.amazon.cloudformation.proxy.OperationStatus;
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
    return handle(action, new HandedCredentials(proxy), request, progress, logger);
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
    InvocationTime time = new InvocationTime(clock, action);
    while (true) {
      Aws aws = doors.apply(new LimitedTransport(transport, time::millisecondsForCalls));
      Invocation invocation = Invocation.of(request, aws, progress, logger::log);
      Outcome<M, C> outcome = new Outcome<>(action, type.failures(), invocation, progress);
      ProgressEvent<M, C> event = event(action, request, invocation, progress, time, outcome);
      if (!outcome.isThrottledBeforeItBegan(event) || !time.allowsAnotherTry()) {
        return event;
      }
    }
  }

  private ProgressEvent<M, C> event(
      Action action,
      ResourceHandlerRequest<M> request,
      Invocation invocation,
      C progress,
      InvocationTime time,
      Outcome<M, C> outcome) {
    try {
      if (action == Action.LIST) {
        return list(Optional.ofNullable(request.getNextToken()), invocation);
      }
      M model = type.identified(request.getDesiredResourceState(), invocation);
      outcome.about(model, () -> type.isOwnWork(model, invocation));
      Optional<M> former = Optional.ofNullable(request.getPreviousResourceState());
      Invocation seen =
          action == Action.UPDATE && request.getRollback() == null
              ? invocation.seenBy(new WayBack<>(type, former, model, invocation))
              : invocation;
      return new Operation<>(type, seen, progress, time::isUp, outcome, model)
          .carryOut(action, former);
    } catch (Refused e) {
      return outcome.failed(e);
    } catch (PartFailed e) {
      return outcome.failed(e);
    } catch (CallFailed e) {
      return outcome.failed(new PartFailed("the resource as a whole", e));
    } catch (RuntimeException e) {
      if (type.isInvalid(e)) {
        return outcome.failed(HandlerErrorCode.InvalidRequest, e.getMessage());
      }
      return fault(e, invocation, outcome);
    } catch (LinkageError | StackOverflowError | AssertionError e) {
      return fault(e, invocation, outcome);
    }
  }

  private ProgressEvent<M, C> fault(Throwable e, Invocation invocation, Outcome<M, C> outcome) {
    invocation.log().accept(e.toString());
    return outcome.failed(Refused.fault(e));
  }

  private ProgressEvent<M, C> list(Optional<String> token, Invocation invocation) {
    Page<M> page = type.list(token, invocation);
    return ProgressEvent.<M, C>builder()
        .status(OperationStatus.SUCCESS)
        .resourceModels(page.items())
        .nextToken(page.nextToken().orElse(null))
        .build();
  }

  /** The desired model with its primary identifier. */
  public M identified(ResourceHandlerRequest<M> request) {
    return type.identified(
        request.getDesiredResourceState(),
        Invocation.of(
            request, doors.apply(Aws.withOwnCredentials()), noProgress.get(), line -> {}));
  }
}
