package org.sessionlogging.fakes.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.Executable;
import org.sessionlogging.fakes.Sample;

/**
 * The cases of a law, of which some are known to fail. Those stand in a file, one on each line: a
 * known case that passes fails until it is taken off the list, and one that is not on the list has
 * to pass.
 */
final class Cases {
  private static final boolean RECORDED = Boolean.getBoolean("laws.record");

  private final boolean whole;
  private final String list;
  private final Set<String> known;
  private final Map<String, Executable> all = new TreeMap<>();
  private final List<String> order = new ArrayList<>();

  /**
   * @param test the test class, beside whose resources the list is
   * @param list its file name
   */
  Cases(Class<?> test, String list) {
    this(test, list, false);
  }

  /**
   * @param whole whether all cases run, whatever the size of a sample
   */
  Cases(Class<?> test, String list, boolean whole) {
    this.whole = whole;
    this.list = list;
    this.known = read(test, list);
  }

  private static Set<String> read(Class<?> test, String list) {
    try (InputStream text = test.getClassLoader().getResourceAsStream(list)) {
      return text == null
          ? Set.of()
          : new TreeSet<>(new String(text.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
    assertThat(all.keySet()).as("known cases that are none, in " + list).containsAll(known);
    List<String> failing = Collections.synchronizedList(new ArrayList<>());
    Stream<DynamicTest> tests = chosen(most).stream().map(name -> test(name, failing));
    return RECORDED
        ? Stream.concat(tests, Stream.of(DynamicTest.dynamicTest("recorded", () -> write(failing))))
        : tests;
  }

  private List<String> chosen(int most) {
    return whole ? order : Sample.of(most, order.size()).stream().map(order::get).toList();
  }

  private DynamicTest test(String name, List<String> failing) {
    return DynamicTest.dynamicTest(
        name,
        () -> {
          Optional<Throwable> failure = failure(name);
          failure.ifPresent(it -> failing.add(name));
          if (RECORDED) {
            return;
          }
          if (known.contains(name)) {
            assertThat(failure).as("%s passes: take it off the list, %s", name, list).isPresent();
          } else if (failure.isPresent()) {
            // The build's report gives a dynamic test a number and no name.
            throw new AssertionError(name + ": " + failure.get().getMessage(), failure.get());
          }
        });
  }

  private Optional<Throwable> failure(String name) throws Throwable {
    try {
      all.get(name).execute();
      return Optional.empty();
    } catch (AssertionError | RuntimeException e) {
      return Optional.of(e);
    }
  }

  private void write(List<String> failing) throws IOException {
    Path file = Path.of(System.getProperty("basedir", "."), "target", list);
    Files.createDirectories(file.getParent());
    Files.write(file, failing);
    assertThat(file).exists();
  }
}
