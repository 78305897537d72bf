package org.sessionlogging.member.document;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sessionlogging.kit.reconcile.Refused;

/** Numbers of versions, which fit into one tag as ranges: {@code 6-8 11}. */
record Versions(SortedSet<Integer> numbers) {

  // SSM API reference, Tag: a value has at most 256 characters.
  private static final int LONGEST = 256;

  /** A document has at most 1,000 versions at a time (SSM quotas); older ones may be gone. */
  private static final int MOST = 10_000;

  Versions {
    numbers = Collections.unmodifiableSortedSet(new TreeSet<>(numbers));
  }

  /**
   * Refuses what can't have been written here: as many versions as no document has.
   *
   * @throws Refused with the remedy
   */
  static Versions parse(String ranges) {
    if (width(ranges) > MOST) {
      throw Refused.conflict(
          "The tag "
              + DocumentMarks.VERSIONS
              + " of the document is damaged ("
              + ranges
              + "): remove it, then start the operation again; the versions written so far then stay in its history.");
    }
    return new Versions(
        Arrays.stream(ranges.split(" ", -1))
            .filter(range -> range.matches("[0-9]{1,9}(-[0-9]{1,9})?"))
            .map(range -> range.split("-", -1))
            .flatMapToInt(
                ends ->
                    IntStream.rangeClosed(
                        Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1])))
            .boxed()
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  private static long width(String ranges) {
    return Arrays.stream(ranges.split(" ", -1))
        .filter(range -> range.matches("[0-9]{1,9}-[0-9]{1,9}"))
        .map(range -> range.split("-", -1))
        .mapToLong(ends -> Long.parseLong(ends[1]) - Long.parseLong(ends[0]))
        .map(width -> Math.max(0, width))
        .sum();
  }

  Versions plus(int number) {
    SortedSet<Integer> more = new TreeSet<>(numbers);
    more.add(number);
    return new Versions(more);
  }

  boolean contain(int number) {
    return numbers.contains(number);
  }

  /** 0 when there is none. */
  int newest() {
    return numbers.isEmpty() ? 0 : numbers.last();
  }

  /** The oldest ranges are forgotten when they don't fit: such versions then stay on delete. */
  @Override
  public String toString() {
    Deque<int[]> ranges = new ArrayDeque<>();
    for (int number : numbers) {
      if (!ranges.isEmpty() && ranges.getLast()[1] == number - 1) {
        ranges.getLast()[1] = number;
      } else {
        ranges.addLast(new int[] {number, number});
      }
    }
    String text = joined(ranges);
    while (text.length() > LONGEST) {
      ranges.removeFirst();
      text = joined(ranges);
    }
    return text;
  }

  private static String joined(Deque<int[]> ranges) {
    return ranges.stream()
        .map(ends -> ends[0] == ends[1] ? "" + ends[0] : ends[0] + "-" + ends[1])
        .collect(Collectors.joining(" "));
  }
}
