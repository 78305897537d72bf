package org.sessionlogging.central.keys;

import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.sessionlogging.kit.reconcile.Part;

/**
 * There are no replicas of the session key in Regions that are retired, but for those that somebody
 * else has made.
 *
 * @param retired empty when all are that are not declared
 */
public record RetiredReplicasPart(
    Replicas handle, SortedSet<String> declared, Optional<SortedSet<String>> retired)
    implements Part<SortedSet<String>> {

  @Override
  public SortedSet<String> desired(Optional<SortedSet<String>> live) {
    SortedSet<String> regions = new TreeSet<>(live.orElseGet(TreeSet::new));
    SortedSet<String> unwanted = new TreeSet<>(regions);
    unwanted.removeAll(declared);
    unwanted.retainAll(retired.orElse(unwanted));
    regions.removeAll(handle.oursIn(unwanted));
    return regions;
  }
}
