package org.sessionlogging.kit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.aws.CallFailed;
import org.sessionlogging.aws.LimitedTransport;
import org.sessionlogging.aws.LimitedTransport.Attempts;
import org.sessionlogging.aws.RegionalClients;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.CreateKeyRequest;
import software.amazon.awssdk.services.kms.model.DescribeKeyRequest;
import software.amazon.awssdk.services.kms.model.PutKeyPolicyRequest;
import software.amazon.cloudformation.proxy.AmazonWebServicesClientProxy;
import software.amazon.cloudformation.proxy.Credentials;
import software.amazon.cloudformation.proxy.LoggerProxy;

/** How often a request is sent and how long it is waited for, through real clients. */
class CallsOverTheWireTest {
  private static final Attempts SHORT = new Attempts(Duration.ofMillis(80), Duration.ofMillis(120));
  private static final Attempts LONG = new Attempts(Duration.ofHours(1), Duration.ofHours(1));

  /** The two ways to the type. */
  enum Door {
    /** With the credentials of CloudFormation, which its plugin hands over. */
    REGISTERED,
    /** With the credentials of the function itself. */
    CUSTOM;

    Aws.Transport way() {
      if (this == CUSTOM) {
        return Aws.withOwnCredentials();
      }
      AmazonWebServicesClientProxy proxy =
          new AmazonWebServicesClientProxy(
              new LoggerProxy(), new Credentials("id", "secret", "token"), () -> 60_000L);
      return new HandedCredentials(proxy);
    }
  }

  @ParameterizedTest
  @EnumSource
  void creationWhoseAnswerIsLostIsNotMadeTwice(Door door) throws IOException {
    try (DeafService kms = new DeafService(true)) {
      failsWithoutAnAnswer(
          () -> door(door, LONG, 60_000).call(client(kms), key(), KmsClient::createKey));

      assertThat(kms.requests()).containsExactly("TrentService.CreateKey");
    }
  }

  @ParameterizedTest
  @EnumSource
  void readAndIdempotentWriteAreTriedAgain(Door door) throws IOException {
    try (DeafService kms = new DeafService(true)) {
      Aws aws = door(door, LONG, 60_000);
      failsWithoutAnAnswer(() -> aws.call(client(kms), question(), KmsClient::describeKey));
      failsWithoutAnAnswer(() -> aws.call(client(kms), policy(), KmsClient::putKeyPolicy));

      assertThat(kms.requests())
          .hasSize(6)
          .isEqualTo(
              List.of(
                  "TrentService.DescribeKey",
                  "TrentService.DescribeKey",
                  "TrentService.DescribeKey",
                  "TrentService.PutKeyPolicy",
                  "TrentService.PutKeyPolicy",
                  "TrentService.PutKeyPolicy"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void attemptThatHangsIsGivenUp(Door door) throws IOException {
    try (DeafService kms = new DeafService(false)) {
      Aws aws = door(door, SHORT, 60_000);
      long begun = System.nanoTime();
      failsWithoutAnAnswer(() -> aws.call(client(kms), question(), KmsClient::describeKey));
      failsWithoutAnAnswer(() -> aws.call(client(kms), key(), KmsClient::createKey));

      assertThat(System.nanoTime() - begun).isLessThan(TimeUnit.SECONDS.toNanos(20));
    }
  }

  @ParameterizedTest
  @EnumSource
  void noCallOutlastsTheInvocation(Door door) throws IOException {
    try (DeafService kms = new DeafService(false)) {
      long begun = System.nanoTime();
      failsWithoutAnAnswer(
          () -> door(door, LONG, 150).call(client(kms), question(), KmsClient::describeKey));

      assertThat(System.nanoTime() - begun).isLessThan(TimeUnit.SECONDS.toNanos(20));
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsSentWhenTheTimeIsOver(Door door) throws IOException {
    try (DeafService kms = new DeafService(true)) {
      failsWithoutAnAnswer(
          () -> door(door, LONG, 0).call(client(kms), question(), KmsClient::describeKey));

      assertThat(kms.requests()).isEmpty();
    }
  }

  private static Aws door(Door door, Attempts attempts, long millisecondsLeft) {
    return new Aws(new LimitedTransport(door.way(), () -> millisecondsLeft, attempts));
  }

  private static KmsClient client(DeafService kms) {
    return RegionalClients.of(
            () ->
                KmsClient.builder()
                    .endpointOverride(kms.address())
                    .credentialsProvider(
                        StaticCredentialsProvider.create(
                            AwsBasicCredentials.create("id", "secret"))))
        .apply("eu-west-1");
  }

  private static void failsWithoutAnAnswer(Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(CallFailed.class, e -> assertThat(e.status()).isZero());
  }

  private static CreateKeyRequest key() {
    return CreateKeyRequest.builder().build();
  }

  private static DescribeKeyRequest question() {
    return DescribeKeyRequest.builder().keyId("a").build();
  }

  private static PutKeyPolicyRequest policy() {
    return PutKeyPolicyRequest.builder().keyId("a").policy("{}").build();
  }
}
