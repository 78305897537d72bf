package org.sessionlogging.domain.judgement;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Things by their number and the ids of the first few, so that a finding stays short however many
 * there are; its text form is {@code 2 nodes (i-1, i-2)}.
 *
 * @param kind one of them, as a noun
 */
record Counted(String kind, List<String> ids) {
  private static final int SHOWN = 3;

  /** Those of some things that something is so of; empty where it is of none. */
  static <T> Optional<Counted> among(
      List<T> things, Predicate<T> so, String kind, Function<T, String> id) {
    List<String> ids = things.stream().filter(so).map(id).toList();
    return ids.isEmpty() ? Optional.empty() : Optional.of(new Counted(kind, ids));
  }

  @Override
  public String toString() {
    return ids.size()
        + " "
        + kind
        + (ids.size() == 1 ? "" : "s")
        + " ("
        + String.join(", ", ids.subList(0, Math.min(SHOWN, ids.size())))
        + (ids.size() > SHOWN ? ", ..." : "")
        + ")";
  }
}
