package org.sessionlogging.kit.contract;

import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Whether an update goes back to what was there before a failed one, where CloudFormation says
 * neither yes nor no, as to a {@code Custom::} resource: from something else, readable or not, to
 * what was a success before.
 *
 * @param former what the update comes from; empty where that can't be read
 */
record WayBack<M>(ResourceType<M> type, Optional<M> former, M model, Invocation invocation)
    implements BooleanSupplier {

  @Override
  public boolean getAsBoolean() {
    return former.map(it -> type.identified(it, invocation)).filter(model::equals).isEmpty()
        && type.wasSuccess(model, invocation);
  }
}
