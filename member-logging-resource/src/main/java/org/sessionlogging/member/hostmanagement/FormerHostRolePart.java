package org.sessionlogging.member.hostmanagement;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.sessionlogging.kit.reconcile.Handle;
import org.sessionlogging.kit.reconcile.Part;
import org.sessionlogging.kit.reconcile.Step;

/**
 * The role that was made here, or used, is gone once Default Host Management gives it to instances
 * no longer.
 *
 * @param letGo whether this resource has it and needs it no longer; else nobody looks for a role
 */
public record FormerHostRolePart(HostRoleRemoval removal, BooleanSupplier letGo)
    implements Part<Boolean> {

  @Override
  public Handle<Boolean> handle() {
    return new Left(removal, letGo);
  }

  /** From the first pass that sees it: what shows it goes before the role does. */
  @Override
  public void check(Optional<Boolean> live) {
    live.filter(left -> left).ifPresent(unused -> removal.begin());
  }

  @Override
  public Boolean desired(Optional<Boolean> live) {
    return false;
  }

  /** Whether it may be there, and this operation has not come to an end with it. */
  private record Left(HostRoleRemoval removal, BooleanSupplier letGo) implements Handle<Boolean> {
    @Override
    public String name() {
      return removal.name();
    }

    @Override
    public Optional<Boolean> read() {
      return Optional.of((removal.isBegun() || letGo.getAsBoolean()) && !removal.isOver());
    }

    @Override
    public Step write(Boolean value, Optional<Boolean> live) {
      return removal.remove();
    }
  }
}
