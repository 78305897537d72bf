package org.sessionlogging.member.hostmanagement;

import java.time.Duration;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.sessionlogging.aws.CallFailed;
import org.sessionlogging.kit.reconcile.Progress;
import org.sessionlogging.kit.reconcile.Removal;
import org.sessionlogging.kit.reconcile.Step;

/**
 * Takes away the role that this type has made, once no Region gives it to instances: as long as one
 * does it has the policy of that Region's document, and IAM deletes no role that has one. So the
 * last Region takes it away, and one that comes meanwhile keeps it, or makes it again.
 *
 * @param mayBe whether this resource may have anything to do with it
 */
public record HostRoleRemoval(
    HostRole role,
    HostManagementSetting setting,
    BooleanSupplier mayBe,
    Progress progress,
    Consumer<String> log)
    implements Removal {
  private static final String OVER = "host management role is let go of";
  private static final String BEGUN = "host management role is to be let go of";
  private static final String TAKEN = "host management role has lost what it manages with";
  private static final String IN_USE = "DeleteConflict";
  private static final Duration FRESH = Duration.ofMinutes(2);
  private static final int MOST_LOOKS = 6;
  private static final int SECONDS_BETWEEN_LOOKS = 5;

  @Override
  public String name() {
    return "host management role";
  }

  @Override
  public Step remove() {
    if (isOver()) {
      return Step.DONE;
    }
    return mayBe.getAsBoolean() && role.isOurs() ? letGo() : over();
  }

  void begin() {
    progress.note(BEGUN, role.roleName());
  }

  /** Whether this operation has found that it is to be let go of. */
  boolean isBegun() {
    return progress.noted(BEGUN).isPresent();
  }

  /** Whether this operation has come to an end with it. */
  public boolean isOver() {
    return progress.noted(OVER).isPresent();
  }

  /**
   * A role that could not be deleted is as it was: another Region needs it, and may have looked
   * before its policy was taken from it. IAM's look may be from before that Region made it again.
   */
  private Step over() {
    if (progress.noted(TAKEN).isPresent()) {
      boolean unused = role.policies().attachManagementIfThere();
    }
    progress.note(OVER, role.roleName());
    return Step.DONE;
  }

  private Step letGo() {
    if (setting.now().isOurs()) {
      return lookAgain("role of the setting", "Default Host Management to show as it is")
          .orElseGet(() -> stays("Default Host Management of this Region names it"));
    }
    SortedSet<String> documents = role.policies().documentNames();
    if (!documents.isEmpty()) {
      return lookAgain(
              "policies of the role", "the policies that were taken from the role to be gone")
          .orElseGet(() -> stays("it has the policies of " + String.join(", ", documents)));
    }
    return delete();
  }

  /** What was done a moment ago may show late, to each call on its own. */
  private Optional<Step> lookAgain(String thing, String waitingFor) {
    return progress.looksAgain(thing, MOST_LOOKS)
        ? Optional.of(Step.wait(SECONDS_BETWEEN_LOOKS, waitingFor))
        : Optional.empty();
  }

  private Step stays(String reason) {
    log.accept("The role " + role.roleName() + " stays: " + reason + ".");
    return over();
  }

  /** A call about what was made a moment ago may find nothing: it is over when it shows. */
  private Step delete() {
    boolean unused = role.policies().detachManagement();
    try {
      unused = role.delete();
      return Step.wait(2, "the role to be gone", FRESH);
    } catch (CallFailed e) {
      return afterwards(e);
    }
  }

  /** What was detached may still count; what somebody has attached, or another Region, stays. */
  private Step afterwards(CallFailed e) {
    if (!e.code().startsWith(IN_USE)) {
      throw e;
    }
    progress.note(TAKEN, role.roleName());
    return lookAgain(name(), "what the role has lost to be gone")
        .orElseGet(() -> stays("IAM says that it is in use (" + e.reason() + ")"));
  }

  /** Whether it was left by an operation that did not come to its end. */
  public boolean isLeft() {
    return role.isOurs() && role.policies().documentNames().isEmpty() && !setting.now().isOurs();
  }
}
