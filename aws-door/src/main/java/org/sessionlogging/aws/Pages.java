package org.sessionlogging.aws;

import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/** Answers that AWS gives page by page. */
public final class Pages {

  private Pages() {}

  /**
   * All pages, each asked for when it is needed.
   *
   * @param ask asks for the page of a token, which is null for the first
   * @param next the token of the page that follows; null or empty on the last
   */
  public static <P> Stream<P> of(Function<String, P> ask, Function<P, String> next) {
    return Stream.iterate(
        ask.apply(null),
        Objects::nonNull,
        page -> {
          String token = next.apply(page);
          return token == null || token.isEmpty() ? null : ask.apply(token);
        });
  }
}
