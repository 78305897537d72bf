package org.sessionlogging.central.bucket;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.sessionlogging.kit.reconcile.Part;

/**
 * The declared tags and our marks, of which the mark of the request stays what it was at birth. A
 * key that was given before is named as long as the alias leads there: without that nobody would
 * know that the alias may be moved.
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
    Optional<BucketMarks> marks = live.flatMap(BucketMarks::of);
    List<String> given = new ArrayList<>(atBirth.givenForSessions());
    marks.stream()
        .flatMap(it -> it.givenForSessions().stream())
        .filter(arn -> !given.contains(arn) && isNamedForSessions.test(arn))
        .forEach(given::add);
    Optional<String> request = marks.flatMap(BucketMarks::request).or(() -> creation);
    SortedMap<String, String> tags = new TreeMap<>(declared);
    tags.putAll(new BucketMarks(atBirth.keyMode(), request, atBirth.logPrefix(), given).tags());
    return tags;
  }
}
