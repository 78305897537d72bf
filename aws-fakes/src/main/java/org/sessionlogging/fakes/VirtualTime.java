package org.sessionlogging.fakes;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.sessionlogging.aws.Lanes;

/**
 * The time of an invocation in tests: it passes only when somebody waits. What is asked side by
 * side through it is carried out one after another and takes the time that it would take on as many
 * lanes as the door has threads; whoever wants an answer that another lane has asked for waits
 * until it is there.
 */
public final class VirtualTime implements Lanes {
  /** When an answer was there. Several functions may share a time, each in a thread of its own. */
  private final Map<CompletableFuture<?>, Long> answered =
      Collections.synchronizedMap(new WeakHashMap<>());

  private long milliseconds;

  public long milliseconds() {
    return milliseconds;
  }

  /** Lets seconds pass. */
  public void pause(int seconds) {
    pass(seconds * 1_000L);
  }

  /** Lets time pass. */
  public void pass(long more) {
    milliseconds += more;
  }

  /** Each on the lane that is free first; it is over when the last of them is. */
  @Override
  public <T> List<T> all(List<Supplier<T>> questions) {
    Queue<Long> lanes = new PriorityQueue<>(Collections.nCopies(COUNT, milliseconds));
    long end = milliseconds;
    List<CompletableFuture<T>> asked = new ArrayList<>();
    for (Supplier<T> question : questions) {
      milliseconds = lanes.remove();
      asked.add(CompletableFuture.supplyAsync(question, Runnable::run));
      lanes.add(milliseconds);
      end = Math.max(end, milliseconds);
    }
    milliseconds = end;
    return asked.stream().map(Lanes::outcome).toList();
  }

  @Override
  public <T> T await(CompletableFuture<T> answer) {
    Long there = answered.putIfAbsent(answer, milliseconds);
    if (there != null) {
      milliseconds = Math.max(milliseconds, there);
    }
    return Lanes.outcome(answer);
  }
}
