package org.sessionlogging.aws;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;

/**
 * The clients of one service by Region, each made when it is first asked for and kept for the life
 * of the function: a warm one keeps their connections, and {@link Aws} recognizes a question by its
 * client. Their credentials come with each request, or else from the surroundings.
 *
 * @param <C> the service's client
 */
public final class RegionalClients<C> implements Function<String, C> {
  // Its successor (apache5-client) would be a second HTTP client beside the one of the
  // CloudFormation
  // plugin in the jars.
  @SuppressWarnings("deprecation")
  private static final SdkHttpClient HTTP =
      software.amazon.awssdk.http.apache.ApacheHttpClient.create();

  private final Map<String, C> made = new ConcurrentHashMap<>();
  private final Function<String, C> make;

  private RegionalClients(Function<String, C> make) {
    this.make = make;
  }

  /** The clients that the builder of a service makes. */
  public static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C>
      RegionalClients<C> of(Supplier<B> builder) {
    return of(builder, RetryMode.STANDARD);
  }

  /** The same with another way to try again. */
  public static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C>
      RegionalClients<C> of(Supplier<B> builder, RetryMode retries) {
    return new RegionalClients<>(
        region ->
            builder
                .get()
                .region(Region.of(region))
                .httpClient(HTTP)
                .overrideConfiguration(settings -> settings.retryStrategy(retries))
                .build());
  }

  @Override
  public C apply(String region) {
    return made.computeIfAbsent(region, make);
  }
}
