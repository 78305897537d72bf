package org.sessionlogging.central.keys;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sessionlogging.kit.reconcile.Removal;
import org.sessionlogging.kit.reconcile.Step;
import software.amazon.awssdk.services.kms.model.DeleteAliasRequest;
import software.amazon.awssdk.services.kms.model.ScheduleKeyDeletionRequest;

/**
 * Schedules the deletion of all keys in one pass, replicas and primaries, and waits for none: a
 * primary outlives its replicas by itself. The aliases go last, those of the bucket's own Region
 * after all others: they are what a repeated delete finds the keys by.
 */
public final class KeyRemoval implements Removal {
  /** A missing mark means the careful choice. */
  private static final int LONGEST_WINDOW = 30;

  private final LogKeys keys;

  public KeyRemoval(LogKeys keys) {
    this.keys = keys;
  }

  @Override
  public String name() {
    return "keys";
  }

  @Override
  public Step remove() {
    List<LogKey> all = new ArrayList<>();
    keys.regionsWithReplica().forEach(region -> all.add(keys.replica(region)));
    all.addAll(keys.primaries());
    all.addAll(keys.strays());
    // With ONE_KEY both aliases lead to the same key, and KMS refuses to schedule it twice.
    Map<String, LogKey> each = new LinkedHashMap<>();
    all.forEach(key -> key.find().ifPresent(it -> each.putIfAbsent(it.arn(), key)));
    each.values()
        .forEach(key -> scheduleDeletion(key, key.deletionWindow().orElse(LONGEST_WINDOW)));
    all.forEach(KeyRemoval::deleteAliases);
    return Step.DONE;
  }

  static void scheduleDeletion(LogKey key, int windowInDays) {
    if (key.find().filter(LogKeys::staying).isPresent()) {
      key.aws()
          .call(
              ScheduleKeyDeletionRequest.builder()
                  .keyId(key.id())
                  .pendingWindowInDays(windowInDays)
                  .build(),
              key.kms()::scheduleKeyDeletion);
    }
  }

  static void deleteAliases(LogKey key) {
    key.aliases()
        .forEach(
            alias ->
                key.aws()
                    .find(
                        DeleteAliasRequest.builder().aliasName(alias).build(),
                        key.kms()::deleteAlias,
                        LogKey.ABSENT));
  }
}
