package org.sessionlogging.kit.contract;

import java.util.function.Function;
import org.sessionlogging.aws.Aws;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.cloudformation.proxy.AmazonWebServicesClientProxy;

/**
 * The way of a registered type, with the credentials that CloudFormation hands over for this
 * invocation. The plugin's proxy tells them to nobody but puts them into a request that goes
 * through it, and writes a line about each: the first request goes that way, and all others take
 * the credentials of the first.
 */
public final class HandedCredentials implements Aws.Transport {
  private final AmazonWebServicesClientProxy proxy;
  private volatile AwsCredentialsProvider handed;

  public HandedCredentials(AmazonWebServicesClientProxy proxy) {
    this.proxy = proxy;
  }

  @Override
  public <Q extends AwsRequest, R extends AwsResponse> R send(Q request, Function<Q, R> operation) {
    AwsCredentialsProvider known = handed;
    return known == null
        ? proxy.injectCredentialsAndInvokeV2(
            request,
            it -> {
              it.overrideConfiguration()
                  .flatMap(AwsRequestOverrideConfiguration::credentialsProvider)
                  .ifPresent(seen -> handed = seen);
              return operation.apply(it);
            })
        : operation.apply(with(known, request));
  }

  private static <Q extends AwsRequest> Q with(AwsCredentialsProvider known, Q request) {
    AwsRequestOverrideConfiguration how =
        request
            .overrideConfiguration()
            .map(AwsRequestOverrideConfiguration::toBuilder)
            .orElseGet(AwsRequestOverrideConfiguration::builder)
            .credentialsProvider(known)
            .build();
    // A request's builder makes a request of its own class.
    @SuppressWarnings("unchecked")
    Q credited = (Q) request.toBuilder().overrideConfiguration(how).build();
    return credited;
  }
}
