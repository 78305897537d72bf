package org.sessionlogging.domain.settings;

import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Tags of a session document by which others than Member know, too, what Member made of it. */
public final class MemberTags {
  /** Key of the tag that says whose a thing is. */
  public static final String TYPE = Tags.OURS + "type";

  /** Its value on the documents that Member manages. */
  public static final String MEMBER = "member";

  private static final String SKIPPED = Tags.OURS + "skipped-roles";

  private MemberTags() {}

  /** Whether Member manages the document. */
  public static boolean areOfMember(SortedMap<String, String> tags) {
    return MEMBER.equals(tags.get(TYPE));
  }

  /**
   * The tags that name roles which were declared and did not exist.
   *
   * @param names at least one
   */
  public static SortedMap<String, String> ofSkippedRoles(SortedSet<String> names) {
    // Values of these tags refuse commas, role names refuse colons.
    return Tags.ofWords(SKIPPED, names.stream().map(it -> it.replace(',', ':')).toList());
  }

  /** Those roles. */
  public static SortedSet<String> skippedRoles(SortedMap<String, String> tags) {
    return Tags.words(tags, SKIPPED).stream()
        .map(name -> name.replace(':', ','))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Keys among these of the tags that name them. */
  public static List<String> keysOfSkippedRoles(Collection<String> keys) {
    return Tags.keysOfWords(keys, SKIPPED);
  }
}
