package org.sessionlogging.member.hostmanagement;

import java.util.Map;
import java.util.Optional;
import org.sessionlogging.domain.settings.HostManagement;
import org.sessionlogging.kit.reconcile.Handle;
import org.sessionlogging.kit.reconcile.Part;
import org.sessionlogging.kit.reconcile.Progress;
import org.sessionlogging.kit.reconcile.Refused;
import org.sessionlogging.kit.reconcile.Step;

/**
 * The role that Default Host Management is turned on with: there, trusted and bounded as declared.
 *
 * @param usersTags what it bears from birth; they are compared with nothing later, as they may
 *     differ from Region to Region
 */
public record HostRolePart(
    HostRole role, HostManagementPlan plan, Map<String, String> usersTags, Progress progress)
    implements Part<HostRoleSettings> {
  private static final HostRoleSettings NOT_NEEDED =
      new HostRoleSettings(false, Optional.empty(), Optional.empty(), false);

  @Override
  public Handle<HostRoleSettings> handle() {
    return new IfNeeded(
        plan,
        new HostRoleLife(role, plan.declared().permissionsBoundaryArn(), usersTags, progress));
  }

  @Override
  public void check(Optional<HostRoleSettings> live) {
    live.filter(now -> plan.turnsOn() && !now.ours())
        .ifPresent(
            now -> {
              throw Refused.conflict(
                  "The role "
                      + role.roleName()
                      + " is there, and its tags do not say that this type has made it, so that it is not changed. Delete"
                      + " it (aws iam delete-role), or where it was made here and has lost its tags, put the tag"
                      + " session-logging:type = host-management on it (aws iam tag-role). To use a role of your own turn"
                      + " Default Host Management on with it, and set DefaultHostManagement to USE_IF_ON.");
            });
  }

  @Override
  public HostRoleSettings desired(Optional<HostRoleSettings> live) {
    HostManagement declared = plan.declared();
    return plan.turnsOn() ? HostRoleSettings.of(declared.permissionsBoundaryArn()) : NOT_NEEDED;
  }

  /** Nobody looks at a role of the name where another one is the default. */
  private record IfNeeded(HostManagementPlan plan, HostRoleLife life)
      implements Handle<HostRoleSettings> {
    @Override
    public String name() {
      return life.name();
    }

    @Override
    public Optional<HostRoleSettings> read() {
      return plan.turnsOn() ? life.role().settings() : Optional.of(NOT_NEEDED);
    }

    @Override
    public Step write(HostRoleSettings value, Optional<HostRoleSettings> live) {
      return live.map(now -> life.change(value, now)).orElseGet(() -> life.create(value));
    }
  }
}
