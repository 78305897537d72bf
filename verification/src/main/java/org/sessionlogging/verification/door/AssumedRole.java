package org.sessionlogging.verification.door;

import java.util.function.Function;
import org.sessionlogging.aws.Aws;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.services.sts.model.Credentials;

/** The way to AWS of a session of some role. */
public final class AssumedRole implements Aws.Transport {
  private final Aws.Transport way;
  private final AwsCredentialsProvider credentials;

  AssumedRole(Aws.Transport way, Credentials session) {
    this.way = way;
    this.credentials =
        StaticCredentialsProvider.create(
            AwsSessionCredentials.create(
                session.accessKeyId(), session.secretAccessKey(), session.sessionToken()));
  }

  @Override
  public <Q extends AwsRequest, R extends AwsResponse> R send(Q request, Function<Q, R> operation) {
    return way.send(request, it -> operation.apply(signed(it)));
  }

  private <Q extends AwsRequest> Q signed(Q request) {
    AwsRequestOverrideConfiguration how =
        request
            .overrideConfiguration()
            .map(AwsRequestOverrideConfiguration::toBuilder)
            .orElseGet(AwsRequestOverrideConfiguration::builder)
            .credentialsProvider(credentials)
            .build();
    // A request's builder makes a request of its own class.
    @SuppressWarnings("unchecked")
    Q signed = (Q) request.toBuilder().overrideConfiguration(how).build();
    return signed;
  }
}
