package org.sessionlogging.member.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.sessionlogging.domain.settings.Tags;

/**
 * What the tags of a policy of ours say: for which document it is, which Regions use it (a tag for
 * each, so that Regions come and go without reading each other's), and which roles it was attached
 * to.
 */
public record PolicyMarks(SortedMap<String, String> all) {
  static final PolicyMarks NONE = new PolicyMarks(new TreeMap<>());

  private static final String DOCUMENT = Tags.OURS + "document";
  private static final String REGION = Tags.OURS + "region:";
  private static final String ROLES = Tags.OURS + "roles.";

  // IAM user guide, "Tagging IAM resources".
  private static final int LONGEST_VALUE = 256;

  public PolicyMarks {
    all = Collections.unmodifiableSortedMap(new TreeMap<>(all));
  }

  /** The tags by which one Region uses a policy. */
  static SortedMap<String, String> of(
      String documentName, String region, Collection<String> roleNames) {
    SortedMap<String, String> tags = new TreeMap<>();
    tags.put(DOCUMENT, documentName);
    tags.put(ofRegion(region), region);
    List<String> packed = packed(roleNames);
    for (int i = 0; i < packed.size(); i++) {
      tags.put(ROLES + i, packed.get(i));
    }
    return tags;
  }

  /** Key of the tag that says that a Region uses the policy. */
  static String ofRegion(String region) {
    return REGION + region;
  }

  /** These and the given ones over them. */
  PolicyMarks with(Map<String, String> more) {
    SortedMap<String, String> tags = new TreeMap<>(all);
    tags.putAll(more);
    return new PolicyMarks(tags);
  }

  /** Regions that use it. */
  SortedSet<String> regions() {
    return all.keySet().stream()
        .filter(key -> key.startsWith(REGION))
        .map(key -> key.substring(REGION.length()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Roles that it was attached to when it was made; it may be attached to others as well. */
  public SortedSet<String> roleNames() {
    return all.entrySet().stream()
        .filter(tag -> tag.getKey().startsWith(ROLES))
        .flatMap(tag -> Arrays.stream(tag.getValue().split(" ", -1)))
        .map(name -> name.replace(':', ','))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Tag values refuse commas, which role names may hold; role names refuse colons. */
  private static List<String> packed(Collection<String> roleNames) {
    List<String> packed = new ArrayList<>();
    String open = "";
    for (String name : new TreeSet<>(roleNames)) {
      String written = name.replace(',', ':');
      if (!open.isEmpty() && open.length() + 1 + written.length() > LONGEST_VALUE) {
        packed.add(open);
        open = "";
      }
      open = open.isEmpty() ? written : open + " " + written;
    }
    if (!open.isEmpty()) {
      packed.add(open);
    }
    return packed;
  }
}
