package org.sessionlogging.verification.door;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.aws.LimitedTransport;
import org.sessionlogging.aws.RegionalClients;
import org.sessionlogging.verification.PassingClock;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.GetRoleRequest;
import software.amazon.awssdk.services.sts.model.Credentials;

class AssumedRoleTest {
  private static final String THROTTLED =
      "<ErrorResponse><Error><Code>Throttling</Code><Message>Rate exceeded</Message></Error></ErrorResponse>";
  private static final String ROLE =
      "<GetRoleResponse><GetRoleResult><Role><RoleName>app</RoleName></Role></GetRoleResult></GetRoleResponse>";

  private final AtomicInteger sessions = new AtomicInteger();
  private final PassingClock clock = new PassingClock();

  private final AssumedRole role = new AssumedRole(Aws.withOwnCredentials(), this::session, clock);

  private Credentials session() {
    return Credentials.builder()
        .accessKeyId("ASIA" + sessions.incrementAndGet())
        .secretAccessKey("secret")
        .sessionToken("token")
        .expiration(clock.instant().plus(Duration.ofHours(1)))
        .build();
  }

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
    clock.pass(Duration.ofMinutes(54));
    assertThat(signedBy(request)).isEqualTo("ASIA1");
    clock.pass(Duration.ofMinutes(2));
    assertThat(signedBy(request)).isEqualTo("ASIA2");
    clock.pass(Duration.ofMinutes(50));
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

  /** Over the wire: a client of the run, the limits of the door, and retries of the account. */
  @Test
  void throttledCallIsMadeAgain() throws IOException {
    AtomicInteger calls = new AtomicInteger();
    HttpServer aws =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    aws.createContext(
        "/",
        call -> {
          boolean first = calls.getAndIncrement() == 0;
          byte[] text = (first ? THROTTLED : ROLE).getBytes(StandardCharsets.UTF_8);
          call.sendResponseHeaders(first ? 400 : 200, text.length);
          call.getResponseBody().write(text);
          call.close();
        });
    aws.start();
    IamClient iam =
        RegionalClients.of(
                () ->
                    IamClient.builder()
                        .endpointOverride(
                            URI.create("http://localhost:" + aws.getAddress().getPort())),
                RetryMode.ADAPTIVE_V2)
            .apply("eu-west-1");
    AssumedRole throttled =
        new AssumedRole(
            new LimitedTransport(Aws.withOwnCredentials(), () -> 30_000), this::session, clock);

    assertThat(
            new Aws(throttled)
                .call(iam, GetRoleRequest.builder().roleName("app").build(), IamClient::getRole)
                .role()
                .roleName())
        .isEqualTo("app");
    assertThat(calls).hasValue(2);
    aws.stop(0);
  }
}
