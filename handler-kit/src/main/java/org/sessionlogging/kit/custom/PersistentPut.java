package org.sessionlogging.kit.custom;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.IntConsumer;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.utils.IoUtils;

/**
 * Puts an answer until it has arrived. A stack without an answer waits for its ServiceTimeout, an
 * hour by default, and Powertools puts it once, whatever S3 says: neither a lost connection nor
 * {@code 503 Slow Down} may be the end of it. Source: "Error responses" of the Amazon S3 API
 * reference.
 *
 * @param pauseSeconds waits between two attempts
 */
record PersistentPut(SdkHttpClient client, IntConsumer pauseSeconds) implements SdkHttpClient {
  /** Five minutes of attempts, or what is left of the function's time. */
  private static final int MOST_ATTEMPTS = 60;

  private static final int SECONDS_BETWEEN_ATTEMPTS = 5;

  /** A way to S3 that does not hang. */
  static SdkHttpClient waiting(IntConsumer pauseSeconds) {
    return new PersistentPut(
        UrlConnectionHttpClient.builder()
            .connectionTimeout(Duration.ofSeconds(2))
            .socketTimeout(Duration.ofSeconds(5))
            .build(),
        pauseSeconds);
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        return put(request);
      }

      @Override
      public void abort() {
        throw new UnsupportedOperationException("Nobody aborts an answer.");
      }
    };
  }

  private HttpExecuteResponse put(HttpExecuteRequest request) throws IOException {
    // Powertools gives one stream, which can be read once.
    byte[] answer;
    try (InputStream content = request.contentStreamProvider().orElseThrow().newStream()) {
      answer = IoUtils.toByteArray(content);
    }
    for (int attempt = 1; ; attempt++) {
      String failure;
      try {
        HttpExecuteResponse response = once(request, answer);
        int status = response.httpResponse().statusCode();
        if (status < 300) {
          return response;
        }
        failure = "the ResponseURL answers " + status;
        if (status < 500 && status != 429) {
          throw new Final(failure);
        }
      } catch (Final e) {
        throw e;
      } catch (IOException e) {
        failure = e.toString();
      }
      if (attempt == MOST_ATTEMPTS) {
        throw new IOException(failure);
      }
      pauseSeconds.accept(SECONDS_BETWEEN_ATTEMPTS);
    }
  }

  private HttpExecuteResponse once(HttpExecuteRequest request, byte[] answer) throws IOException {
    HttpExecuteResponse response =
        client
            .prepareRequest(
                HttpExecuteRequest.builder()
                    .request(request.httpRequest())
                    .contentStreamProvider(ContentStreamProvider.fromByteArray(answer))
                    .build())
            .call();
    if (response.responseBody().isPresent()) {
      response.responseBody().get().close();
    }
    return response;
  }

  @Override
  public void close() {
    client.close();
  }

  /** What no further attempt changes, such as an address that has expired. */
  private static final class Final extends IOException {
    private static final long serialVersionUID = 1;

    Final(String message) {
      super(message);
    }
  }
}
