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
  private static final String FOUND = "policies were found";
  private static final String SOUGHT = "policies";
  private static final int MOST_LOOKS = 5;
  private static final int SECONDS_BETWEEN_LOOKS = 4;

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
    return letGo(all().filter(policy -> former.contains(policy.arn())).toList(), false);
  }

  /** Lets go of everything that the Region holds; what was made a moment ago may show late. */
  Step release() {
    List<MarkedPolicy> held = held();
    if (!held.isEmpty()) {
      policies.progress().note(FOUND, region);
    }
    return held.isEmpty()
            && policies.progress().noted(FOUND).isEmpty()
            && policies.progress().looksAgain(SOUGHT, MOST_LOOKS)
        ? Step.wait(SECONDS_BETWEEN_LOOKS, "the policy to show, if there is any")
        : letGo(held, true);
  }

  private Step letGo(List<MarkedPolicy> some, boolean evenIfForeign) {
    List<Leaving> leaving = some.stream().map(this::leaving).toList();
    if (leaving.stream().filter(Leaving::begin).count() > 0) {
      return Leaving.untilItShows();
    }
    if (leaving.stream().filter(it -> it.goOn(evenIfForeign)).count() > 0) {
      return Leaving.untilItShows();
    }
    // A call about what was made a moment ago may have found nothing to take away.
    return leaving.stream().allMatch(Leaving::isOver) ? Step.DONE : Leaving.untilItIsOver();
  }

  private Leaving leaving(MarkedPolicy policy) {
    return new Leaving(policy, region, policies.progress());
  }

  /** Whether the Region has attached one to that role because Default Host Management has it. */
  public boolean areOfHosts(String roleName) {
    return all()
        .anyMatch(it -> it.marks().mark(region).filter(m -> m.isOfHosts(roleName)).isPresent());
  }

  /** Whether there is anything to let go of. */
  public boolean any() {
    return !held().isEmpty();
  }

  /**
   * The policy that the Region's document in force needs, by its mark: it proves the document to be
   * this type's where the document's own tags have gone.
   */
  public Optional<ManagedPolicy> inUse() {
    return all()
        .filter(
            policy ->
                policy
                    .marks()
                    .mark(region)
                    .filter(mark -> mark.state() == RegionMark.State.USES)
                    .isPresent())
        .map(MarkedPolicy::policy)
        .findFirst();
  }

  /** The Region keeps its policy until it lets go, but the document is about to be somebody's. */
  public void proveNoLonger() {
    all()
        .forEach(
            policy ->
                policy
                    .marks()
                    .mark(region)
                    .filter(mark -> mark.state() == RegionMark.State.USES)
                    .map(mark -> mark.as(RegionMark.State.COMES))
                    .ifPresent(
                        mark -> policy.policy().tags().put(PolicyMarks.tagsOf(region, mark))));
  }

  List<MarkedPolicy> held() {
    return all()
        .filter(policy -> policy.isOf(region) || leaving(policy).begun() || policy.isForgotten())
        .toList();
  }

  /** Every policy of the document, whichever Regions use it. */
  Stream<MarkedPolicy> all() {
    return policies.all().stream().flatMap(policy -> MarkedPolicy.of(policy).stream());
  }
}
