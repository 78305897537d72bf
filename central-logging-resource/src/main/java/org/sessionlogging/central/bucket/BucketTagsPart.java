package org.sessionlogging.central.bucket;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.sessionlogging.kit.reconcile.Part;

/**
 * The declared tags and our marks, of which the mark of the request stays what it was at birth.
 *
 * @param atBirth the marks of a bucket that this operation makes
 * @param creation mark of the request, where this operation is the creation
 */
public record BucketTagsPart(
    BucketTags handle,
    BucketMarks atBirth,
    Optional<String> creation,
    SortedMap<String, String> declared)
    implements Part<SortedMap<String, String>> {

  @Override
  public SortedMap<String, String> desired(Optional<SortedMap<String, String>> live) {
    Optional<String> request =
        live.flatMap(BucketMarks::of).flatMap(BucketMarks::request).or(() -> creation);
    SortedMap<String, String> tags = new TreeMap<>(declared);
    tags.putAll(new BucketMarks(atBirth.keyMode(), request, atBirth.logPrefix()).tags());
    return tags;
  }
}
