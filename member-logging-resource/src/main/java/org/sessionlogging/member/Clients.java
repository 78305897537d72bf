package org.sessionlogging.member;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.cloudformation.LambdaWrapper;

/**
 * The clients by Region, made once: a warm function keeps their connections. IAM is global, but its
 * endpoint depends on the partition, which the Region tells.
 */
record Clients(Function<String, SsmClient> ssm, Function<String, IamClient> iam) {

  static Clients held() {
    Map<String, SsmClient> ssm = new ConcurrentHashMap<>();
    Map<String, IamClient> iam = new ConcurrentHashMap<>();
    return new Clients(
        region -> ssm.computeIfAbsent(region, it -> built(SsmClient.builder(), it)),
        region -> iam.computeIfAbsent(region, it -> built(IamClient.builder(), it)));
  }

  private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C built(
      B builder, String region) {
    return builder
        .region(Region.of(region))
        .httpClient(LambdaWrapper.HTTP_CLIENT)
        .overrideConfiguration(settings -> settings.retryStrategy(RetryMode.STANDARD))
        .build();
  }
}
