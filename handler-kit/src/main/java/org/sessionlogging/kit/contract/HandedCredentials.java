package org.sessionlogging.kit.contract;

import com.amazonaws.AmazonWebServiceRequest;
import com.amazonaws.auth.AWSSessionCredentials;
import java.util.function.Function;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.aws.RequestOverride;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.cloudformation.proxy.AmazonWebServicesClientProxy;

/**
 * The way of a registered type, with the credentials that CloudFormation hands over for this
 * invocation. The plugin's proxy tells them to nobody but puts them into a request that goes
 * through it: one of the SDK for Java 1, of which it has a way that writes no line about it, and
 * that uses no request of a service (see {@link RequestOverride}).
 */
public final class HandedCredentials implements Aws.Transport {
  private final AmazonWebServicesClientProxy proxy;
  private AwsCredentialsProvider handed;

  /** What takes the credentials out of the proxy, and is never sent. */
  private static final class Empty extends AmazonWebServiceRequest {}

  public HandedCredentials(AmazonWebServicesClientProxy proxy) {
    this.proxy = proxy;
  }

  @Override
  public <Q extends AwsRequest, R extends AwsResponse> R send(Q request, Function<Q, R> operation) {
    AwsCredentialsProvider credentials = handed();
    return operation.apply(
        RequestOverride.of(request, how -> how.credentialsProvider(credentials)));
  }

  private synchronized AwsCredentialsProvider handed() {
    if (handed == null) {
      proxy.injectCredentialsAndInvoke(
          new Empty(),
          request -> {
            handed =
                known(
                    (AWSSessionCredentials)
                        request.getRequestCredentialsProvider().getCredentials());
          });
    }
    return handed;
  }

  private static AwsCredentialsProvider known(AWSSessionCredentials seen) {
    return StaticCredentialsProvider.create(
        AwsSessionCredentials.create(
            seen.getAWSAccessKeyId(), seen.getAWSSecretKey(), seen.getSessionToken()));
  }
}
