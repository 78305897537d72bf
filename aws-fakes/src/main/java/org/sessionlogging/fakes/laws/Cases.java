package org.sessionlogging.fakes.laws;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.Executable;
import org.sessionlogging.fakes.Sample;

/** The cases of a law, all of which have to pass; some run as a sample where not all do. */
final class Cases {

  private final boolean whole;
  private final Map<String, Executable> all = new TreeMap<>();
  private final List<String> order = new ArrayList<>();

  Cases() {
    this(false);
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
    return whole ? order : Sample.of(most, order.size()).stream().map(order::get).toList();
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
