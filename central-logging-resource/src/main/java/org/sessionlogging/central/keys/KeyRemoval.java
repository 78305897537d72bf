package org.sessionlogging.central.keys;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.sessionlogging.kit.reconcile.Removal;
import org.sessionlogging.kit.reconcile.Step;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;

/**
 * Schedules the deletion of all keys in one pass, replicas and primaries, and waits for none: a
 * primary outlives its replicas by itself. The aliases go once a further pass has found no key that
 * stays, those of the bucket's own Region after all others: they are what a repeated delete finds
 * the keys by. A key without our tags, such as a given one, is left as it is, and loses the alias.
 */
public record KeyRemoval(LogKeys keys) implements Removal {
  private static final String REPLICAS = "Regions of replicas";

  /** A key to be deleted, and when; its tags say both. */
  private record Doomed(RegionalKms kms, KeyMetadata key, Map<String, String> tags) {
    boolean isBeingMade() {
      return key.keyState() == KeyState.CREATING;
    }

    void schedule() {
      kms.scheduleDeletion(key.keyId(), KeyMarks.windowOf(tags));
    }
  }

  @Override
  public String name() {
    return "keys";
  }

  @Override
  public Step remove() {
    Optional<Step> look = keys.looksForNames(name());
    if (look.isPresent()) {
      return look.get();
    }
    // All are found before anything is written: an alias that is gone leads nowhere.
    List<LogKey> all = new ArrayList<>(replicas());
    // Of a given key no more than what we have made, and the aliases.
    new UsedKeys(keys)
        .keysOfGivenSessionKey()
        .ifPresent(given -> all.addAll(given.replicas().all()));
    all.addAll(keys.primaries());
    List<Doomed> doomed = doomed(all);
    doomed.stream().filter(it -> !it.isBeingMade()).forEach(Doomed::schedule);
    if (doomed.stream().anyMatch(Doomed::isBeingMade)) {
      // KMS schedules none of these (KMS developer guide, "Key states").
      return Step.wait(10, "replicas that are still being made");
    }
    if (!doomed.isEmpty()) {
      return Step.handBack("the keys' deletion to show");
    }
    // One after the other: without those of the own Region the others are not found again.
    boolean gone =
        all.stream()
            .allMatch(
                key -> key.aliases().stream().map(key.kms()::alias).allMatch(KeyAlias::delete));
    return gone ? Step.DONE : Step.wait(5, "the aliases, which may show late");
  }

  /** Those seen so far: a primary that waits for its deletion and bears no name shows none. */
  private List<ReplicaKey> replicas() {
    SortedSet<String> regions = new TreeSet<>();
    keys.replicas().all().forEach(it -> regions.add(it.region()));
    keys.progress().noted(REPLICAS).ifPresent(it -> regions.addAll(List.of(it.split(" "))));
    if (!regions.isEmpty()) {
      keys.progress().note(REPLICAS, String.join(" ", regions));
    }
    return regions.stream().map(keys::replica).toList();
  }

  /**
   * Each key once: with ONE_KEY both aliases lead to the same, and KMS refuses to schedule it
   * twice. A creation whose answer got lost leaves one that no alias leads to.
   */
  private List<Doomed> doomed(List<LogKey> all) {
    Map<String, Supplier<Doomed>> byArn = new LinkedHashMap<>();
    keys.replicas().found(all).forEach((key, found) -> add(byArn, key.kms(), found));
    RegionalKms home = keys.marked().kms();
    keys.marked().all().forEach(it -> add(byArn, home, it));
    return home.aws().sideBySide(List.copyOf(byArn.values())).stream()
        .filter(it -> keys.marked().isOfBucket(it.tags()))
        .toList();
  }

  private static void add(Map<String, Supplier<Doomed>> byArn, RegionalKms kms, KeyMetadata key) {
    if (LogKey.isStaying(key.keyState())) {
      byArn.putIfAbsent(key.arn(), () -> new Doomed(kms, key, kms.tags(key.keyId())));
    }
  }
}
