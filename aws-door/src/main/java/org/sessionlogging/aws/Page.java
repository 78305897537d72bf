package org.sessionlogging.aws;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One page of a list.
 *
 * @param nextToken asks for the page that follows; empty on the last
 */
public record Page<T>(List<T> items, Optional<String> nextToken) {

  /** The same page of what is made of each item. */
  public <U> Page<U> map(Function<T, U> made) {
    return new Page<>(items.stream().map(made).toList(), nextToken);
  }
}
