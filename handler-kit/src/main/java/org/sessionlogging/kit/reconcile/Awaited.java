package org.sessionlogging.kit.reconcile;

import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * What AWS brings about by itself, sooner or later: it is looked for and waited for, and nothing is
 * written.
 *
 * @param there whether AWS shows it by now
 * @param meanwhile what to do while it does not
 */
public record Awaited(String name, BooleanSupplier there, Step meanwhile)
    implements Handle<Boolean> {

  /** As a part. */
  public Part<Boolean> part() {
    return Part.of(this, true);
  }

  @Override
  public Optional<Boolean> read() {
    return Optional.of(there.getAsBoolean());
  }

  @Override
  public Step write(Boolean value, Optional<Boolean> live) {
    return meanwhile;
  }
}
