package org.sessionlogging.domain.settings;

import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The Regions in which members ask for the session key.
 *
 * @param declared those with a replica. The bucket's own may be among them, where there is nothing
 *     to replicate: so one list of Regions serves members and replicas
 * @param retired those whose replica is to go; empty when one goes as soon as its Region is not
 *     declared any more
 */
public record KeyRegions(SortedSet<String> declared, Optional<SortedSet<String>> retired) {
  /** No other Region than the bucket's. */
  public static final KeyRegions NONE = of(Set.of());

  private static final String DECLARED = "ReplicaRegions";
  private static final String RETIRED = "RetiredRegions";
  private static final Pattern REGION = Pattern.compile(PropertyRules.REGION);

  /** Checks them; no Region is in both lists. */
  public KeyRegions {
    declared = checked(DECLARED, declared);
    retired = retired.map(it -> checked(RETIRED, it));
    SortedSet<String> both = new TreeSet<>(retired.orElseGet(TreeSet::new));
    both.retainAll(declared);
    if (!both.isEmpty()) {
      throw new InvalidSettings(
          RETIRED,
          "contains " + String.join(", ", both) + ", as ReplicaRegions does",
          "take it out of RetiredRegions to keep the replica, or out of ReplicaRegions to delete it");
    }
  }

  /** Those alone, and no replica anywhere else. */
  public static KeyRegions of(Set<String> declared) {
    return new KeyRegions(new TreeSet<>(declared), Optional.empty());
  }

  /** The Regions that get a replica of a key of the given one. */
  public SortedSet<String> outside(String home) {
    SortedSet<String> others = new TreeSet<>(declared);
    others.remove(home);
    return others;
  }

  private static SortedSet<String> checked(String property, SortedSet<String> regions) {
    regions.stream()
        .filter(it -> !REGION.matcher(it).matches())
        .findFirst()
        .ifPresent(
            it -> {
              throw new InvalidSettings(
                  property, "contains " + it, "give Regions by their codes, such as eu-west-1");
            });
    return Collections.unmodifiableSortedSet(new TreeSet<>(regions));
  }
}
