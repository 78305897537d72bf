package org.sessionlogging.member.policy;

import java.util.List;
import java.util.SortedSet;
import java.util.function.Consumer;
import org.sessionlogging.kit.reconcile.Refused;
import org.sessionlogging.kit.reconcile.Removal;
import org.sessionlogging.kit.reconcile.Step;

/**
 * Lets go of the policies that one Region holds: the last Region takes a policy away, the others
 * leave it.
 */
public record PolicyRemoval(HeldPolicies policies, Consumer<String> log) implements Removal {

  @Override
  public String name() {
    return "managed policies";
  }

  @Override
  public Step remove() {
    policies
        .all()
        .filter(policy -> !policy.marks().areWhole())
        .forEach(
            policy ->
                log.accept(
                    "The managed policy "
                        + policy.arn()
                        + " stays: somebody has replaced its tags, so nobody knows which Regions need it. When none does,"
                        + " delete it by hand."));
    return policies.release();
  }

  /**
   * Says no while something of the user's own hangs on a policy that would have to go: IAM would
   * refuse to delete it, when the document is gone already.
   */
  public void refuseWhileInUse() {
    String region = policies.region();
    List<MarkedPolicy> all = policies.all().toList();
    boolean last = all.stream().noneMatch(policy -> policy.isUsedByOthersThan(region));
    all.stream()
        .filter(policy -> !policy.isUsedByOthersThan(region))
        .filter(policy -> last || policy.isOf(region))
        .forEach(PolicyRemoval::refuseForeign);
  }

  private static void refuseForeign(MarkedPolicy policy) {
    SortedSet<String> foreign = policy.foreignAttachments();
    if (!foreign.isEmpty()) {
      throw Refused.conflict(
          "The managed policy "
              + policy.arn()
              + " is attached to "
              + String.join(", ", foreign)
              + ", which RoleNames does not name: detach it there, then delete again."
              + " Nothing was changed.");
    }
  }
}
