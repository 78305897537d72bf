package org.sessionlogging.central.keys;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.sessionlogging.domain.settings.KeyPurpose;
import org.sessionlogging.kit.reconcile.Handle;
import org.sessionlogging.kit.reconcile.Step;

/**
 * The Regions with a replica of the session key, those waiting for their deletion included. It
 * takes replicas away; each is made by a handle of its own.
 *
 * @param deletionWindowInDays 7 to 30, in which a replica can be taken back
 */
public record Replicas(LogKeys keys, int deletionWindowInDays)
    implements Handle<SortedSet<String>> {
  /** Two writes each, one after the other, in an invocation of 60 seconds. */
  private static final int MOST_A_PASS = 20;

  @Override
  public String name() {
    return "replicas in Regions taken out";
  }

  @Override
  public Optional<SortedSet<String>> read() {
    return Optional.of(
        keys.replicas().all().stream()
            .map(ReplicaKey::region)
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  /** Ours in Regions that are none of the given ones. */
  public SortedSet<String> oursBeside(SortedSet<String> regions) {
    SortedSet<String> others = read().orElseThrow();
    others.removeAll(regions);
    return oursIn(others);
  }

  /**
   * Those of the Regions whose replica is there to stay and bears our tags: another was made by
   * somebody else. Of a given key also those in which our alias leads to it.
   */
  SortedSet<String> oursIn(SortedSet<String> regions) {
    List<ReplicaKey> replicas = regions.stream().map(keys::replica).toList();
    List<Supplier<Optional<String>>> questions = new ArrayList<>();
    keys.replicas()
        .found(replicas)
        .forEach(
            (replica, key) ->
                questions.add(
                    () ->
                        Optional.of(replica.kms().region())
                            .filter(it -> LogKey.isStaying(key.keyState()))
                            .filter(
                                it ->
                                    isOurs(replica, key.keyId())
                                        || (isOfGivenKey() && keys.replica(it).isNamed()))));
    return keys.marked().kms().aws().sideBySide(questions).stream()
        .flatMap(Optional::stream)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private boolean isOfGivenKey() {
    return keys.given(KeyPurpose.SESSION).isPresent();
  }

  private boolean isOurs(LogKey replica, String keyId) {
    return keys.marked().isOfBucket(replica.kms().tags(keyId));
  }

  /** Those of some Regions; the next pass takes away what is left. */
  @Override
  public Step write(SortedSet<String> regions, Optional<SortedSet<String>> live) {
    SortedSet<String> retired = new TreeSet<>(live.orElseThrow());
    retired.removeAll(regions);
    // A replica has the id of its primary.
    String keyId = keys.multiRegion().orElseThrow().keyId();
    boolean nameless = true;
    for (String region : retired.stream().limit(MOST_A_PASS).toList()) {
      ReplicaKey replica = keys.replica(region);
      // Once its deletion is scheduled the replica is not looked at again, so nothing may be left
      // to do.
      boolean ours = !isOfGivenKey() || isOurs(replica, keyId);
      if (!replica.aliases().stream().map(replica.kms()::alias).allMatch(KeyAlias::delete)) {
        nameless = false;
      } else if (ours) {
        replica.kms().scheduleDeletion(keyId, deletionWindowInDays);
      }
    }
    return nameless ? Step.DONE : Step.wait(2, "the aliases of " + name());
  }
}
