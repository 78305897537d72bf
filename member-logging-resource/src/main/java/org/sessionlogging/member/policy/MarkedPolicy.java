package org.sessionlogging.member.policy;

import java.util.Optional;
import java.util.SortedSet;

/** A policy that exists, and what its tags said when it was looked at. */
record MarkedPolicy(ManagedPolicy policy, PolicyMarks marks) {

  /** Empty when it has gone. */
  static Optional<MarkedPolicy> of(ManagedPolicy policy) {
    return policy.tags().read().map(marks -> new MarkedPolicy(policy, marks));
  }

  String arn() {
    return policy.arn();
  }

  boolean isUsedBy(String region) {
    return marks.regions().contains(region);
  }

  boolean isUsedByOthersThan(String region) {
    return marks.regions().stream().anyMatch(used -> !used.equals(region));
  }

  /** Used by no Region, and by nobody else either. */
  boolean isForgotten() {
    return marks.regions().isEmpty() && foreignAttachments().isEmpty();
  }

  /** Those of its roles that it is really attached to. */
  SortedSet<String> attachedRoleNames() {
    return policy.attachments().all().toSomeOf(marks.roleNames());
  }

  /** What somebody else attached it to, as a reader knows it. */
  SortedSet<String> foreignAttachments() {
    return policy.attachments().all().toOthersThan(marks.roleNames());
  }
}
