package org.sessionlogging.domain.settings;

import java.util.Collection;
import java.util.regex.Pattern;

/** Patterns of policies, in which * stands for any text and ? for any character. */
public final class Wildcards {
  private Wildcards() {}

  /**
   * Whether a text is what one of the patterns means.
   *
   * @param ignoringCase as actions do
   */
  public static boolean anyMatches(Collection<String> patterns, String text, boolean ignoringCase) {
    return patterns.stream()
        .map(it -> Pattern.quote(it).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q"))
        .map(it -> Pattern.compile(it, ignoringCase ? Pattern.CASE_INSENSITIVE : 0))
        .anyMatch(it -> it.matcher(text).matches());
  }
}
