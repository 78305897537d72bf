package org.sessionlogging.kit.contract;

import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.sessionlogging.kit.reconcile.Part;
import org.sessionlogging.kit.reconcile.PartFailed;
import org.sessionlogging.kit.reconcile.Progress;
import org.sessionlogging.kit.reconcile.Reconciler;
import org.sessionlogging.kit.reconcile.Refused;
import org.sessionlogging.kit.reconcile.Step;
import software.amazon.cloudformation.Action;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.OperationStatus;
import software.amazon.cloudformation.proxy.ProgressEvent;
import software.amazon.cloudformation.proxy.ResourceHandlerRequest;

/** One action on one resource, in one invocation. */
final class Operation<M, C extends Progress> {
  private static final int RETRY_SECONDS = 5;

  /** Looks for what is to be deleted: it may have been made seconds ago, and show late. */
  private static final int LOOKS_BEFORE_NOT_FOUND = 4;

  private static final int SECONDS_BETWEEN_LOOKS = 7;

  /** After these an invocation hands back: CloudFormation gives it 60 seconds. */
  private static final int BUDGET_MILLISECONDS = 35_000;

  private final ResourceType<M> type;
  private final Action action;
  private final Invocation invocation;
  private final C progress;
  private final Reconciler reconciler;
  private M model;

  /**
   * @param milliseconds since the invocation began
   */
  Operation(
      ResourceType<M> type,
      Action action,
      Invocation invocation,
      C progress,
      LongSupplier milliseconds) {
    this.type = type;
    this.action = action;
    this.invocation = invocation;
    this.progress = progress;
    this.reconciler =
        new Reconciler(
            invocation.aws(),
            () -> milliseconds.getAsLong() > BUDGET_MILLISECONDS,
            invocation.log());
  }

  ProgressEvent<M, C> carryOut(ResourceHandlerRequest<M> request) {
    if (action == Action.LIST) {
      return list(Optional.ofNullable(request.getNextToken()));
    }
    model = type.identified(request.getDesiredResourceState(), invocation);
    return switch (action) {
      case CREATE -> create();
      case UPDATE -> update(Optional.ofNullable(request.getPreviousResourceState()));
      case DELETE -> delete();
      default -> read();
    };
  }

  private ProgressEvent<M, C> create() {
    List<Part<?>> parts = type.parts(model, invocation);
    Optional<String> taken = type.taken(model, invocation);
    if (taken.isPresent()) {
      return failed(HandlerErrorCode.AlreadyExists, taken.get());
    }
    if (progress.begun()) {
      return converge(parts);
    }
    reconciler.observe(parts);
    progress.begin();
    // CloudFormation keeps that absence was seen: a create that is invoked again must not mistake
    // its own work for somebody else's.
    return inProgress(0);
  }

  private ProgressEvent<M, C> update(Optional<M> previous) {
    List<Part<?>> parts = type.parts(model, invocation);
    if (!progress.begun()) {
      Optional<ProgressEvent<M, C>> later = unlessProven();
      if (later.isPresent()) {
        return later.get();
      }
      if (!type.exists(model, invocation)) {
        return notFound();
      }
      previous.ifPresent(this::refuseChangeOfCreateOnly);
      progress.begin();
    }
    return converge(parts);
  }

  /**
   * A rollback names as previous what the failed update wanted and never got, so what AWS holds has
   * the last word.
   */
  private void refuseChangeOfCreateOnly(M previous) {
    List<Object> desired = type.createOnly(model, invocation);
    if (!type.createOnly(previous, invocation).equals(desired)) {
      List<Object> live = type.createOnly(type.read(model, invocation), invocation);
      if (!live.equals(desired)) {
        throw new Refused(
            HandlerErrorCode.NotUpdatable,
            "A property that is set at creation would change: "
                + live
                + " to "
                + desired
                + ". Declare a new resource beside this one instead.");
      }
    }
  }

  private ProgressEvent<M, C> read() {
    return type.exists(model, invocation)
        ? ProgressEvent.defaultSuccessHandler(type.read(model, invocation))
        : notFound();
  }

  private ProgressEvent<M, C> delete() {
    if (!progress.begun()) {
      Optional<ProgressEvent<M, C>> later = unlessProven();
      if (later.isPresent()) {
        return later.get();
      }
      if (!type.remains(model, invocation)) {
        return progress.looksAgain(LOOKS_BEFORE_NOT_FOUND)
            ? inProgress(SECONDS_BETWEEN_LOOKS)
            : notFound();
      }
      type.mayDelete(model, invocation);
      progress.begin();
    }
    Step step = reconciler.remove(type.removals(model, invocation));
    return step.done() ? ProgressEvent.defaultSuccessHandler(null) : again(step);
  }

  /** A proof that was put there seconds ago may show late: it is looked for more than once. */
  private Optional<ProgressEvent<M, C>> unlessProven() {
    try {
      type.mayChange(model, invocation);
      return Optional.empty();
    } catch (Refused e) {
      if (progress.looksAgain(LOOKS_BEFORE_NOT_FOUND)) {
        return Optional.of(inProgress(SECONDS_BETWEEN_LOOKS));
      }
      throw e;
    }
  }

  private ProgressEvent<M, C> list(Optional<String> token) {
    ResourceType.Page<M> page = type.list(token, invocation);
    return ProgressEvent.<M, C>builder()
        .status(OperationStatus.SUCCESS)
        .resourceModels(page.models())
        .nextToken(page.nextToken().orElse(null))
        .build();
  }

  private ProgressEvent<M, C> converge(List<Part<?>> parts) {
    Step step = reconciler.apply(parts);
    return step.done()
        ? ProgressEvent.defaultSuccessHandler(type.read(model, invocation))
        : again(step);
  }

  private ProgressEvent<M, C> again(Step step) {
    countWrites();
    Step patient = progress.waiting(step);
    return progress.patient()
        ? inProgress(patient.delaySeconds())
        : failed(
            HandlerErrorCode.NotStabilized,
            "Gave up waiting for "
                + step.waitingFor()
                + ". See whether something else keeps changing the resource, then start the operation again.");
  }

  private void countWrites() {
    if (invocation.aws().hasWritten()) {
      progress.wrote();
    }
  }

  /** Whether nothing but throttling kept a create from its first pass. */
  boolean isThrottledBeforeItBegan(ProgressEvent<M, C> event) {
    return action == Action.CREATE
        && !progress.begun()
        && event.getErrorCode() == HandlerErrorCode.Throttling;
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
    countWrites();
    if (row.patience().covers(progress.hasWritten() || action == Action.DELETE) && mayWait()) {
      invocation.log().accept(message);
      Step patient =
          progress.waiting(
              Step.wait(
                  RETRY_SECONDS,
                  failure.call().operation() + " not to say " + failure.call().code(),
                  row.patience().most()));
      if (progress.patient()) {
        return inProgress(patient.delaySeconds());
      }
    }
    return failed(row.code(), message);
  }

  /**
   * Read and list answer at once. Create names the resource as its own only when absence was seen:
   * CloudFormation would delete what is somebody else's.
   */
  private boolean mayWait() {
    return progress.begun() || action == Action.UPDATE || action == Action.DELETE;
  }

  /**
   * A failure after something may exist carries the model, so that CloudFormation rolls back with a
   * delete.
   */
  ProgressEvent<M, C> failed(HandlerErrorCode code, String message) {
    boolean ours = progress.begun() && code != HandlerErrorCode.AlreadyExists;
    return ProgressEvent.failed(ours ? model : null, null, code, message);
  }
}
