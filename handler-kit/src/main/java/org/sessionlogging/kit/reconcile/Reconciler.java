package org.sessionlogging.kit.reconcile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.sessionlogging.aws.CallFailed;

/** Compares live with desired, part by part, and decides to write. Nothing else writes. */
public final class Reconciler {
  private final Consumer<String> log;

  public Reconciler(Consumer<String> log) {
    this.log = log;
  }

  /**
   * One pass over the parts. Everything is read before anything is written, so that a denial or a
   * missing dependency shows while nothing has changed.
   *
   * @return done only when nothing had to be written: whatever was written is read back by a
   *     further pass
   */
  public Step apply(List<? extends Part<?>> parts) {
    List<String> written = new ArrayList<>();
    for (Observed<?> observed : observe(parts)) {
      Optional<Step> step = observed.settle(log);
      step.ifPresent(it -> written.add(observed.part().handle().name()));
      if (step.isPresent() && !step.get().done()) {
        return step.get();
      }
    }
    return written.isEmpty()
        ? Step.DONE
        : Step.handBack(String.join(", ", written) + " to read back as written");
  }

  /** Reads and checks every part and writes nothing. */
  public List<? extends Observed<?>> observe(List<? extends Part<?>> parts) {
    List<? extends Observed<?>> observed = parts.stream().map(Observed::of).toList();
    observed.forEach(Observed::check);
    return observed;
  }

  /** Takes everything away, in the given order, until one asks for time. */
  public Step remove(List<? extends Removal> removals) {
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
            log.accept(handle.name() + ": " + (live.isPresent() ? "changed" : "made"));
            return Optional.of(handle.write(desired, live));
          });
    }
  }
}
