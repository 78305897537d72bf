package org.sessionlogging.kit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.kms.model.DescribeKeyRequest;
import software.amazon.awssdk.services.kms.model.DescribeKeyResponse;
import software.amazon.cloudformation.loggers.LogPublisher;
import software.amazon.cloudformation.proxy.AmazonWebServicesClientProxy;
import software.amazon.cloudformation.proxy.Credentials;
import software.amazon.cloudformation.proxy.LoggerProxy;

class HandedCredentialsTest {
  private static final DescribeKeyRequest QUESTION =
      DescribeKeyRequest.builder().keyId("a").build();
  private static final DescribeKeyResponse ANSWER = DescribeKeyResponse.builder().build();

  private final List<String> log = new ArrayList<>();
  private final HandedCredentials way = way("id");

  private HandedCredentials way(String id) {
    LoggerProxy logger = new LoggerProxy();
    logger.addLogPublisher(
        new LogPublisher() {
          @Override
          protected void publishMessage(String message) {
            log.add(message);
          }
        });
    return new HandedCredentials(
        new AmazonWebServicesClientProxy(
            logger, new Credentials(id, "secret", "token"), () -> 60_000L));
  }

  private static String accessKey(HandedCredentials through, DescribeKeyRequest question) {
    List<DescribeKeyRequest> sent = new ArrayList<>();
    DescribeKeyResponse unused =
        through.send(
            question,
            it -> {
              sent.add(it);
              return ANSWER;
            });
    AwsCredentials credentials =
        (AwsCredentials)
            sent.get(0)
                .overrideConfiguration()
                .orElseThrow()
                .credentialsProvider()
                .orElseThrow()
                .resolveIdentity()
                .join();
    return credentials.accessKeyId();
  }

  @Test
  void everyRequestHasTheCredentialsThatWereHandedOver() {
    assertThat(accessKey(way, QUESTION)).isEqualTo("id");
    assertThat(accessKey(way, QUESTION)).isEqualTo("id");
    assertThat(accessKey(way("another"), QUESTION)).isEqualTo("another");
  }

  @Test
  void noLineIsWrittenAboutThem() {
    assertThat(accessKey(way, QUESTION)).isEqualTo("id");
    assertThat(log).isEmpty();
  }

  @Test
  void restOfTheRequestStays() {
    String unused = accessKey(way, QUESTION);

    DescribeKeyResponse answer =
        way.send(
            QUESTION.toBuilder()
                .overrideConfiguration(how -> how.apiCallTimeout(Duration.ofSeconds(7)))
                .build(),
            it -> {
              assertThat(it.keyId()).isEqualTo("a");
              assertThat(it.overrideConfiguration().orElseThrow().apiCallTimeout())
                  .contains(Duration.ofSeconds(7));
              return ANSWER;
            });
    assertThat(answer).isSameAs(ANSWER);
  }

  @Test
  void firstRequestThatFailsTellsThemAllTheSame() {
    assertThatThrownBy(
            () ->
                way.send(
                    QUESTION,
                    it -> {
                      throw new IllegalStateException("refused");
                    }))
        .hasMessage("refused");

    assertThat(accessKey(way, QUESTION)).isEqualTo("id");
  }
}
