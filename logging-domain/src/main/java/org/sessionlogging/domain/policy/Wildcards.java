package org.sessionlogging.domain.policy;

import java.util.List;
import java.util.regex.Pattern;

/** Patterns of policies, in which * stands for any text and ? for any character. */
final class Wildcards {
  private Wildcards() {}

  /**
   * @param ignoringCase as actions do
   */
  static boolean anyMatches(List<String> patterns, String text, boolean ignoringCase) {
    return patterns.stream()
        .map(it -> Pattern.quote(it).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q"))
        .map(it -> Pattern.compile(it, ignoringCase ? Pattern.CASE_INSENSITIVE : 0))
        .anyMatch(it -> it.matcher(text).matches());
  }
}
