package org.sessionlogging.fakes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The keys of one account in all Regions. */
public final class FakeKmsWorld {
  /** Every key that ever was. */
  public final List<FakeKey> keys = new ArrayList<>();

  /** Ids of keys by Region and alias. */
  public final SortedMap<String, SortedMap<String, String>> aliases = new TreeMap<>();

  /**
   * Reads for which a new key, and then its new alias, is not found. Source: KMS developer guide,
   * "AWS KMS eventual consistency".
   */
  public int hiddenReads;

  /**
   * Whether the tag index has heard of the keys (facts: tag searches are eventually consistent).
   */
  public boolean indexed = true;

  final String account;
  private final SortedMap<String, Integer> hiddenAliases = new TreeMap<>();

  public FakeKmsWorld(String account) {
    this.account = account;
  }

  public FakeKms in(String region) {
    return new FakeKms(this, region);
  }

  /** The key that bears an alias, whatever a read may answer. */
  public Optional<FakeKey> named(String region, String alias) {
    return Optional.ofNullable(aliasesOf(region).get(alias)).flatMap(id -> key(region, id));
  }

  Optional<FakeKey> key(String region, String id) {
    return keys.stream().filter(it -> it.region.equals(region) && it.id.equals(id)).findFirst();
  }

  public List<FakeKey> replicas(FakeKey primary) {
    return keys.stream().filter(it -> it.id.equals(primary.id) && !it.primary).toList();
  }

  SortedMap<String, String> aliasesOf(String region) {
    return aliases.computeIfAbsent(region, it -> new TreeMap<>());
  }

  void hide(String region, String alias) {
    hiddenAliases.put(region + alias, hiddenReads);
  }

  /** Whether a read still misses the alias; counts the read. */
  boolean misses(String region, String alias) {
    return hiddenAliases.merge(region + alias, -1, Integer::sum) >= 0;
  }

  /** Aliases that exist, in any Region. */
  public List<String> allAliases() {
    return aliases.values().stream().flatMap(it -> it.keySet().stream()).toList();
  }
}
