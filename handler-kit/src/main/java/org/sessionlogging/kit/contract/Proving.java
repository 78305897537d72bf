package org.sessionlogging.kit.contract;

import java.util.Optional;
import org.sessionlogging.aws.CallFailed;
import org.sessionlogging.kit.reconcile.PartFailed;
import org.sessionlogging.kit.reconcile.Progress;
import org.sessionlogging.kit.reconcile.Reconciler;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.ProgressEvent;

/** What becomes of an operation by the proof that its type asks for. */
record Proving<M, C extends Progress>(
    Invocation invocation, Outcome<M, C> outcome, Reconciler reconciler) {

  /** Why it is not a success, or not yet; empty when nothing speaks against it. */
  Optional<ProgressEvent<M, C>> refusal(Proof proof) {
    Optional<Doubt> doubt = doubt(proof);
    if (doubt.isPresent() && !invocation.goesBack()) {
      return Optional.of(outcome.doubtful(proof.name(), doubt.get()));
    }
    doubt.ifPresent(
        it -> invocation.log().accept("No failure, as this goes back: " + it.message()));
    // No answer depends on it: what does not come to be remembered, the next success puts there.
    reconciler.apply(proof.memory());
    return Optional.empty();
  }

  /** On the way back nothing may come of a question that AWS does not answer, either. */
  private Optional<Doubt> doubt(Proof proof) {
    try {
      return proof.doubt();
    } catch (CallFailed e) {
      if (!invocation.goesBack()) {
        throw new PartFailed(proof.name(), e);
      }
      return Optional.of(
          new Doubt(
              HandlerErrorCode.GeneralServiceException,
              e.operation() + " failed: " + e.reason(),
              Patience.NONE));
    }
  }
}
