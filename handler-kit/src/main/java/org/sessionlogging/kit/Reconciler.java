package org.sessionlogging.kit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Compares live with desired, part by part, and decides to write. Nothing else writes. */
final class Reconciler {
  private final Consumer<String> log;

  Reconciler(Consumer<String> log) {
    this.log = log;
  }

  /**
   * One pass over the parts. Everything is read before anything is written, so that a denial or a
   * missing dependency shows while nothing has changed.
   *
   * @return done only when nothing had to be written: whatever was written is read back by a
   *     further pass
   */
  Step apply(List<? extends Part<?>> parts) {
    List<String> written = new ArrayList<>();
    for (Observed<?> observed : observe(parts)) {
      Optional<Step> step = observed.settle(log);
      step.ifPresent(it -> written.add(observed.part().name()));
      if (step.isPresent() && !step.get().done()) {
        return step.get();
      }
    }
    return written.isEmpty()
        ? Step.DONE
        : Step.handBack(String.join(", ", written) + " to read back as written");
  }

  /** Reads every part and writes nothing. */
  List<? extends Observed<?>> observe(List<? extends Part<?>> parts) {
    return parts.stream().map(Observed::of).toList();
  }

  /** Takes everything away, in the given order, until one asks for time. */
  Step remove(List<? extends Removal> removals) {
    for (Removal removal : removals) {
      Step step = inPart(removal.name(), removal::remove);
      if (!step.done()) {
        return step;
      }
    }
    return Step.DONE;
  }

  private static <T> T inPart(String name, Supplier<T> work) {
    try {
      return work.get();
    } catch (CallFailed e) {
      throw new PartFailed(name, e);
    }
  }

  /** A part and what AWS held of it at the beginning of the pass. */
  record Observed<V>(Part<V> part, Optional<V> live) {

    static <V> Observed<V> of(Part<V> part) {
      return new Observed<>(part, inPart(part.name(), part::live));
    }

    /** Empty when nothing had to be written. */
    Optional<Step> settle(Consumer<String> log) {
      return inPart(
          part.name(),
          () -> {
            V desired = part.desired();
            if (live.filter(desired::equals).isPresent()) {
              return Optional.empty();
            }
            log.accept(part.name() + ": " + (live.isPresent() ? "changed" : "made"));
            return Optional.of(part.put(desired, live));
          });
    }
  }
}
