package org.sessionlogging.central.keys;

import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.sessionlogging.kit.reconcile.Part;

/**
 * There are no replicas of the session key in Regions that are no longer declared, but for those
 * that somebody else has made.
 */
public record RetiredReplicasPart(Replicas handle, SortedSet<String> declared)
    implements Part<SortedSet<String>> {

  @Override
  public SortedSet<String> desired(Optional<SortedSet<String>> live) {
    SortedSet<String> regions = new TreeSet<>(live.orElseGet(TreeSet::new));
    SortedSet<String> undeclared = new TreeSet<>(regions);
    undeclared.removeAll(declared);
    regions.removeAll(handle.oursIn(undeclared));
    return regions;
  }
}
