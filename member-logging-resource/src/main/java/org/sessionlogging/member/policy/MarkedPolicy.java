package org.sessionlogging.member.policy;

import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** A policy that exists, and what its tags said when it was looked at. */
record MarkedPolicy(ManagedPolicy policy, PolicyMarks marks) {

  /** Empty when it has gone. */
  static Optional<MarkedPolicy> of(ManagedPolicy policy) {
    return policy.tags().read().map(marks -> new MarkedPolicy(policy, marks));
  }

  String arn() {
    return policy.arn();
  }

  /** Whether the Region uses it, or has not let go of it as a whole. */
  boolean isOf(String region) {
    return marks.mark(region).isPresent();
  }

  /** Where the marks have been replaced nobody knows: then it counts as used. */
  boolean isUsedByOthersThan(String region) {
    return !marks.areWhole() || !regionsBeside(region).isEmpty();
  }

  /** The other Regions that keep it. */
  SortedSet<String> regionsBeside(String region) {
    SortedSet<String> others = new TreeSet<>(marks.regions());
    others.remove(region);
    return others;
  }

  /** Kept by no Region, and used by nobody else either. */
  boolean isForgotten() {
    return marks.areWhole() && marks.regions().isEmpty() && foreignAttachments().isEmpty();
  }

  /** The roles that a Region has attached it to. */
  SortedSet<String> attachedRoleNames() {
    return policy.attachments().all().toSomeOf(marks::name);
  }

  /** Those of them that one Region alone has attached it to; none where nobody knows. */
  SortedSet<String> attachedRoleNamesOfOnly(String region) {
    RegionMark own =
        marks.mark(region).orElseGet(() -> RegionMark.of(RegionMark.State.LEAVES, new TreeSet<>()));
    SortedSet<String> others = regionsBeside(region);
    return policy
        .attachments()
        .all()
        .toSomeOf(role -> marks.areWhole() && own.names(role) && !marks.name(role, others));
  }

  /** What somebody else attached it to, as a reader knows it. */
  SortedSet<String> foreignAttachments() {
    return policy.attachments().all().toOthersThan(marks::name);
  }
}
