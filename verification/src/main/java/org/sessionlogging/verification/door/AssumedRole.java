package org.sessionlogging.verification.door;

import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.aws.RequestOverride;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkPlugin;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.retries.AdaptiveRetryStrategy;
import software.amazon.awssdk.services.sts.model.Credentials;

/**
 * The way to AWS of sessions of some role. One lasts an hour, and no longer where the caller has a
 * role, too (IAM user guide, "Role chaining"): before it ends, there is another.
 *
 * <p>AWS throttles by account. The SDK's adaptive retries slow down all that goes by the same
 * strategy, and would by their client slow down other accounts (SDK for Java developer guide,
 * "Retry behavior", adaptive): so each role has its own.
 */
public final class AssumedRole implements Aws.Transport {
  private static final Duration BEFORE_THE_END = Duration.ofMinutes(5);

  private final Aws.Transport way;
  private final Supplier<Credentials> assume;
  private final Clock clock;
  private final SdkPlugin retries = adaptive(AwsRetryStrategy.adaptiveRetryStrategy());

  private Credentials session;

  /** Assumes the role, here and when a session comes to its end. */
  AssumedRole(Aws.Transport way, Supplier<Credentials> assume, Clock clock) {
    this.way = way;
    this.assume = assume;
    this.clock = clock;
    this.session = assume.get();
  }

  @Override
  public <Q extends AwsRequest, R extends AwsResponse> R send(Q request, Function<Q, R> operation) {
    Credentials now = session();
    return way.send(request, it -> operation.apply(signed(it, now)));
  }

  private synchronized Credentials session() {
    if (session.expiration().minus(BEFORE_THE_END).isBefore(clock.instant())) {
      session = assume.get();
    }
    return session;
  }

  private <Q extends AwsRequest> Q signed(Q request, Credentials by) {
    return RequestOverride.of(
        request,
        how ->
            how.credentialsProvider(
                    StaticCredentialsProvider.create(
                        AwsSessionCredentials.create(
                            by.accessKeyId(), by.secretAccessKey(), by.sessionToken())))
                .addPlugin(retries));
  }

  private static SdkPlugin adaptive(AdaptiveRetryStrategy strategy) {
    return client -> {
      ClientOverrideConfiguration before = client.overrideConfiguration();
      client.overrideConfiguration(
          (before == null ? ClientOverrideConfiguration.builder() : before.toBuilder())
              .retryStrategy(strategy)
              .build());
    };
  }
}
