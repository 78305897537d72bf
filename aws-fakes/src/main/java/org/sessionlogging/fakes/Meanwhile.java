package org.sessionlogging.fakes;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.sessionlogging.aws.Aws;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;

/** Somebody else's change, once, just before or after a call. */
public final class Meanwhile implements Aws.Transport {
  private final Journal names = new Journal();
  private final Predicate<List<String>> moment;
  private final boolean before;
  private Runnable change;

  /** After the first call of a kind. */
  public Meanwhile(String call, Runnable change) {
    this(calls -> last(calls).equals(call), false, change);
  }

  private Meanwhile(Predicate<List<String>> moment, boolean before, Runnable change) {
    this.moment = moment;
    this.before = before;
    this.change = change;
  }

  /** Before the first call of a kind. */
  public static Meanwhile before(String call, Runnable change) {
    return new Meanwhile(calls -> last(calls).equals(call), true, change);
  }

  /** Before a call, counted from 0. */
  public static Meanwhile before(int index, Runnable change) {
    return new Meanwhile(calls -> calls.size() == index + 1, true, change);
  }

  private static String last(List<String> calls) {
    return calls.get(calls.size() - 1);
  }

  /** Calls so far, as {@link Journal#calls} has them. */
  public List<String> calls() {
    return names.calls();
  }

  @Override
  public <Q extends AwsRequest, R extends AwsResponse> R send(Q request, Function<Q, R> operation) {
    return names.send(
        request,
        it -> {
          boolean now = moment.test(names.calls());
          if (now && before) {
            happen();
          }
          R response = operation.apply(it);
          if (now && !before) {
            happen();
          }
          return response;
        });
  }

  private void happen() {
    change.run();
    change = () -> {};
  }
}
