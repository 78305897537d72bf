package org.sessionlogging.member.policy;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.sessionlogging.kit.reconcile.Refused;
import org.sessionlogging.kit.reconcile.Removal;
import org.sessionlogging.kit.reconcile.Step;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/**
 * Lets go of the policies that one Region used: the last Region takes a policy away, the others
 * leave it. A policy that no Region uses was left by an update that found it in use, and goes with
 * the next chance.
 */
public final class PolicyRelease implements Removal {
  private final MemberPolicies policies;
  private final PolicyChanges changes;
  private final String region;

  public PolicyRelease(MemberPolicies policies, PolicyChanges changes, String region) {
    this.policies = policies;
    this.changes = changes;
    this.region = region;
  }

  @Override
  public String name() {
    return "managed policies";
  }

  @Override
  public Step remove() {
    toRemove().forEach(this::release);
    return Step.DONE;
  }

  /** Whether there is anything to let go of. */
  public boolean isNeeded() {
    return !toRemove().isEmpty();
  }

  private List<LivePolicy> toRemove() {
    return policies.all().stream()
        .filter(policy -> policy.isUsedBy(region) || isForgotten(policy))
        .toList();
  }

  /** Used by no Region, and by nobody else either. */
  boolean isForgotten(LivePolicy policy) {
    return policy.regions().isEmpty() && foreignAttachments(policy).isEmpty();
  }

  /** What somebody else attached the policy to. */
  SortedSet<String> foreignAttachments(LivePolicy policy) {
    Attachments attachments = policies.attachments(policy);
    SortedSet<String> foreign = new TreeSet<>(attachments.others());
    attachments.roleNames().stream()
        .filter(role -> !policy.roleNames().contains(role))
        .forEach(role -> foreign.add("role " + role));
    return foreign;
  }

  /** Two Regions may let go at once: whichever then finds no other takes the policy away. */
  void release(LivePolicy policy) {
    if (policy.isUsedByOthersThan(region)) {
      unmark(policy);
      if (isStillUsed(policy)) {
        return;
      }
    }
    detach(policy);
    changes.delete(policy.arn());
  }

  /** Leaves the policy to whoever else has it; its mark goes last, as it is the handle. */
  void leave(LivePolicy policy) {
    if (!policy.isUsedByOthersThan(region)) {
      detach(policy);
    }
    unmark(policy);
  }

  private void detach(LivePolicy policy) {
    policies.attachedRoleNames(policy).forEach(role -> changes.detach(policy.arn(), role));
  }

  private void unmark(LivePolicy policy) {
    changes.untag(policy.arn(), PolicyTags.mark(region));
  }

  private boolean isStillUsed(LivePolicy policy) {
    return policies.find(policy.arn().substring(policy.arn().lastIndexOf('/') + 1)).stream()
        .anyMatch(now -> !now.regions().isEmpty());
  }

  /**
   * Says no while something of the user's own hangs on a policy that would have to go: IAM would
   * refuse to delete it, when the document is gone already.
   */
  public void refuseWhileInUse() {
    List<LivePolicy> all = policies.all();
    boolean last = all.stream().noneMatch(policy -> policy.isUsedByOthersThan(region));
    all.stream()
        .filter(policy -> !policy.isUsedByOthersThan(region))
        .filter(policy -> last || policy.isUsedBy(region))
        .flatMap(policy -> refusal(policy).stream())
        .findFirst()
        .ifPresent(
            refusal -> {
              throw refusal;
            });
  }

  private Optional<Refused> refusal(LivePolicy policy) {
    return Stream.of(foreignAttachments(policy))
        .filter(foreign -> !foreign.isEmpty())
        .map(
            foreign ->
                new Refused(
                    HandlerErrorCode.ResourceConflict,
                    "The managed policy "
                        + policy.arn()
                        + " is attached to "
                        + String.join(", ", foreign)
                        + ", which RoleNames does not name: detach it there, then delete again."
                        + " Nothing was changed."))
        .findFirst();
  }
}
