package org.sessionlogging.central.keys;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.sessionlogging.domain.settings.KeyPurpose;
import software.amazon.awssdk.services.kms.model.KeyMetadata;

/** The session key in other Regions than the bucket's, and how several keys are asked at a time. */
public record SessionReplicas(LogKeys keys) {

  /**
   * The session key in other Regions, what waits for its deletion included, by Region: its
   * replicas, and the primary of a given key that is a replica itself.
   */
  List<ReplicaKey> all() {
    return keys.multiRegion().stream().flatMap(this::of).toList();
  }

  /** Those that a key knows of; a key that is no multi-Region key knows of none. */
  Stream<ReplicaKey> of(KeyMetadata key) {
    return Optional.ofNullable(key.multiRegionConfiguration()).stream()
        .flatMap(it -> Stream.concat(Stream.of(it.primaryKey()), it.replicaKeys().stream()))
        .map(it -> it.region())
        .filter(region -> !region.equals(keys.marked().kms().region()))
        .sorted()
        .map(keys::replica);
  }

  /**
   * Those of the Regions in which somebody else has made the replica of a given key. One that this
   * operation has seen to be ours stays that, whatever its tags say while they change.
   */
  public SortedSet<String> madeByOthers(SortedSet<String> regions) {
    if (keys.given(KeyPurpose.SESSION).isEmpty()) {
      return new TreeSet<>();
    }
    SortedSet<String> others = new TreeSet<>();
    tags(regions.stream().map(keys::replica).toList())
        .forEach(
            (replica, tags) -> {
              String ours = "ours: " + replica.label();
              if (keys.marked().isOfBucket(tags)) {
                keys.progress().note(ours, "");
              } else if (keys.progress().noted(ours).isEmpty()) {
                others.add(replica.kms().region());
              }
            });
    return others;
  }

  /** Tags of those of the given keys that are there, which are asked for side by side. */
  Map<LogKey, SortedMap<String, String>> tags(List<? extends LogKey> wanted) {
    List<LogKey> there = new ArrayList<>();
    List<Supplier<SortedMap<String, String>>> questions = new ArrayList<>();
    found(wanted)
        .forEach(
            (key, metadata) -> {
              there.add(key);
              questions.add(() -> key.kms().tags(metadata.keyId()));
            });
    List<SortedMap<String, String>> answers = keys.marked().kms().aws().sideBySide(questions);
    Map<LogKey, SortedMap<String, String>> tags = new LinkedHashMap<>();
    for (int i = 0; i < there.size(); i++) {
      tags.put(there.get(i), answers.get(i));
    }
    return tags;
  }

  /** Regions with a replica that is there to stay; of a given key's those that bear our alias. */
  public SortedSet<String> regions() {
    SortedSet<String> regions = new TreeSet<>();
    all().stream()
        .filter(it -> it.find().filter(key -> LogKey.isStaying(key.keyState())).isPresent())
        .filter(it -> keys.given(KeyPurpose.SESSION).isEmpty() || it.isNamed())
        .forEach(it -> regions.add(it.region()));
    return regions;
  }

  /** Looks for all replicas side by side, so that each of them is known when it is asked for. */
  public void lookAtAll() {
    Map<LogKey, KeyMetadata> unused = found(all());
  }

  /** Those of the given keys that are there, which are looked for side by side. */
  Map<LogKey, KeyMetadata> found(List<? extends LogKey> wanted) {
    List<Supplier<Optional<KeyMetadata>>> questions = new ArrayList<>();
    wanted.forEach(key -> questions.add(key::find));
    List<Optional<KeyMetadata>> answers = keys.marked().kms().aws().sideBySide(questions);
    Map<LogKey, KeyMetadata> found = new LinkedHashMap<>();
    for (int i = 0; i < wanted.size(); i++) {
      LogKey key = wanted.get(i);
      answers.get(i).ifPresent(it -> found.put(key, it));
    }
    return found;
  }
}
