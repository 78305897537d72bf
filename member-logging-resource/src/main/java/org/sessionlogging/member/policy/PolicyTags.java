package org.sessionlogging.member.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a policy of ours says about itself: for which document it is, which Regions use it (a tag
 * for each, so that Regions come and go without reading each other's), and which roles it was
 * attached to.
 */
final class PolicyTags {
  private static final String OURS = "session-logging:";
  private static final String DOCUMENT = OURS + "document";
  private static final String REGION = OURS + "region:";
  private static final String ROLES = OURS + "roles.";

  // IAM user guide, "Tagging IAM resources".
  private static final int LONGEST_VALUE = 256;

  private PolicyTags() {}

  static SortedMap<String, String> of(
      String documentName, String region, Collection<String> roleNames) {
    SortedMap<String, String> tags = new TreeMap<>();
    tags.put(DOCUMENT, documentName);
    tags.put(mark(region), region);
    List<String> packed = packed(roleNames);
    for (int i = 0; i < packed.size(); i++) {
      tags.put(ROLES + i, packed.get(i));
    }
    return tags;
  }

  /** Key of the tag that says that a Region uses the policy. */
  static String mark(String region) {
    return REGION + region;
  }

  static SortedSet<String> regions(SortedMap<String, String> tags) {
    return tags.keySet().stream()
        .filter(key -> key.startsWith(REGION))
        .map(key -> key.substring(REGION.length()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  static SortedSet<String> roleNames(SortedMap<String, String> tags) {
    return tags.entrySet().stream()
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
