package org.sessionlogging.central.parts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sessionlogging.kit.Removal;
import org.sessionlogging.kit.Step;
import software.amazon.awssdk.services.kms.model.DeleteAliasRequest;
import software.amazon.awssdk.services.kms.model.ScheduleKeyDeletionRequest;

/**
 * Schedules the deletion of all keys in one pass, replicas and primaries, and waits for none: a
 * primary outlives its replicas by itself. The aliases go last, those of the bucket's own Region
 * after all others: they are what a repeated delete finds the keys by.
 */
public final class KeyRemoval implements Removal {
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
    // The session key leads to its replicas, and it is the last of the primaries.
    all.addAll(keys.primaries());
    all.forEach(key -> scheduleDeletion(key, windowOf(key)));
    all.forEach(KeyRemoval::deleteAliases);
    return Step.DONE;
  }

  /** A missing mark means the careful choice. */
  private static int windowOf(LogKey key) {
    return key.find()
        .flatMap(it -> Optional.ofNullable(key.tags().get(LogKeys.WINDOW_TAG)))
        .map(Integer::valueOf)
        .orElse(LONGEST_WINDOW);
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
