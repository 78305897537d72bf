package org.sessionlogging.member.hostmanagement;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.sessionlogging.kit.reconcile.Handle;
import org.sessionlogging.kit.reconcile.Part;
import org.sessionlogging.kit.reconcile.Step;

/**
 * The role that was made here is gone once it is declared no longer that Default Host Management is
 * turned on.
 *
 * @param turnedOnHere whether it was turned on here; where it was not nobody looks for a role
 */
public record FormerHostRolePart(HostRoleRemoval removal, BooleanSupplier turnedOnHere)
    implements Part<Boolean> {

  @Override
  public Handle<Boolean> handle() {
    return new Left(removal, turnedOnHere);
  }

  @Override
  public Boolean desired(Optional<Boolean> live) {
    return false;
  }

  /** Whether it may be there, and this operation has not come to an end with it. */
  private record Left(HostRoleRemoval removal, BooleanSupplier turnedOnHere)
      implements Handle<Boolean> {
    @Override
    public String name() {
      return removal.name();
    }

    @Override
    public Optional<Boolean> read() {
      return Optional.of(turnedOnHere.getAsBoolean() && !removal.isOver());
    }

    @Override
    public Step write(Boolean value, Optional<Boolean> live) {
      return removal.remove();
    }
  }
}
