package org.sessionlogging.kit.contract;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.sessionlogging.kit.reconcile.Part;
import org.sessionlogging.kit.reconcile.Progress;
import org.sessionlogging.kit.reconcile.Reconciler;
import org.sessionlogging.kit.reconcile.Refused;
import org.sessionlogging.kit.reconcile.Step;
import software.amazon.cloudformation.Action;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.ProgressEvent;

/** The order of what one action does in one invocation. */
final class Operation<M, C extends Progress> {
  /** Looks for what is to be deleted: it may have been made seconds ago, and show late. */
  private static final int LOOKS_BEFORE_NOT_FOUND = 4;

  private static final int SECONDS_BETWEEN_LOOKS = 7;

  private final ResourceType<M> type;
  private final Invocation invocation;
  private final C progress;
  private final Outcome<M, C> outcome;
  private final Reconciler reconciler;
  private final M model;

  /**
   * @param model with its identifier
   */
  Operation(
      ResourceType<M> type,
      Invocation invocation,
      C progress,
      BooleanSupplier timeIsUp,
      Outcome<M, C> outcome,
      M model) {
    this.type = type;
    this.invocation = invocation;
    this.progress = progress;
    this.outcome = outcome;
    this.reconciler = new Reconciler(invocation.aws(), timeIsUp, invocation.log());
    this.model = model;
  }

  ProgressEvent<M, C> carryOut(Action action, Optional<M> previous) {
    return switch (action) {
      case CREATE -> create();
      case UPDATE -> update(previous);
      case DELETE -> delete();
      default -> read();
    };
  }

  private ProgressEvent<M, C> create() {
    List<Part<?>> parts = type.partsOfCreation(model, invocation);
    reconciler.lookAhead(parts);
    Optional<String> taken = type.taken(model, invocation);
    if (taken.isPresent()) {
      return outcome.failed(HandlerErrorCode.AlreadyExists, taken.get());
    }
    if (progress.begun()) {
      return converge(parts);
    }
    reconciler.observe(parts);
    progress.begin();
    // CloudFormation keeps that absence was seen: a create that is invoked again must not mistake
    // its own work for somebody else's.
    return outcome.inProgress(0);
  }

  private ProgressEvent<M, C> update(Optional<M> previous) {
    List<Part<?>> parts = type.parts(model, invocation);
    reconciler.lookAhead(parts);
    if (!progress.begun()) {
      Optional<ProgressEvent<M, C>> later = unlessProven(type::mayChange);
      if (later.isPresent()) {
        return later.get();
      }
      if (!type.exists(model, invocation)) {
        return outcome.notFound();
      }
      previous.ifPresent(former -> CreateOnly.refuseChange(type, former, model, invocation));
      progress.begin();
    }
    return converge(parts);
  }

  /** Success says what AWS holds, and that as a whole: a read may be older than the last write. */
  private ProgressEvent<M, C> converge(List<Part<?>> parts) {
    Step step = reconciler.apply(parts);
    if (!step.done()) {
      return outcome.waiting(step);
    }
    M live = type.read(model, invocation);
    String lacking =
        type.outputs().entrySet().stream()
            .filter(output -> output.getValue().apply(live) == null)
            .map(Map.Entry::getKey)
            .sorted()
            .collect(Collectors.joining(", "));
    return lacking.isEmpty()
        ? type.proof(model, invocation)
            .flatMap(new Proving<>(invocation, outcome, reconciler)::refusal)
            .orElseGet(() -> ProgressEvent.defaultSuccessHandler(live))
        : outcome.waiting(Step.handBack(lacking + " to show"));
  }

  private ProgressEvent<M, C> delete() {
    if (!progress.begun()) {
      Optional<ProgressEvent<M, C>> later = unlessProven(type::mayBeGone);
      if (later.isPresent()) {
        return later.get();
      }
      if (!type.remains(model, invocation)) {
        return lookAgain().orElseGet(outcome::notFound);
      }
      type.mayDelete(model, invocation);
      progress.begin();
    }
    Step step = reconciler.remove(type.removals(model, invocation));
    return step.done() ? ProgressEvent.defaultSuccessHandler(null) : outcome.waiting(step);
  }

  private ProgressEvent<M, C> read() {
    type.lookAhead(model, invocation);
    return type.exists(model, invocation)
        ? ProgressEvent.defaultSuccessHandler(type.read(model, invocation))
        : outcome.notFound();
  }

  /** A proof that was put there seconds ago may show late: it is looked for more than once. */
  private Optional<ProgressEvent<M, C>> unlessProven(BiConsumer<M, Invocation> proof) {
    try {
      proof.accept(model, invocation);
      return Optional.empty();
    } catch (Refused e) {
      return Optional.of(lookAgain().orElseThrow(() -> e));
    }
  }

  private Optional<ProgressEvent<M, C>> lookAgain() {
    return progress.looksAgain(LOOKS_BEFORE_NOT_FOUND)
        ? Optional.of(outcome.inProgress(SECONDS_BETWEEN_LOOKS))
        : Optional.empty();
  }
}
