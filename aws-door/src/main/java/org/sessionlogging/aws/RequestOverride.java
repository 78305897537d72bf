package org.sessionlogging.aws;

import java.util.function.Consumer;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;

/**
 * A request that is to be made in another way than its client's.
 *
 * <p>It asks the class that all builders of requests come from, which only a request sees, and not
 * their interface: that each of them has again, with a method of its own that leads to it, and for
 * ProGuard a call of all of these uses all requests of every service.
 */
public abstract class RequestOverride extends AwsRequest {
  /** There is none: a request is what may see that class. */
  protected RequestOverride(Builder builder) {
    super(builder);
  }

  /** The same request with a change in how it is to be made. */
  public static <Q extends AwsRequest> Q of(
      Q request, Consumer<AwsRequestOverrideConfiguration.Builder> change) {
    AwsRequestOverrideConfiguration.Builder how =
        request
            .overrideConfiguration()
            .map(AwsRequestOverrideConfiguration::toBuilder)
            .orElseGet(AwsRequestOverrideConfiguration::builder);
    change.accept(how);
    // A request's builder makes a request of its own class.
    @SuppressWarnings("unchecked")
    Q changed = (Q) ((BuilderImpl) request.toBuilder()).overrideConfiguration(how.build()).build();
    return changed;
  }
}
