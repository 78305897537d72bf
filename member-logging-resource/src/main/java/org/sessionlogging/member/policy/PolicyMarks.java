package org.sessionlogging.member.policy;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sessionlogging.domain.settings.Tags;

/**
 * What the tags of a policy of ours say: for which document it is, and what it is to each Region. A
 * Region writes its own tags only, so that Regions come and go without reading each other's.
 */
public record PolicyMarks(SortedMap<String, String> all) {
  static final PolicyMarks NONE = new PolicyMarks(new TreeMap<>());

  private static final String DOCUMENT = Tags.OURS + "document";
  private static final String REGION = Tags.OURS + "region:";

  /**
   * Written by 0.1.0: names of the roles of every Region. Its mark of a Region is just its name.
   */
  private static final String ROLES = Tags.OURS + "roles.";

  // IAM user guide, "Tagging IAM resources".
  private static final int MOST = 50;

  public PolicyMarks {
    all = Collections.unmodifiableSortedMap(new TreeMap<>(all));
  }

  /** A new policy bears the user's tags from birth, where a policy may demand them. */
  static PolicyMarks ofNew(Map<String, String> usersTags) {
    return new PolicyMarks(Tags.ofIam(usersTags));
  }

  /** The same, for a document. */
  PolicyMarks forDocument(String documentName) {
    SortedMap<String, String> tags = new TreeMap<>(all);
    tags.put(DOCUMENT, documentName);
    return new PolicyMarks(tags);
  }

  /** The same, with another mark of one Region; the user's tags make room where need be. */
  PolicyMarks with(String region, RegionMark mark) {
    SortedMap<String, String> tags = new TreeMap<>(all);
    tags.keySet().removeAll(keysOf(region));
    tags.putAll(tagsOf(region, mark));
    List<String> users = tags.keySet().stream().filter(Tags::areOfUsers).toList();
    int surplus = Math.max(0, Math.min(tags.size() - MOST, users.size()));
    tags.keySet().removeAll(users.subList(0, surplus));
    return new PolicyMarks(tags);
  }

  /** The tags that say what the policy is to a Region: one, and more when it does not fit. */
  static SortedMap<String, String> tagsOf(String region, RegionMark mark) {
    return Tags.ofWords(REGION + region, mark.words());
  }

  /** Keys of the tags of a Region. */
  List<String> keysOf(String region) {
    return Tags.keysOfWords(all.keySet(), REGION + region);
  }

  /** The same, and the key of the first one though it does not show. */
  SortedSet<String> keysToForget(String region) {
    SortedSet<String> keys = new TreeSet<>(keysOf(region));
    keys.add(REGION + region);
    return keys;
  }

  /** What the policy is to a Region; empty when the Region has nothing to do with it. */
  Optional<RegionMark> mark(String region) {
    if (region.equals(all.get(REGION + region))) {
      return Optional.of(RegionMark.of(RegionMark.State.USES, rolesOfEveryRegion()));
    }
    return RegionMark.parse(Tags.words(all, REGION + region));
  }

  /** Regions that keep it. */
  SortedSet<String> regions() {
    return marked()
        .filter(region -> mark(region).filter(RegionMark::stays).isPresent())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Stream<String> marked() {
    return all.keySet().stream()
        .filter(key -> key.startsWith(REGION))
        .map(key -> key.substring(REGION.length()))
        .filter(region -> !region.contains(":"));
  }

  /**
   * Whether every Region's mark is there. All go when somebody replaces the tags, and each Region
   * puts back its own alone: what is there from birth, and is never put back, tells.
   */
  boolean areWhole() {
    return all.containsKey(DOCUMENT);
  }

  /** Whether a Region has attached it to that role, be it one that lets go. */
  boolean name(String roleName) {
    return rolesOfEveryRegion().contains(roleName)
        || marked().anyMatch(region -> mark(region).filter(it -> it.names(roleName)).isPresent());
  }

  /** Whether one of these Regions has attached it to that role. */
  boolean name(String roleName, Collection<String> regions) {
    return regions.stream()
        .anyMatch(region -> mark(region).filter(it -> it.names(roleName)).isPresent());
  }

  /** Tag values refuse commas, which role names may hold; role names refuse colons. */
  private SortedSet<String> rolesOfEveryRegion() {
    return all.entrySet().stream()
        .filter(tag -> tag.getKey().startsWith(ROLES))
        .flatMap(tag -> Arrays.stream(tag.getValue().split(" ", -1)))
        .map(name -> name.replace(':', ','))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
