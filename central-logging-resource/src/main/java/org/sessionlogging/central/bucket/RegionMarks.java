package org.sessionlogging.central.bucket;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.sessionlogging.domain.settings.KeyRegions;
import org.sessionlogging.domain.settings.Tags;

/**
 * What the replicas that are there can't tell: whether the bucket's own Region was declared, which
 * replicas stay that are not declared any more, and which Regions are retired.
 *
 * @param declared as in ReplicaRegions; empty where the replicas alone tell it, or its tag is gone
 * @param retired as in RetiredRegions; empty when that is not declared, or its tag is gone
 */
public record RegionMarks(
    Optional<SortedSet<String>> declared, Optional<SortedSet<String>> retired) {
  static final RegionMarks NONE = new RegionMarks(Optional.empty(), Optional.empty());

  private static final String DECLARED_TAG = Tags.OURS + "replica-regions";
  private static final String RETIRED_TAG = Tags.OURS + "retired-regions";

  /** Of a bucket in the given Region. */
  public static RegionMarks of(KeyRegions regions, String home) {
    return new RegionMarks(
        Optional.of(regions.declared())
            .filter(it -> it.contains(home) || regions.retired().isPresent()),
        regions.retired());
  }

  static RegionMarks in(Map<String, String> tags) {
    SortedMap<String, String> sorted = new TreeMap<>(tags);
    return new RegionMarks(words(sorted, DECLARED_TAG), words(sorted, RETIRED_TAG));
  }

  private static Optional<SortedSet<String>> words(SortedMap<String, String> tags, String key) {
    return Optional.of(tags)
        .filter(it -> it.containsKey(key))
        .map(it -> new TreeSet<>(Tags.words(it, key)));
  }

  SortedMap<String, String> tags() {
    SortedMap<String, String> tags = new TreeMap<>();
    declared.ifPresent(it -> tags.putAll(Tags.ofWords(DECLARED_TAG, List.copyOf(it))));
    retired.ifPresent(it -> tags.putAll(Tags.ofWords(RETIRED_TAG, List.copyOf(it))));
    return tags;
  }

  /**
   * ReplicaRegions as far as they are so. A replica that is not declared counts, unless it is left
   * until its Region is retired.
   *
   * @param live the Regions with a replica
   * @param home the bucket's Region
   */
  public SortedSet<String> replicas(SortedSet<String> live, String home) {
    SortedSet<String> regions = new TreeSet<>(live);
    SortedSet<String> said = declared.orElse(regions);
    if (retired.isPresent()) {
      regions.retainAll(said);
    }
    if (said.contains(home)) {
      regions.add(home);
    }
    return regions;
  }
}
