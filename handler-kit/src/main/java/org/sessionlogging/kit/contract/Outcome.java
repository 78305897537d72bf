package org.sessionlogging.kit.contract;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.sessionlogging.kit.reconcile.PartFailed;
import org.sessionlogging.kit.reconcile.Progress;
import org.sessionlogging.kit.reconcile.Refused;
import org.sessionlogging.kit.reconcile.Step;
import software.amazon.cloudformation.Action;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.ProgressEvent;

/**
 * What an invocation answers: whether the operation goes on, waits or has failed, and whether the
 * answer carries the model.
 */
final class Outcome<M, C extends Progress> {
  private static final int RETRY_SECONDS = 5;

  private final Action action;
  private final Failures failures;
  private final Invocation invocation;
  private final C progress;
  private M model;
  private OwnWork ownWork;

  Outcome(Action action, Failures failures, Invocation invocation, C progress) {
    this.action = action;
    this.failures = failures;
    this.invocation = invocation;
    this.progress = progress;
    this.ownWork = new OwnWork(action, invocation, () -> false);
  }

  /**
   * What it is about, from when that is known.
   *
   * @param isOwnWork whether what is there was made by this creation, in whatever delivery; asked
   *     only where it is not known otherwise
   */
  void about(M known, BooleanSupplier isOwnWork) {
    model = known;
    ownWork = new OwnWork(action, invocation, isOwnWork);
  }

  ProgressEvent<M, C> inProgress(int delaySeconds) {
    return ProgressEvent.defaultInProgressHandler(progress, delaySeconds, model);
  }

  /** Invoked again for what is left to do, as long as that may take. */
  ProgressEvent<M, C> waiting(Step step) {
    ownWork.countWrites();
    ownWork.countEarlierDelivery();
    Step patient = progress.waiting(step);
    progress.unsettled(step.waitingFor());
    return progress.patient()
        ? inProgress(patient.delaySeconds())
        : failed(
            HandlerErrorCode.NotStabilized,
            "Gave up waiting for "
                + step.waitingFor()
                + ". See whether something else keeps changing the resource. "
                + WhatNext.after(action));
  }

  /** A failed call: invoked again as long as it may pass by itself. */
  ProgressEvent<M, C> failed(PartFailed failure) {
    Failures.Row row = failures.rowOf(failure.call());
    String message = failures.message(failure);
    ownWork.countWrites();
    return Optional.of(row.patience())
        .filter(it -> mayWait())
        .filter(it -> it.covers(progress.hasWritten() || action == Action.DELETE))
        .flatMap(
            it ->
                again(
                    message,
                    failure.call().operation() + " not to say " + failure.call().code(),
                    it.most()))
        .orElseGet(() -> failed(row.code(), (message + " " + WhatNext.after(action)).strip()));
  }

  /** What the type itself refuses: likewise. */
  ProgressEvent<M, C> failed(Refused refusal) {
    return Optional.of(refusal.patience())
        .filter(it -> mayWait() && !it.isZero())
        .flatMap(it -> again(refusal.getMessage(), "what is refused as yet", it))
        .orElseGet(() -> failed(refusal.code(), refusal.getMessage()));
  }

  /** Of what is as declared and not proven: invoked again as long as the doubt may pass. */
  ProgressEvent<M, C> doubtful(String proof, Doubt doubt) {
    ownWork.countWrites();
    return Optional.of(doubt.patience())
        .filter(it -> it.covers(progress.hasWritten()))
        .flatMap(it -> again(doubt.message(), proof, it.most()))
        .orElseGet(() -> failed(doubt.code(), doubt.message() + " " + WhatNext.after(action)));
  }

  /** Another invocation; empty when that has been tried for long enough. */
  private Optional<ProgressEvent<M, C>> again(String message, String waitingFor, Duration most) {
    invocation.log().accept(message);
    progress.unsettled(message);
    Step patient = progress.waiting(Step.wait(RETRY_SECONDS, waitingFor, most));
    return progress.patient() ? Optional.of(inProgress(patient.delaySeconds())) : Optional.empty();
  }

  ProgressEvent<M, C> notFound() {
    return failed(
        HandlerErrorCode.NotFound,
        ("The resource does not exist, or is not one of this type's. "
                + WhatNext.afterAbsence(action))
            .strip());
  }

  /**
   * A failure after something may exist carries the model, so that CloudFormation rolls back with a
   * delete. Create names the resource as its own only when absence was seen and something was made
   * since, or may have been: CloudFormation would delete what somebody else has made in the
   * meantime.
   */
  ProgressEvent<M, C> failed(HandlerErrorCode code, String message) {
    ownWork.countWrites();
    if (code != HandlerErrorCode.AlreadyExists) {
      ownWork.countEarlierDelivery();
    }
    boolean ours =
        progress.begun()
            && code != HandlerErrorCode.AlreadyExists
            && (action != Action.CREATE || progress.hasMade());
    return ProgressEvent.failed(ours ? model : null, null, code, message);
  }

  /** Whether nothing but throttling kept a create from its first pass. */
  boolean isThrottledBeforeItBegan(ProgressEvent<M, C> event) {
    return action == Action.CREATE
        && !progress.begun()
        && event.getErrorCode() == HandlerErrorCode.Throttling;
  }

  /** Read and list answer at once, and create can't hand back what is not known to be its own. */
  private boolean mayWait() {
    return progress.begun() || action == Action.UPDATE || action == Action.DELETE;
  }
}
