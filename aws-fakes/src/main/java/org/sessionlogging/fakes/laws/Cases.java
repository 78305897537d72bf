package org.sessionlogging.fakes.laws;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.Executable;

/** The cases of a law, all of which have to pass; some run as a sample where not all do. */
final class Cases {
  private static final boolean WHOLE = "whole".equals(System.getProperty("laws"));
  private static final long SEED = Long.getLong("laws.seed", 1);

  private final boolean whole;
  private final Map<String, Executable> all = new TreeMap<>();
  private final List<String> order = new ArrayList<>();

  Cases() {
    this(WHOLE);
  }

  /**
   * @param whole whether all cases run, whatever the size of a sample
   */
  Cases(boolean whole) {
    this.whole = whole;
  }

  /** One more. */
  void add(String name, Executable law) {
    if (all.put(name, law) != null) {
      throw new IllegalArgumentException("Two cases are called " + name);
    }
    order.add(name);
  }

  /**
   * The tests of all cases, or of a sample.
   *
   * @param most the size of the sample
   */
  Stream<DynamicTest> tests(int most) {
    return chosen(most).stream().map(name -> DynamicTest.dynamicTest(name, () -> pass(name)));
  }

  private List<String> chosen(int most) {
    if (whole || order.size() <= most) {
      return order;
    }
    List<String> shuffled = new ArrayList<>(order);
    Collections.shuffle(shuffled, new Random(SEED));
    Set<String> sample = Set.copyOf(shuffled.subList(0, most));
    return order.stream().filter(sample::contains).toList();
  }

  private void pass(String name) throws Throwable {
    try {
      all.get(name).execute();
    } catch (AssertionError | RuntimeException e) {
      // The build's report gives a dynamic test a number and no name.
      throw new AssertionError(name + ": " + e.getMessage(), e);
    }
  }
}
