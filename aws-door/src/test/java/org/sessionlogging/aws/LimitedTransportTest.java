package org.sessionlogging.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.kms.model.CreateKeyRequest;
import software.amazon.awssdk.services.kms.model.DescribeKeyRequest;
import software.amazon.awssdk.services.kms.model.PutKeyPolicyRequest;
import software.amazon.awssdk.services.kms.model.ReplicateKeyRequest;

/** What a request says of how it is to be made when it reaches its client. */
class LimitedTransportTest {
  private long millisecondsLeft = 50_000;
  private final Aws.Transport transport =
      new LimitedTransport(Aws.withOwnCredentials(), () -> millisecondsLeft);

  @Test
  void attemptToReadHasFiveSecondsAndOneToWriteTwenty() {
    assertThat(sent(DescribeKeyRequest.builder().build()).apiCallAttemptTimeout())
        .contains(Duration.ofSeconds(5));
    assertThat(sent(PutKeyPolicyRequest.builder().build()).apiCallAttemptTimeout())
        .contains(Duration.ofSeconds(20));
  }

  @Test
  void allAttemptsHaveWhatIsLeftOfTheInvocation() {
    millisecondsLeft = 1_234;

    assertThat(sent(DescribeKeyRequest.builder().build()).apiCallTimeout())
        .contains(Duration.ofMillis(1_234));
  }

  @Test
  void nothingIsSentWhenNothingIsLeft() {
    millisecondsLeft = 0;

    assertThatThrownBy(() -> sent(DescribeKeyRequest.builder().build()))
        .isInstanceOf(SdkClientException.class)
        .hasMessage("The time of this invocation is over");
  }

  @Test
  void whatMakesAnotherThingIsSentOnce() {
    for (AwsRequest request :
        List.of(CreateKeyRequest.builder().build(), ReplicateKeyRequest.builder().build())) {
      assertThat(sent(request).plugins()).as(CallFailed.operationOf(request)).hasSize(1);
    }
    assertThat(sent(PutKeyPolicyRequest.builder().build()).plugins()).isEmpty();
  }

  @Test
  void credentialsThatWereInjectedStay() {
    AnonymousCredentialsProvider injected = AnonymousCredentialsProvider.create();
    DescribeKeyRequest request =
        DescribeKeyRequest.builder()
            .overrideConfiguration(how -> how.credentialsProvider(injected))
            .build();

    assertThat(sent(request).credentialsIdentityProvider().orElseThrow()).isSameAs(injected);
  }

  private AwsRequestOverrideConfiguration sent(AwsRequest request) {
    Sent sent = new Sent();
    AwsResponse unused = transport.send(request, sent);
    return sent.request.overrideConfiguration().orElseThrow();
  }

  /** The last step on the way, which keeps the request. */
  private static final class Sent implements Function<AwsRequest, AwsResponse> {
    private AwsRequest request;

    @Override
    public AwsResponse apply(AwsRequest last) {
      request = last;
      return null;
    }
  }
}
