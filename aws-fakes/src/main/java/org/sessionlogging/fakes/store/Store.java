package org.sessionlogging.fakes.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.sessionlogging.aws.CallFailed;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * The state of one service: what there is, and what each API sees of it, which {@link Lag} may keep
 * behind.
 *
 * <p>Before a write the state is kept as it was. Each API has for each thing that it is asked about
 * its own place among these former states and moves on, never back. A write that depends on
 * something else first looks it up as its own API sees it; what is written it writes to what there
 * is.
 *
 * @param <S> a class of public fields, see {@link Snapshot}
 */
public final class Store<S> {

  /**
   * One write.
   *
   * @param before the state before it
   * @param halfway whether it is the first half of a write that takes time
   */
  private record Write<S>(S before, boolean halfway) {}

  /** How far one API has come with one thing. */
  private static final class Sight {
    private final List<Integer> due = new ArrayList<>();
    private int looks;

    void written(int lag) {
      int last = due.isEmpty() ? 0 : due.get(due.size() - 1);
      due.add(Math.max(last, looks + lag));
    }

    /** The number of writes that this look sees. */
    int look() {
      int seen = (int) due.stream().filter(it -> it <= looks).count();
      looks++;
      return seen;
    }
  }

  private final S present;
  private final List<Write<S>> writes = new ArrayList<>();
  private final Map<String, Map<String, Sight>> sights = new HashMap<>();
  private Lag lag = Lag.none();
  private boolean lagging;

  public Store(S present) {
    this.present = present;
  }

  /** What there is, whoever may see it already. What is changed in it shows at once. */
  public S present() {
    return present;
  }

  /** From now on it lags so; what was written before shows. */
  public synchronized void lag(Lag other) {
    lag = other;
    lagging = true;
    writes.clear();
    sights.clear();
  }

  /** From now on everything shows at once. */
  public synchronized void settle() {
    lag(Lag.none());
    lagging = false;
  }

  /**
   * A read.
   *
   * @param subject what is asked about; each thing has looks of its own
   */
  public synchronized <R> R look(AwsRequest request, String subject, Function<S, R> question) {
    return question.apply(seen(request, subject));
  }

  /**
   * A write.
   *
   * @param passing the error codes that the look-up of something just made, changed or let go may
   *     give; other refusals follow from what there is
   * @param change refuses, or else changes the state and answers; depends on nothing but the state
   */
  public synchronized <R> R write(
      AwsRequest request, String subject, Set<String> passing, Function<S, R> change) {
    return write(request, subject, passing, change, false);
  }

  /**
   * A write that AWS takes time for.
   *
   * @param begun changes the state to the one in between
   * @param done changes it to the final one
   */
  public synchronized <R> R write(
      AwsRequest request,
      String subject,
      Set<String> passing,
      Function<S, R> begun,
      Consumer<S> done) {
    R answer = write(request, subject, passing, begun, true);
    apply(
        it -> {
          done.accept(it);
          return it;
        },
        false);
    return answer;
  }

  private <R> R write(
      AwsRequest request,
      String subject,
      Set<String> passing,
      Function<S, R> change,
      boolean halfway) {
    S seen = seen(request, subject);
    if (seen != present) {
      rehearse(Snapshot.copy(seen), passing, change);
    }
    return apply(change, halfway);
  }

  private void rehearse(S copy, Set<String> passing, Function<S, ?> change) {
    try {
      Object unused = change.apply(copy);
    } catch (AwsServiceException e) {
      if (passing.contains(e.awsErrorDetails().errorCode())) {
        throw e;
      }
    }
  }

  private <R> R apply(Function<S, R> change, boolean halfway) {
    if (!lagging) {
      return change.apply(present);
    }
    S before = Snapshot.copy(present);
    R answer = change.apply(present);
    Write<S> write = new Write<>(before, halfway);
    writes.add(write);
    sights.forEach(
        (api, things) -> things.values().forEach(sight -> sight.written(looks(api, write))));
    return answer;
  }

  /** The halves of a write that takes time share the looks, so that each can be seen. */
  private int looks(String api, Write<S> write) {
    return write.halfway() ? lag.looks(api) / 2 : lag.looks(api);
  }

  private S seen(AwsRequest request, String subject) {
    String api = CallFailed.operationOf(request);
    Sight sight =
        sights
            .computeIfAbsent(api, it -> new HashMap<>())
            .computeIfAbsent(subject, it -> first(api));
    int number = sight.look();
    return number < writes.size() ? writes.get(number).before() : present;
  }

  private Sight first(String api) {
    Sight sight = new Sight();
    writes.forEach(write -> sight.written(looks(api, write)));
    return sight;
  }
}
