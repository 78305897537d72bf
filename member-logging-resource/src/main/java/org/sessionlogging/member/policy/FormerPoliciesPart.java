package org.sessionlogging.member.policy;

import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.sessionlogging.kit.reconcile.Part;

/**
 * Of the policies that this Region holds only the current one is left. One that the user's own
 * roles still have stays, as those roles follow the new PolicyArn only after this resource.
 *
 * @param current ARN of the policy of the declared settings
 */
public record FormerPoliciesPart(HeldPolicies handle, String current)
    implements Part<SortedSet<String>> {

  @Override
  public SortedSet<String> desired(Optional<SortedSet<String>> live) {
    SortedSet<String> left = new TreeSet<>(live.orElseThrow());
    left.removeIf(arn -> !arn.equals(current));
    return left;
  }
}
