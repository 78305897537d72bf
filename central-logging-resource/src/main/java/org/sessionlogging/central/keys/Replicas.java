package org.sessionlogging.central.keys;

import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.sessionlogging.kit.reconcile.Handle;
import org.sessionlogging.kit.reconcile.Step;

/**
 * The Regions with a replica of the session key that is there to stay. It takes replicas away; each
 * is made by a handle of its own.
 *
 * @param deletionWindowInDays 7 to 30, in which a replica can be taken back
 */
public record Replicas(LogKeys keys, int deletionWindowInDays)
    implements Handle<SortedSet<String>> {

  @Override
  public String name() {
    return "replicas in Regions taken out";
  }

  @Override
  public Optional<SortedSet<String>> read() {
    return Optional.of(keys.replicaRegions());
  }

  @Override
  public Step write(SortedSet<String> regions, Optional<SortedSet<String>> live) {
    SortedSet<String> retired = new TreeSet<>(live.orElseThrow());
    retired.removeAll(regions);
    // A replica has the id of its primary.
    String keyId = keys.multiRegion().orElseThrow().keyId();
    for (String region : retired) {
      ReplicaKey replica = keys.replica(region);
      // Once its deletion is scheduled the replica is not looked at again, so nothing may be left
      // to do.
      replica.aliases().forEach(replica.kms()::deleteAlias);
      replica.kms().scheduleDeletion(keyId, deletionWindowInDays);
    }
    return Step.DONE;
  }
}
