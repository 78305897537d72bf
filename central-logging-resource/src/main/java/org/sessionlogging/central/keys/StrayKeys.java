package org.sessionlogging.central.keys;

import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.sessionlogging.kit.reconcile.Handle;
import org.sessionlogging.kit.reconcile.Step;
import software.amazon.awssdk.services.kms.model.KeyMetadata;

/**
 * Keys that the request has made beside those in use, by their ids: CreateKey knows no idempotency
 * token, so a request that is delivered twice, or an answer that got lost, may leave one. Older
 * keys are none, whatever alias leads to them: there may be logs that they encrypt.
 *
 * @param request mark of the request, without which there are none
 */
public record StrayKeys(LogKeys keys, Optional<String> request)
    implements Handle<SortedSet<String>> {

  @Override
  public String name() {
    return "keys without a name";
  }

  @Override
  public Optional<SortedSet<String>> read() {
    return Optional.of(
        request.stream()
            .flatMap(mark -> keys.primaries().stream().flatMap(key -> key.strays(mark)))
            .filter(it -> !keys.marked().encrypts(it))
            .map(KeyMetadata::keyId)
            .collect(Collectors.toCollection(TreeSet::new)));
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
