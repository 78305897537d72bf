package org.sessionlogging.fakes.kms;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The keys and aliases of one account in all Regions. */
public final class KmsState {
  /** Every key that ever was, in the order of their creation. */
  public final List<FakeKey> keys = new ArrayList<>();

  /** Ids of keys by Region and alias. */
  public final SortedMap<String, SortedMap<String, String>> aliases = new TreeMap<>();

  public Optional<FakeKey> key(String region, String id) {
    return keys.stream().filter(it -> it.region().equals(region) && it.id().equals(id)).findFirst();
  }

  /** Somebody's key of that ARN. */
  public FakeKey add(String arn, boolean primary, String policy) {
    FakeKey key = new FakeKey(arn, primary);
    key.policy = policy;
    keys.add(key);
    return key;
  }

  /** The key that bears an alias. */
  public Optional<FakeKey> named(String region, String alias) {
    return Optional.ofNullable(aliasesOf(region).get(alias)).flatMap(id -> key(region, id));
  }

  /** The key that a multi-Region one is a replica of, or itself. */
  FakeKey primary(FakeKey key) {
    return keys.stream()
        .filter(it -> it.id().equals(key.id()) && it.primary)
        .findFirst()
        .orElse(key);
  }

  public List<FakeKey> replicas(FakeKey primary) {
    return keys.stream().filter(it -> it.id().equals(primary.id()) && !it.primary).toList();
  }

  /** Keys that are there to stay: neither gone nor going. */
  public List<FakeKey> stayingKeys() {
    return keys.stream().filter(it -> !it.pendingDeletion()).toList();
  }

  /** Ids of keys by alias. */
  public SortedMap<String, String> aliasesOf(String region) {
    return aliases.getOrDefault(region, Collections.emptySortedMap());
  }

  /** Lets an alias lead to a key. */
  public void name(String region, String alias, String id) {
    aliases.computeIfAbsent(region, it -> new TreeMap<>()).put(alias, id);
  }

  /** Takes an alias away. */
  public void unname(String region, String alias) {
    aliases.get(region).remove(alias);
    aliases.values().removeIf(Map::isEmpty);
  }

  /** Aliases that exist, in any Region. */
  public List<String> allAliases() {
    return aliases.values().stream().flatMap(it -> it.keySet().stream()).toList();
  }
}
