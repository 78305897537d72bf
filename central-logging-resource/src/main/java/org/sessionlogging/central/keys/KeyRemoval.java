package org.sessionlogging.central.keys;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sessionlogging.kit.reconcile.Removal;
import org.sessionlogging.kit.reconcile.Step;
import software.amazon.awssdk.services.kms.model.KeyMetadata;

/**
 * Schedules the deletion of all keys in one pass, replicas and primaries, and waits for none: a
 * primary outlives its replicas by itself. The aliases go last, those of the bucket's own Region
 * after all others: they are what a repeated delete finds the keys by.
 */
public record KeyRemoval(LogKeys keys) implements Removal {
  /** A key to be deleted, and when. */
  private record Doomed(RegionalKms kms, String keyId, int windowInDays) {
    static Doomed of(RegionalKms kms, KeyMetadata key) {
      return new Doomed(kms, key.keyId(), KeyMarks.windowOf(kms.tags(key.keyId())));
    }
  }

  @Override
  public String name() {
    return "keys";
  }

  @Override
  public Step remove() {
    List<LogKey> all = new ArrayList<>(keys.replicas());
    all.addAll(keys.primaries());
    // All are found before anything is written: an alias that is gone leads nowhere.
    List<Doomed> doomed = doomed(all);
    doomed.forEach(it -> it.kms().scheduleDeletion(it.keyId(), it.windowInDays()));
    all.forEach(key -> key.aliases().forEach(key.kms()::deleteAlias));
    return Step.DONE;
  }

  /**
   * Each key once: with ONE_KEY both aliases lead to the same, and KMS refuses to schedule it
   * twice. A creation whose answer got lost leaves one that no alias leads to.
   */
  private List<Doomed> doomed(List<LogKey> all) {
    Map<String, Doomed> byArn = new LinkedHashMap<>();
    all.forEach(key -> key.find().ifPresent(it -> add(byArn, key.kms(), it)));
    keys.marked().all().forEach(it -> add(byArn, keys.marked().kms(), it));
    return List.copyOf(byArn.values());
  }

  private static void add(Map<String, Doomed> byArn, RegionalKms kms, KeyMetadata key) {
    if (LogKey.isStaying(key.keyState())) {
      byArn.computeIfAbsent(key.arn(), it -> Doomed.of(kms, key));
    }
  }
}
