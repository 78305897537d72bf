package org.sessionlogging.fakes;

import java.util.function.Function;
import org.sessionlogging.aws.Aws;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;

/** Somebody else's change, once, just before or after the first call of a kind. */
public final class Meanwhile implements Aws.Transport {
  private final Journal names = new Journal();
  private final String call;
  private final boolean before;
  private Runnable change;

  /** After the call. */
  public Meanwhile(String call, Runnable change) {
    this(call, false, change);
  }

  private Meanwhile(String call, boolean before, Runnable change) {
    this.call = call;
    this.before = before;
    this.change = change;
  }

  /** Before the call. */
  public static Meanwhile before(String call, Runnable change) {
    return new Meanwhile(call, true, change);
  }

  @Override
  public <Q extends AwsRequest, R extends AwsResponse> R send(Q request, Function<Q, R> operation) {
    return names.send(
        request,
        it -> {
          boolean now = names.calls().get(names.calls().size() - 1).equals(call);
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
