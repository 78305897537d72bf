package org.sessionlogging.member.hostmanagement;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.sessionlogging.domain.settings.DefaultRole;
import org.sessionlogging.kit.reconcile.Progress;
import org.sessionlogging.kit.reconcile.Removal;
import org.sessionlogging.kit.reconcile.Step;

/**
 * Turns Default Host Management off where it was turned on here and still has our role. Whatever
 * somebody has made of it since stays.
 *
 * @param declared whether it is declared that it is turned on; empty where nobody remembers
 * @param usesRole whether the policy was attached to the role that this type makes, whoever has
 *     turned it on
 */
public record HostManagementRemoval(
    HostManagementPlan plan,
    Supplier<Optional<Boolean>> declared,
    BooleanSupplier usesRole,
    Progress progress,
    Consumer<String> log)
    implements Removal {
  private static final String OVER = "default host management is let go of";
  private static final String NO_CONCERN = "no concern";

  @Override
  public String name() {
    return plan.setting().name();
  }

  /**
   * Whether this operation has found that the resource has to do with it, or with its role, or may
   * have.
   */
  public boolean mayConcern() {
    return progress.noted(OVER).filter(NO_CONCERN::equals).isEmpty();
  }

  @Override
  public Step remove() {
    if (progress.noted(OVER).isPresent()) {
      return Step.DONE;
    }
    Optional<Boolean> isDeclared = declared.get();
    boolean turnedOn = plan.turnedOnHere().getAsBoolean();
    if (!turnedOn && !isDeclared.orElse(false)) {
      return over(isDeclared.isPresent() && !usesRole.getAsBoolean() ? NO_CONCERN : "unknown");
    }
    DefaultRole now = plan.setting().now();
    boolean ours = now.isOurs();
    if (ours != turnedOn) {
      // Either may show late what this resource has written a moment ago.
      return progress
          .lookAgain(name(), "what Default Host Management is to show")
          .orElseGet(() -> stays("it was not turned on here, or names another role by now"));
    }
    if (!ours) {
      return stays("it was on before");
    }
    if (plan.neededByOthers().getAsBoolean()) {
      return stays("another resource of this type in this Region has turned it on, too");
    }
    Step step = plan.setting().put(DefaultRole.NONE, now);
    return step.done() ? over("turned off") : step;
  }

  private Step stays(String reason) {
    log.accept("Default Host Management stays as it is: " + reason + ".");
    return over("stays");
  }

  private Step over(String concern) {
    progress.note(OVER, concern);
    return Step.DONE;
  }
}
