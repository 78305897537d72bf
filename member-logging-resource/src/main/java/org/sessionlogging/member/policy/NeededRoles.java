package org.sessionlogging.member.policy;

import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The roles that a Region attaches the policy to. One may be both: then it has the policy until
 * neither needs it.
 *
 * @param declared RoleNames
 * @param host the role that Default Host Management gives to instances of the Region
 */
public record NeededRoles(SortedSet<String> declared, Optional<String> host) {

  /** Each once. */
  public SortedSet<String> all() {
    return Stream.concat(declared.stream(), host.stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  RegionMark mark(RegionMark.State state) {
    return RegionMark.of(state, declared, host);
  }
}
