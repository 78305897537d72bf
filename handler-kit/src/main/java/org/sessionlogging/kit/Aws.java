package org.sessionlogging.kit;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.regions.Region;
import software.amazon.cloudformation.AbstractWrapper;

/** The one door to AWS: every call of every part goes through it. */
public final class Aws {

  /**
   * How a request reaches its service: with which credentials, counted, delayed or made to fail.
   */
  public interface Transport {
    <Q extends AwsRequest, R extends AwsResponse> R send(Q request, Function<Q, R> operation);
  }

  private final Transport transport;

  public Aws(Transport transport) {
    this.transport = transport;
  }

  /** Calls with the credentials that the client itself finds, as a Lambda function does. */
  public static Aws withOwnCredentials() {
    return new Aws(Aws::asIs);
  }

  /**
   * The clients of one service by Region, each made when it is first asked for and kept for the
   * life of the function: a warm one keeps their connections. They share the plugin's own HTTP
   * client; their credentials come with each request, or else from the surroundings.
   */
  public static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C>
      Function<String, C> clients(Supplier<B> builder) {
    Map<String, C> made = new ConcurrentHashMap<>();
    return region ->
        made.computeIfAbsent(
            region,
            it ->
                builder
                    .get()
                    .region(Region.of(it))
                    .httpClient(AbstractWrapper.HTTP_CLIENT)
                    .overrideConfiguration(settings -> settings.retryStrategy(RetryMode.STANDARD))
                    .build());
  }

  /**
   * Sends a request.
   *
   * @throws CallFailed when AWS refuses it or can't be reached
   */
  public <Q extends AwsRequest, R extends AwsResponse> R call(Q request, Function<Q, R> operation) {
    try {
      return transport.send(request, operation);
    } catch (SdkException e) {
      throw new CallFailed(request, e);
    }
  }

  /**
   * Asks for something that may be absent.
   *
   * @param absent the error codes that say so; every other error, a denial above all, stays an
   *     error
   */
  public <Q extends AwsRequest, R extends AwsResponse> Optional<R> find(
      Q request, Function<Q, R> operation, String... absent) {
    try {
      return Optional.of(call(request, operation));
    } catch (CallFailed e) {
      if (Arrays.asList(absent).contains(e.code())) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static <Q extends AwsRequest, R extends AwsResponse> R asIs(
      Q request, Function<Q, R> operation) {
    return operation.apply(request);
  }
}
