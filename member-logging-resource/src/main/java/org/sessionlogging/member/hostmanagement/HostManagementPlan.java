package org.sessionlogging.member.hostmanagement;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.sessionlogging.domain.settings.DefaultHostManagement;
import org.sessionlogging.domain.settings.DefaultRole;
import org.sessionlogging.domain.settings.HostManagement;

/**
 * What Default Host Management is to be in the Region: where somebody has turned it on it stays as
 * it is; it is turned on where that is declared, and off again where it is declared no longer.
 *
 * @param turnedOnHere whether it was off before it was turned on here
 * @param neededByOthers whether another resource of this type in the Region has turned it on, too
 */
public record HostManagementPlan(
    HostManagementSetting setting,
    HostManagement declared,
    BooleanSupplier turnedOnHere,
    BooleanSupplier neededByOthers) {

  /** Whether it matters at all. */
  boolean concerns() {
    return !declared.is(DefaultHostManagement.IGNORE) || turnedOnHere.getAsBoolean();
  }

  /** The role that it is to have. */
  DefaultRole wanted() {
    DefaultRole now = setting.now();
    if (declared.is(DefaultHostManagement.TURN_ON)) {
      return now.isOn() ? now : DefaultRole.OURS;
    }
    return now.isOurs() && turnedOnHere.getAsBoolean() && !neededByOthers.getAsBoolean()
        ? DefaultRole.NONE
        : now;
  }

  /** Name of the role that is to get the policy for it. */
  public Optional<String> roleName() {
    return declared.is(DefaultHostManagement.IGNORE) ? Optional.empty() : wanted().name();
  }

  /** Whether it is on with the role of this type because that is declared, or is about to be. */
  public boolean turnsOn() {
    return declared.is(DefaultHostManagement.TURN_ON) && wanted().isOurs();
  }
}
