package org.sessionlogging.fakes;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Of long rows of cases {@code make test} runs a sample, the same in every run ({@code -Dlaws.seed}
 * draws another), and {@code make test-full} ({@code -Dlaws=whole}) runs all.
 */
public final class Sample {
  private static final boolean WHOLE = "whole".equals(System.getProperty("laws"));
  private static final long SEED = Long.getLong("laws.seed", 1);

  private Sample() {}

  /**
   * How many cases run.
   *
   * @param most the size of the sample
   * @param all how many there are
   */
  public static int size(int most, int all) {
    return WHOLE ? all : Math.min(most, all);
  }

  /**
   * Which cases run, counted from 0, in their order.
   *
   * @param most the size of the sample
   * @param all how many there are
   */
  public static List<Integer> of(int most, int all) {
    List<Integer> cases = new ArrayList<>(IntStream.range(0, all).boxed().toList());
    Collections.shuffle(cases, new Random(SEED));
    return cases.subList(0, size(most, all)).stream().sorted().toList();
  }
}
