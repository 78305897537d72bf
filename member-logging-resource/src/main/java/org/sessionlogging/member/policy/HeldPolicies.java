package org.sessionlogging.member.policy;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sessionlogging.kit.reconcile.Handle;
import org.sessionlogging.kit.reconcile.Step;

/**
 * ARNs of the policies that one Region holds, and of those that nobody does: such a policy was left
 * by an update that found it in use, and goes with the next chance. It lets policies go; each is
 * made by a handle of its own.
 */
public record HeldPolicies(MemberPolicies policies, String region)
    implements Handle<SortedSet<String>> {

  @Override
  public String name() {
    return "policies of earlier settings";
  }

  @Override
  public Optional<SortedSet<String>> read() {
    return Optional.of(
        held().stream().map(MarkedPolicy::arn).collect(Collectors.toCollection(TreeSet::new)));
  }

  /** A policy that somebody else attached to something is left to them. */
  @Override
  public Step write(SortedSet<String> value, Optional<SortedSet<String>> live) {
    SortedSet<String> former = new TreeSet<>(live.orElseThrow());
    former.removeAll(value);
    all()
        .filter(policy -> former.contains(policy.arn()))
        .toList()
        .forEach(
            policy -> {
              if (policy.foreignAttachments().isEmpty()) {
                release(policy);
              } else {
                leave(policy);
              }
            });
    return Step.DONE;
  }

  /** Whether there is anything to let go of. */
  public boolean any() {
    return !held().isEmpty();
  }

  List<MarkedPolicy> held() {
    return all().filter(policy -> policy.isUsedBy(region) || policy.isForgotten()).toList();
  }

  /** Every policy of the document, whichever Regions use it. */
  Stream<MarkedPolicy> all() {
    return policies.all().stream().flatMap(policy -> MarkedPolicy.of(policy).stream());
  }

  /** Two Regions may let go at once: whichever then finds no other takes the policy away. */
  void release(MarkedPolicy policy) {
    if (policy.isUsedByOthersThan(region)) {
      unmark(policy);
      if (isStillUsed(policy)) {
        return;
      }
    }
    detach(policy);
    policy.policy().delete();
  }

  /** Leaves the policy to whoever else has it; by its mark it is found again, which goes last. */
  private void leave(MarkedPolicy policy) {
    if (!policy.isUsedByOthersThan(region)) {
      detach(policy);
    }
    unmark(policy);
  }

  private static void detach(MarkedPolicy policy) {
    policy.attachedRoleNames().forEach(policy.policy().attachments()::detach);
  }

  private void unmark(MarkedPolicy policy) {
    policy.policy().tags().remove(PolicyMarks.ofRegion(region));
  }

  private static boolean isStillUsed(MarkedPolicy policy) {
    return policy.policy().tags().read().filter(now -> !now.regions().isEmpty()).isPresent();
  }
}
