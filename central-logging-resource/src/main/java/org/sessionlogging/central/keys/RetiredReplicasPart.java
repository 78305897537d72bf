package org.sessionlogging.central.keys;

import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.sessionlogging.kit.reconcile.Part;
import org.sessionlogging.kit.reconcile.Step;

/** Replicas of the session key in Regions that are no longer declared: there must be none. */
public final class RetiredReplicasPart implements Part<SortedSet<String>> {
  private final LogKeys keys;
  private final SortedSet<String> declared;
  private final int deletionWindowInDays;

  RetiredReplicasPart(LogKeys keys, SortedSet<String> declared, int deletionWindowInDays) {
    this.keys = keys;
    this.declared = declared;
    this.deletionWindowInDays = deletionWindowInDays;
  }

  @Override
  public String name() {
    return "replicas in Regions taken out";
  }

  @Override
  public Optional<SortedSet<String>> live() {
    SortedSet<String> retired = keys.regionsWithReplica();
    retired.removeAll(declared);
    retired.removeIf(region -> keys.replica(region).find().filter(LogKeys::staying).isEmpty());
    return Optional.of(retired);
  }

  @Override
  public SortedSet<String> desired() {
    return new TreeSet<>();
  }

  @Override
  public Step put(SortedSet<String> desired, Optional<SortedSet<String>> live) {
    for (String region : live.orElseThrow()) {
      LogKey replica = keys.replica(region);
      // Once its deletion is scheduled the replica is not looked at again, so nothing may be left
      // to do.
      KeyRemoval.deleteAliases(replica);
      KeyRemoval.scheduleDeletion(replica, deletionWindowInDays);
    }
    return Step.DONE;
  }
}
