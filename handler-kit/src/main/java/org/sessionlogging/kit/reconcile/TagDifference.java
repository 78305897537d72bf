package org.sessionlogging.kit.reconcile;

import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What has to be done to tags, one call each.
 *
 * @param missing tags to be set, new ones and those of another value
 * @param surplus keys to be taken away
 */
public record TagDifference(SortedMap<String, String> missing, SortedSet<String> surplus) {

  public static TagDifference between(Map<String, String> live, Map<String, String> desired) {
    SortedMap<String, String> missing = new TreeMap<>(desired);
    missing.entrySet().removeAll(live.entrySet());
    SortedSet<String> surplus = new TreeSet<>(live.keySet());
    surplus.removeAll(desired.keySet());
    return new TagDifference(missing, surplus);
  }
}
