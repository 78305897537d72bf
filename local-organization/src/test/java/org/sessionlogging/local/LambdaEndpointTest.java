package org.sessionlogging.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LambdaEndpointTest {
  private static final String TEMPORARY_FOLDER = System.getProperty("java.io.tmpdir");
  private static final CyclicBarrier BOTH_INSIDE = new CyclicBarrier(2);

  private final HttpClient client = HttpClient.newHttpClient();
  private LambdaEndpoint endpoint;

  @BeforeEach
  void start() throws Exception {
    endpoint = new LambdaEndpoint(0, CountingHandler.class, Duration.ofSeconds(60));
  }

  @AfterEach
  void stop() {
    endpoint.close();
  }

  @Test
  void passesThePayloadToTheHandlerAndItsAnswerBack() throws Exception {
    HttpResponse<String> answer = client.send(invocation("hello"), BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("hello 1");
    assertThat(answer.headers().firstValue("X-Amz-Function-Error")).isEmpty();
  }

  @Test
  void laterInvocationsUseTheSameInstance() throws Exception {
    client.send(invocation("first"), BodyHandlers.ofString());

    assertThat(client.send(invocation("second"), BodyHandlers.ofString()).body())
        .isEqualTo("second 2");
  }

  @Test
  void concurrentInvocationsGetInstancesOfTheirOwn() {
    CompletableFuture<HttpResponse<String>> one =
        client.sendAsync(invocation("wait"), BodyHandlers.ofString());
    CompletableFuture<HttpResponse<String>> other =
        client.sendAsync(invocation("wait"), BodyHandlers.ofString());

    assertThat(one.join().body()).isEqualTo("wait 1");
    assertThat(other.join().body()).isEqualTo("wait 1");
  }

  @Test
  void whatTheHandlerThrowsIsLambdasErrorAnswer() throws Exception {
    HttpResponse<String> answer = client.send(invocation("fail"), BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("X-Amz-Function-Error")).hasValue("Unhandled");
    assertThat(answer.body())
        .isEqualTo(
            "{\"errorType\":\"java.io.IOException\",\"errorMessage\":\"a"
                + " \\u0022quoted\\u0022\\u000acause\"}");
  }

  @Test
  void theHandlersTemporaryFolderIsItsOwn() throws Exception {
    HttpResponse<String> answer = client.send(invocation("tmpdir"), BodyHandlers.ofString());

    assertThat(Path.of(answer.body())).isEmptyDirectory().isNotEqualTo(Path.of(TEMPORARY_FOLDER));
  }

  @Test
  void otherPathsAreNotFound() throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(endpoint.url() + "/elsewhere")).build();

    assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(404);
  }

  private HttpRequest invocation(String payload) {
    return HttpRequest.newBuilder(
            URI.create(endpoint.url() + "/2015-03-31/functions/TypeFunction/invocations"))
        .POST(HttpRequest.BodyPublishers.ofString(payload))
        .build();
  }

  /** Answers with its payload and how many invocations this instance has seen. */
  public static final class CountingHandler implements RequestStreamHandler {
    private int invocations;

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context)
        throws IOException {
      String payload = new String(input.readAllBytes(), UTF_8);
      if (payload.equals("fail")) {
        throw new IOException("a \"quoted\"\ncause");
      }
      if (payload.equals("tmpdir")) {
        output.write(System.getProperty("java.io.tmpdir").getBytes(UTF_8));
        return;
      }
      if (payload.equals("wait")) {
        meet();
      }
      invocations++;
      assertThat(context.getRemainingTimeInMillis()).isPositive();
      output.write((payload + " " + invocations).getBytes(UTF_8));
    }

    private static void meet() throws IOException {
      try {
        BOTH_INSIDE.await(10, TimeUnit.SECONDS);
      } catch (BrokenBarrierException | InterruptedException | TimeoutException e) {
        throw new IOException("the other invocation did not arrive", e);
      }
    }
  }
}
