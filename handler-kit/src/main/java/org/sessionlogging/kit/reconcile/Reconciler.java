package org.sessionlogging.kit.reconcile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.aws.CallFailed;

/** Compares live with desired, part by part, and decides to write. Nothing else writes. */
public final class Reconciler {
  private final Aws aws;
  private final BooleanSupplier timeIsUp;
  private final Consumer<String> log;

  /**
   * @param timeIsUp whether the invocation should begin nothing more and hand back
   */
  public Reconciler(Aws aws, BooleanSupplier timeIsUp, Consumer<String> log) {
    this.aws = aws;
    this.timeIsUp = timeIsUp;
    this.log = log;
  }

  /**
   * One pass over the parts. Everything is read before anything is written, so that a denial or a
   * missing dependency shows while nothing has changed. A part that asks for time ends the pass; on
   * a line of its own it ends that line alone.
   *
   * @return done only when nothing had to be written: whatever was written is read back by a
   *     further pass
   */
  public Step apply(List<? extends Part<?>> parts) {
    List<String> written = new ArrayList<>();
    Map<String, Step> waits = new LinkedHashMap<>();
    for (Observed<?> observed : observe(parts)) {
      String line = observed.part().line();
      if (waits.containsKey(line)) {
        continue;
      }
      if (timeIsUp.getAsBoolean()) {
        return handBackUnfinished(observed.part().handle().name());
      }
      Optional<Step> step = observed.settle(log);
      step.ifPresent(it -> written.add(observed.part().handle().name()));
      if (step.isPresent() && !step.get().done()) {
        if (line.isEmpty()) {
          return step.get();
        }
        waits.put(line, step.get());
      }
    }
    if (!waits.isEmpty()) {
      return Step.allOf(waits.values());
    }
    return written.isEmpty()
        ? Step.DONE
        : Step.handBack(String.join(", ", written) + " to read back as written");
  }

  /** Reads every part, side by side, and checks it; writes nothing. */
  public List<? extends Observed<?>> observe(List<? extends Part<?>> parts) {
    List<Supplier<Observed<?>>> questions = new ArrayList<>();
    parts.forEach(part -> questions.add(() -> Observed.of(part)));
    List<Observed<?>> observed = aws.sideBySide(questions);
    observed.forEach(Observed::check);
    return observed;
  }

  /**
   * Reads every part, side by side, before anything is decided on: what is asked first of a
   * resource is mostly among that, and then need not be waited for by itself.
   */
  public void lookAhead(List<? extends Part<?>> parts) {
    List<Supplier<?>> questions = new ArrayList<>();
    parts.forEach(part -> questions.add(part.handle()::read));
    aws.ahead(questions);
  }

  /** Takes everything away, in the given order, until one asks for time or the time is up. */
  public Step remove(List<? extends Removal> removals) {
    for (Removal removal : removals) {
      if (timeIsUp.getAsBoolean()) {
        return handBackUnfinished(removal.name());
      }
      Step step = inPart(removal.name(), removal::remove);
      if (!step.done()) {
        return step;
      }
    }
    return Step.DONE;
  }

  private static Step handBackUnfinished(String next) {
    return Step.handBack("what is left to be done, which begins with " + next);
  }

  private static <T> T inPart(String name, Supplier<T> work) {
    try {
      return work.get();
    } catch (CallFailed e) {
      throw new PartFailed(name, e);
    }
  }

  /** A part and what AWS held of it at the beginning of the pass. */
  public record Observed<V>(Part<V> part, Optional<V> live) {

    static <V> Observed<V> of(Part<V> part) {
      Handle<V> handle = part.handle();
      return new Observed<>(part, inPart(handle.name(), handle::read));
    }

    void check() {
      inPart(
          part.handle().name(),
          () -> {
            part.check(live);
            return live;
          });
    }

    /** Empty when nothing had to be written. */
    Optional<Step> settle(Consumer<String> log) {
      Handle<V> handle = part.handle();
      return inPart(
          handle.name(),
          () -> {
            V desired = part.desired(live);
            if (live.filter(desired::equals).isPresent()) {
              return Optional.empty();
            }
            // What it was is known from here alone, once it is overwritten.
            log.accept(
                handle.name()
                    + live.map(former -> ": changed from " + former + " to " + desired)
                        .orElse(": made"));
            return Optional.of(handle.write(desired, live));
          });
    }
  }
}
