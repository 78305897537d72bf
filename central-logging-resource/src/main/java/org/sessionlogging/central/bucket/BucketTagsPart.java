package org.sessionlogging.central.bucket;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.sessionlogging.kit.reconcile.Part;

/**
 * The declared tags and our marks, of which those that say how the bucket became ours stay as they
 * were; on an adopted bucket also the tags that were found there.
 *
 * @param atBirth the marks of a bucket that this operation makes
 * @param creation mark of the request, where this operation is the creation
 * @param isNamedForSessions whether the alias leads to the key of that ARN
 */
public record BucketTagsPart(
    BucketTags handle,
    BucketMarks atBirth,
    Optional<String> creation,
    Predicate<String> isNamedForSessions,
    SortedMap<String, String> declared)
    implements Part<SortedMap<String, String>> {

  @Override
  public SortedMap<String, String> desired(Optional<SortedMap<String, String>> live) {
    SortedMap<String, String> tags = new TreeMap<>(declared);
    if (atBirth.isAdopted()) {
      SortedMap<String, String> present = live.orElseGet(TreeMap::new);
      FoundTags found = FoundTags.in(present).without(declared.keySet());
      present.forEach(
          (key, value) -> {
            if (found.contain(key)) {
              tags.put(key, value);
            }
          });
      tags.putAll(found.tags());
    }
    tags.putAll(
        atBirth.remembering(live.flatMap(BucketMarks::of), creation, isNamedForSessions).tags());
    return tags;
  }
}
