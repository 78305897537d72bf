package org.sessionlogging.central.keys;

import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sessionlogging.kit.reconcile.Handle;
import org.sessionlogging.kit.reconcile.Step;
import software.amazon.awssdk.services.kms.model.KeyMetadata;

/**
 * Keys with our marks that are not in use: CreateKey knows no idempotency token, so one whose
 * answer got lost leaves a key that no alias leads to. By their ids. While it is not certain which
 * key is in use, none is a stray.
 *
 * @param encrypting ARN of the key that the bucket names as its own, which is never one of them
 */
public record StrayKeys(LogKeys keys, Supplier<Optional<String>> encrypting)
    implements Handle<SortedSet<String>> {

  @Override
  public String name() {
    return "keys without a name";
  }

  @Override
  public Optional<SortedSet<String>> read() {
    return Optional.of(
        keys.primaries().stream()
            .flatMap(key -> key.certainId().stream().flatMap(used -> besides(key, used)))
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  private Stream<String> besides(PrimaryKey key, String used) {
    return keys.marked()
        .serving(key.firstPurpose())
        .filter(it -> !it.keyId().equals(used))
        .filter(it -> encrypting.get().filter(it.arn()::equals).isEmpty())
        .map(KeyMetadata::keyId);
  }

  @Override
  public Step write(SortedSet<String> staying, Optional<SortedSet<String>> live) {
    SortedSet<String> strays = new TreeSet<>(live.orElseThrow());
    strays.removeAll(staying);
    strays.forEach(
        id ->
            keys.marked()
                .kms()
                .scheduleDeletion(id, KeyMarks.windowOf(keys.marked().kms().tags(id))));
    return Step.DONE;
  }
}
