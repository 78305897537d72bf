package org.sessionlogging.member.policy;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.sessionlogging.domain.settings.MemberLogging;
import org.sessionlogging.domain.settings.OnMissingRole;
import org.sessionlogging.kit.reconcile.Part;
import org.sessionlogging.kit.reconcile.Refused;

/**
 * All roles that are declared have the policy, as far as they exist, and so has the one of Default
 * Host Management.
 *
 * @param makesHostRole whether that one is made here
 */
public record RoleAttachmentsPart(
    RoleAttachments handle, MemberLogging logging, BooleanSupplier makesHostRole)
    implements Part<SortedMap<String, Boolean>> {

  @Override
  public void check(Optional<SortedMap<String, Boolean>> live) {
    if (logging.onMissingRole() == OnMissingRole.SKIP) {
      return;
    }
    logging.roleNames().stream()
        .filter(role -> !live.orElseThrow().containsKey(role))
        .findFirst()
        .ifPresent(this::refuse);
    handle
        .needed()
        .get()
        .host()
        .filter(role -> !live.orElseThrow().containsKey(role) && !makesHostRole.getAsBoolean())
        .ifPresent(this::refuseHost);
  }

  private void refuseHost(String role) {
    throw Refused.invalid(
        "Default Host Management of this Region names the role "
            + role
            + ", which is no role of account "
            + logging.place().account()
            + ": create the role, name another one (aws ssm update-service-setting --setting-id"
            + " /ssm/managed-instance/default-ec2-instance-management-role --setting-value ...), or set"
            + " OnMissingRole to SKIP, or DefaultHostManagement to IGNORE.");
  }

  private void refuse(String role) {
    throw Refused.invalid(
        "RoleNames names "
            + role
            + ", which is no role of account "
            + logging.place().account()
            + ": create the role first, leave it out, or set OnMissingRole to SKIP.");
  }

  @Override
  public SortedMap<String, Boolean> desired(Optional<SortedMap<String, Boolean>> live) {
    SortedMap<String, Boolean> all = new TreeMap<>();
    live.orElseThrow().keySet().forEach(role -> all.put(role, true));
    // One that was made a moment ago may show late, and must not be in force without it.
    handle
        .needed()
        .get()
        .host()
        .filter(
            unused -> logging.onMissingRole() == OnMissingRole.FAIL || makesHostRole.getAsBoolean())
        .ifPresent(role -> all.put(role, true));
    return all;
  }
}
