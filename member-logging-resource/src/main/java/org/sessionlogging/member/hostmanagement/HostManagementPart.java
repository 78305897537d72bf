package org.sessionlogging.member.hostmanagement;

import java.util.Optional;
import org.sessionlogging.domain.settings.DefaultRole;
import org.sessionlogging.kit.reconcile.Handle;
import org.sessionlogging.kit.reconcile.Part;
import org.sessionlogging.kit.reconcile.Step;

/** Default Host Management is as declared. */
public record HostManagementPart(HostManagementPlan plan) implements Part<DefaultRole> {

  @Override
  public Handle<DefaultRole> handle() {
    return new IfItConcerns(plan);
  }

  @Override
  public DefaultRole desired(Optional<DefaultRole> live) {
    return plan.concerns() ? plan.wanted() : live.orElseThrow();
  }

  /** Nobody looks at what is to be ignored. */
  private record IfItConcerns(HostManagementPlan plan) implements Handle<DefaultRole> {
    @Override
    public String name() {
      return plan.setting().name();
    }

    @Override
    public Optional<DefaultRole> read() {
      return Optional.of(plan.concerns() ? plan.setting().now() : DefaultRole.NONE);
    }

    @Override
    public Step write(DefaultRole value, Optional<DefaultRole> live) {
      return plan.setting().put(value, live.orElseThrow());
    }
  }
}
