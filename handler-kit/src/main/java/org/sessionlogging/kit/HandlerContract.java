package org.sessionlogging.kit;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
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

  /**
   * Seconds that one operation waits for AWS before it gives up, below CloudFormation's own limit
   * of two hours.
   */
  private static final int PATIENCE_SECONDS = 1200;

  /** Passes after which parts that keep differing are not going to agree. */
  private static final int MOST_PASSES = 60;

  /** Passes after which each further one waits a second longer. */
  private static final int PASSES_A_SECOND = 6;

  private static final int RETRY_SECONDS = 5;

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
    return handle(action, new Aws(proxy::injectCredentialsAndInvokeV2), request, progress, logger);
  }

  /**
   * Carries out an action through the given door to AWS. Never throws: a failure is an event like
   * any other.
   */
  public ProgressEvent<M, C> handle(
      Action action, Aws aws, ResourceHandlerRequest<M> request, C earlier, Logger logger) {
    C progress = earlier == null ? noProgress.get() : earlier;
    Session session = Session.of(request, aws, progress, logger::log);
    Operation operation = new Operation(session, progress, request.getDesiredResourceState());
    try {
      return switch (action) {
        case CREATE -> operation.create();
        case READ -> operation.read();
        case UPDATE -> operation.update(Optional.ofNullable(request.getPreviousResourceState()));
        case DELETE -> operation.delete();
        case LIST -> operation.list(Optional.ofNullable(request.getNextToken()));
      };
    } catch (Refused e) {
      return operation.failed(e.code(), e.getMessage());
    } catch (PartFailed e) {
      return operation.failed(e);
    } catch (CallFailed e) {
      return operation.failed(new PartFailed("the resource as a whole", e));
    } catch (RuntimeException e) {
      logger.log(e.toString());
      return operation.failed(
          HandlerErrorCode.InternalFailure, "A fault in this resource type: " + e);
    }
  }

  /** The desired model with its primary identifier. */
  M identified(ResourceHandlerRequest<M> request) {
    return type.identified(
        request.getDesiredResourceState(),
        Session.of(request, Aws.withOwnCredentials(), noProgress.get(), line -> {}));
  }

  /** One action on one resource. */
  private final class Operation {
    private final Session session;
    private final C progress;
    private final M model;
    private final Reconciler reconciler;

    Operation(Session session, C progress, M model) {
      this.session = session;
      this.progress = progress;
      // List gets no model.
      this.model = model == null ? null : type.identified(model, session);
      this.reconciler = new Reconciler(session.log());
    }

    ProgressEvent<M, C> create() {
      List<Part<?>> parts = type.parts(model, session);
      if (progress.begun()) {
        return converge(parts);
      }
      Optional<String> taken = type.taken(model, session);
      if (taken.isPresent()) {
        return failed(HandlerErrorCode.AlreadyExists, taken.get());
      }
      reconciler.observe(parts);
      progress.begin();
      // CloudFormation keeps that absence was seen: a create that is invoked again must not mistake
      // its own work for
      // somebody else's.
      return inProgress(0);
    }

    ProgressEvent<M, C> update(Optional<M> previous) {
      List<Part<?>> parts = type.parts(model, session);
      if (!progress.begun()) {
        if (!type.exists(model, session)) {
          return notFound();
        }
        previous.ifPresent(this::refuseChangeOfCreateOnly);
        progress.begin();
      }
      return converge(parts);
    }

    private void refuseChangeOfCreateOnly(M previous) {
      if (!type.createOnly(previous, session).equals(type.createOnly(model, session))) {
        throw new Refused(
            HandlerErrorCode.NotUpdatable,
            "A property that is set at creation would change: "
                + type.createOnly(previous, session)
                + " to "
                + type.createOnly(model, session)
                + ". Declare a new resource beside this one instead.");
      }
    }

    ProgressEvent<M, C> read() {
      return type.exists(model, session)
          ? ProgressEvent.defaultSuccessHandler(type.read(model, session))
          : notFound();
    }

    ProgressEvent<M, C> delete() {
      if (!progress.begun()) {
        if (!type.remains(model, session)) {
          return notFound();
        }
        type.mayDelete(model, session);
        progress.begin();
      }
      Step step = reconciler.remove(type.removals(model, session));
      return step.done() ? ProgressEvent.defaultSuccessHandler(null) : again(step);
    }

    ProgressEvent<M, C> list(Optional<String> token) {
      ResourceType.Page<M> page = type.list(token, session);
      return ProgressEvent.<M, C>builder()
          .status(OperationStatus.SUCCESS)
          .resourceModels(page.models())
          .nextToken(page.nextToken().orElse(null))
          .build();
    }

    private ProgressEvent<M, C> converge(List<Part<?>> parts) {
      Step step = reconciler.apply(parts);
      return step.done()
          ? ProgressEvent.defaultSuccessHandler(type.read(model, session))
          : again(step);
    }

    /**
     * The first passes follow at once; what then still differs, such as a stale read, gets more and
     * more time.
     */
    private ProgressEvent<M, C> again(Step step) {
      int delaySeconds = Math.max(step.delaySeconds(), progress.passes() / PASSES_A_SECOND);
      progress.waiting(delaySeconds);
      if (progress.passes() > MOST_PASSES || progress.secondsWaited() > PATIENCE_SECONDS) {
        return failed(
            HandlerErrorCode.NotStabilized,
            "Gave up after "
                + progress.secondsWaited()
                + " s and "
                + progress.passes()
                + " passes, waiting for "
                + step.waitingFor()
                + ". See whether something else keeps changing the resource, then start the operation again.");
      }
      return inProgress(delaySeconds);
    }

    private ProgressEvent<M, C> inProgress(int delaySeconds) {
      return ProgressEvent.defaultInProgressHandler(progress, delaySeconds, model);
    }

    private ProgressEvent<M, C> notFound() {
      return failed(
          HandlerErrorCode.NotFound, "The resource does not exist, or is not one of this type's.");
    }

    ProgressEvent<M, C> failed(PartFailed failure) {
      Failures.Row row = type.failures().rowOf(failure.call());
      String message = type.failures().message(failure);
      if (row.passing() && progress.begun()) {
        session.log().accept(message);
        ProgressEvent<M, C> again = again(Step.wait(RETRY_SECONDS, message));
        return again.isFailed() ? failed(row.code(), message) : again;
      }
      return failed(row.code(), message);
    }

    /**
     * A failure after something may exist carries the model, so that CloudFormation rolls back with
     * a delete.
     */
    ProgressEvent<M, C> failed(HandlerErrorCode code, String message) {
      boolean ours = progress.begun() && code != HandlerErrorCode.AlreadyExists;
      return ProgressEvent.failed(ours ? model : null, null, code, message);
    }
  }
}
