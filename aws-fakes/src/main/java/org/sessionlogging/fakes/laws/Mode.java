package org.sessionlogging.fakes.laws;

import java.util.function.Consumer;
import org.sessionlogging.fakes.FakeAws;
import org.sessionlogging.fakes.store.Lag;

/**
 * One way to use a type.
 *
 * @param name as it stands in the names of cases
 * @param declared what is created
 * @param changed what it is updated to
 * @param before what is there before
 * @param made how it is created, where that is more than one creation
 * @param drift what somebody does to it by hand before an update, so that the update needs all that
 *     it can do
 * @param restores whether a deletion leaves all as it was, or just the effect of it
 * @param lag what shows late while calls of its creation fail
 */
public record Mode<M, C>(
    String name,
    M declared,
    M changed,
    Consumer<FakeAws> before,
    Consumer<Scene<M, C>> made,
    Consumer<FakeAws> drift,
    boolean restores,
    Lag lag) {

  /** Nothing is there before, and nobody interferes. */
  public static <M, C> Mode<M, C> of(String name, M declared, M changed) {
    return new Mode<>(
        name,
        declared,
        changed,
        aws -> {},
        scene -> scene.succeeds(scene.driver().create(declared)),
        aws -> {},
        true,
        Lag.none());
  }

  /** The same from another start, named. */
  public Mode<M, C> from(String start, Consumer<FakeAws> other) {
    return new Mode<>(
        name + ", " + start, declared, changed, before.andThen(other), made, drift, restores, lag);
  }

  /** The same where something is there before that leaves its name as it is. */
  public Mode<M, C> beside(Consumer<FakeAws> other) {
    return new Mode<>(name, declared, changed, before.andThen(other), made, drift, restores, lag);
  }

  /** The same with something more after the creation. */
  public Mode<M, C> then(String event, Consumer<Scene<M, C>> further) {
    return new Mode<>(
        name + ", " + event,
        declared,
        changed,
        before,
        made.andThen(further),
        drift,
        restores,
        lag);
  }

  /** The same with somebody's hand in it. */
  public Mode<M, C> drifting(Consumer<FakeAws> other) {
    return new Mode<>(name, declared, changed, before, made, other, restores, lag);
  }

  /** The same where a deletion brings back the effect of what was there, but not its history. */
  public Mode<M, C> withoutHistory() {
    return new Mode<>(name, declared, changed, before, made, drift, false, lag);
  }

  /** The same where calls of its creation fail while something shows late. */
  public Mode<M, C> lagging(Lag other) {
    return new Mode<>(name, declared, changed, before, made, drift, restores, other);
  }

  @Override
  public String toString() {
    return name;
  }
}
