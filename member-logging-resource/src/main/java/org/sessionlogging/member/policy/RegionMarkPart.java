package org.sessionlogging.member.policy;

import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Supplier;
import org.sessionlogging.kit.reconcile.Handle;
import org.sessionlogging.kit.reconcile.Part;
import org.sessionlogging.kit.reconcile.Step;

/**
 * The Region uses the policy, with the roles that it needs alone: the document in force needs it.
 */
public record RegionMarkPart(ManagedPolicy policy, String region, Supplier<NeededRoles> needed)
    implements Part<RegionMark> {

  @Override
  public Handle<RegionMark> handle() {
    return new RegionRoles(policy, region);
  }

  @Override
  public RegionMark desired(Optional<RegionMark> live) {
    return needed.get().mark(RegionMark.State.USES);
  }

  /** What the policy is to one Region. */
  private record RegionRoles(ManagedPolicy policy, String region) implements Handle<RegionMark> {

    @Override
    public String name() {
      return "mark of " + region + " on the policy";
    }

    @Override
    public Optional<RegionMark> read() {
      return policy.tags().read().flatMap(marks -> marks.mark(region));
    }

    /** Roles that are not named any more lose the policy, unless another Region names them. */
    @Override
    public Step write(RegionMark value, Optional<RegionMark> live) {
      return MarkedPolicy.of(policy).map(now -> write(value, now)).orElse(Step.DONE);
    }

    private Step write(RegionMark value, MarkedPolicy now) {
      Detachment detachment = new Detachment(now, region, policy.policies().progress());
      detachment.giveBack();
      SortedSet<String> surplus = now.attachedRoleNamesOfOnly(region);
      surplus.removeIf(value::names);
      if (detachment.of(surplus)) {
        return Leaving.untilItShows();
      }
      policy.tags().put(PolicyMarks.tagsOf(region, value));
      PolicyMarks marks = now.marks().with(region, value);
      policy
          .tags()
          .remove(
              now.marks().keysOf(region).stream()
                  .filter(key -> !marks.all().containsKey(key))
                  .toList());
      return Step.DONE;
    }
  }
}
