package org.sessionlogging.member.document;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.sessionlogging.domain.settings.Tags;

/**
 * Tags of users on a session document: declared, or there before.
 *
 * @param all of the document
 */
public record UserTags(SortedMap<String, String> all) {

  /** Those that are there now: neither AWS's nor ours. */
  SortedMap<String, String> now() {
    return some(Tags::areOfUsers, key -> key);
  }

  /** Those that were there before the document was taken over. */
  SortedMap<String, String> former() {
    return some(
        key -> key.startsWith(DocumentMarks.FORMER_TAG),
        key -> key.substring(DocumentMarks.FORMER_TAG.length()));
  }

  /** Those that are there now, but for what was there before and is not declared. */
  public SortedMap<String, String> declared() {
    SettingMarks settings = new SettingMarks(all);
    SortedMap<String, String> declared = now();
    former()
        .forEach(
            (key, value) -> {
              if (!settings.declareFound(key)) {
                declared.remove(key, value);
              }
            });
    return declared;
  }

  private SortedMap<String, String> some(Predicate<String> chosen, UnaryOperator<String> renamed) {
    SortedMap<String, String> some = new TreeMap<>();
    all.forEach(
        (key, value) -> {
          if (chosen.test(key)) {
            some.put(renamed.apply(key), value);
          }
        });
    return some;
  }
}
