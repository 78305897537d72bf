package org.sessionlogging.domain.judgement;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What AWS shows of a thing: its value, that there is none, or why it was not shown.
 *
 * @param unasked why not, with the call; empty where it was
 */
public record Shown<T>(Optional<T> value, String unasked) {

  /** It was shown; empty when there is none. */
  public static <T> Shown<T> of(Optional<T> value) {
    return new Shown<>(value, "");
  }

  /** It could not be asked for. */
  public static <T> Shown<T> unknown(String why) {
    return new Shown<>(Optional.empty(), why);
  }

  /** What it is taken for. */
  public <R> Shown<R> map(Function<T, R> taken) {
    return flatMap(it -> Optional.of(taken.apply(it)));
  }

  /** The same where it may be taken for nothing. */
  public <R> Shown<R> flatMap(Function<T, Optional<R>> taken) {
    return new Shown<>(value.flatMap(taken), unasked);
  }

  /** The same with something in the place of nothing. */
  public Shown<T> orWhenAbsent(T other) {
    return isKnown() ? of(value.or(() -> Optional.of(other))) : this;
  }

  /** Whether AWS has shown that it is, or that it is not. */
  public boolean isKnown() {
    return unasked.isEmpty();
  }

  /** What is shown of what this leads to: nothing where it is absent, unknown where it is. */
  public <R> Shown<R> then(Function<T, Shown<R>> next) {
    return isKnown() ? value.map(next).orElseGet(() -> of(Optional.empty())) : unknown(unasked);
  }

  /**
   * The finding that follows, or that nothing follows since it was not shown.
   *
   * @param judged of what was shown
   */
  Finding judged(Check check, Function<Optional<T>, Finding> judged) {
    return isKnown() ? judged.apply(value) : unproven(check);
  }

  /** The same where several may follow. */
  List<Finding> allJudged(Check check, Function<Optional<T>, List<Finding>> judged) {
    return isKnown() ? judged.apply(value) : List.of(unproven(check));
  }

  /** The finding of what was not shown. */
  Finding unproven(Check check) {
    return Finding.unproven(check, unasked, "Allow the action to whoever looks, then look again.");
  }
}
