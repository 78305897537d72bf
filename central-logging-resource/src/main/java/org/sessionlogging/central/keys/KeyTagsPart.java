package org.sessionlogging.central.keys;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.sessionlogging.central.Tags;
import org.sessionlogging.kit.reconcile.Part;
import org.sessionlogging.kit.reconcile.Step;
import software.amazon.awssdk.services.kms.model.TagResourceRequest;
import software.amazon.awssdk.services.kms.model.UntagResourceRequest;

/** The declared tags and our own on one key in one Region. */
public final class KeyTagsPart implements Part<SortedMap<String, String>> {
  private final LogKey key;
  private final SortedMap<String, String> tags;

  KeyTagsPart(LogKey key, SortedMap<String, String> tags) {
    this.key = key;
    this.tags = tags;
  }

  @Override
  public String name() {
    return "tags of the " + key.label();
  }

  @Override
  public Optional<SortedMap<String, String>> live() {
    return key.find()
        .map(
            it -> {
              SortedMap<String, String> live = key.tags();
              live.keySet().removeIf(Tags::ofAws);
              return live;
            });
  }

  @Override
  public SortedMap<String, String> desired() {
    return tags;
  }

  @Override
  public Step put(SortedMap<String, String> desired, Optional<SortedMap<String, String>> live) {
    Map<String, String> present = live.orElseGet(TreeMap::new);
    Map<String, String> wanting = new TreeMap<>(desired);
    wanting.entrySet().removeAll(present.entrySet());
    Set<String> unwanted = new TreeSet<>(present.keySet());
    unwanted.removeAll(desired.keySet());
    if (!unwanted.isEmpty()) {
      key.aws()
          .call(
              UntagResourceRequest.builder().keyId(key.id()).tagKeys(unwanted).build(),
              key.kms()::untagResource);
    }
    if (!wanting.isEmpty()) {
      key.aws()
          .call(
              TagResourceRequest.builder().keyId(key.id()).tags(LogKey.tags(wanting)).build(),
              key.kms()::tagResource);
    }
    return Step.DONE;
  }
}
