package org.sessionlogging.verification.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.sessionlogging.aws.Aws;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.iam.model.GetRoleRequest;
import software.amazon.awssdk.services.sts.model.Credentials;

class AssumedRoleTest {
  private final AtomicInteger sessions = new AtomicInteger();
  private Instant now = Instant.EPOCH;

  private final AssumedRole role =
      new AssumedRole(
          Aws.withOwnCredentials(),
          () ->
              Credentials.builder()
                  .accessKeyId("ASIA" + sessions.incrementAndGet())
                  .secretAccessKey("secret")
                  .sessionToken("token")
                  .expiration(now.plus(Duration.ofHours(1)))
                  .build(),
          new Clock() {
            @Override
            public Instant instant() {
              return now;
            }

            @Override
            public ZoneId getZone() {
              return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
              return this;
            }
          });

  private String signedBy(GetRoleRequest request) {
    StringBuilder key = new StringBuilder();
    Object unused =
        role.send(
            request,
            it -> {
              key.append(
                  how(it)
                      .credentialsIdentityProvider()
                      .orElseThrow()
                      .resolveIdentity()
                      .join()
                      .accessKeyId());
              return null;
            });
    return key.toString();
  }

  private static AwsRequestOverrideConfiguration how(AwsRequest request) {
    return request.overrideConfiguration().orElseThrow();
  }

  @Test
  void sessionIsRenewedBeforeItEnds() {
    GetRoleRequest request = GetRoleRequest.builder().build();

    assertThat(signedBy(request)).isEqualTo("ASIA1");
    now = now.plus(Duration.ofMinutes(54));
    assertThat(signedBy(request)).isEqualTo("ASIA1");
    now = now.plus(Duration.ofMinutes(2));
    assertThat(signedBy(request)).isEqualTo("ASIA2");
    now = now.plus(Duration.ofMinutes(50));
    assertThat(signedBy(request)).isEqualTo("ASIA2");
  }

  @Test
  void whatElseARequestSaysOfItselfStays() {
    GetRoleRequest request =
        GetRoleRequest.builder()
            .overrideConfiguration(it -> it.apiCallTimeout(Duration.ofSeconds(3)))
            .build();

    Object unused =
        role.send(
            request,
            it -> {
              assertThat(how(it).apiCallTimeout()).contains(Duration.ofSeconds(3));
              assertThat(how(it).plugins()).hasSize(1);
              return null;
            });
  }
}
