package org.sessionlogging.member.policy;

import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.sessionlogging.domain.policy.MemberPolicy;
import org.sessionlogging.domain.settings.MemberLogging;
import org.sessionlogging.kit.reconcile.Part;
import org.sessionlogging.kit.reconcile.Step;

/**
 * The policies of earlier settings that can go: none is what should be. One that the user's own
 * roles still have stays, as those roles follow the new PolicyArn only after this resource.
 */
public final class FormerPoliciesPart implements Part<SortedSet<String>> {
  private final MemberPolicies policies;
  private final PolicyRelease release;
  private final String region;
  private final String current;

  public FormerPoliciesPart(MemberPolicies policies, PolicyRelease release, MemberLogging logging) {
    this.policies = policies;
    this.release = release;
    this.region = logging.place().region();
    this.current = policies.arn(MemberPolicy.name(logging));
  }

  @Override
  public String name() {
    return "policies of earlier settings";
  }

  @Override
  public Optional<SortedSet<String>> live() {
    return Optional.of(
        policies.all().stream()
            .filter(policy -> !policy.arn().equals(current))
            .filter(policy -> policy.isUsedBy(region) || release.isForgotten(policy))
            .map(LivePolicy::arn)
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  @Override
  public SortedSet<String> desired() {
    return new TreeSet<>();
  }

  @Override
  public Step put(SortedSet<String> desired, Optional<SortedSet<String>> live) {
    policies.all().stream()
        .filter(policy -> live.orElse(desired).contains(policy.arn()))
        .forEach(this::letGo);
    return Step.DONE;
  }

  private void letGo(LivePolicy policy) {
    if (release.foreignAttachments(policy).isEmpty()) {
      release.release(policy);
    } else {
      release.leave(policy);
    }
  }
}
