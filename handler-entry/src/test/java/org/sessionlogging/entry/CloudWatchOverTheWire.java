package org.sessionlogging.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/**
 * CloudWatch and its Logs over HTTP, and what they hold afterwards. Metrics come in CBOR (Smithy's
 * RPC v2 protocol): of these the words are looked at.
 */
final class CloudWatchOverTheWire implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final List<String> calls = new ArrayList<>();
  private final List<String> bodies = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();
  private final List<Long> times = new ArrayList<>();
  private final Set<String> groups = new HashSet<>();
  private final Set<String> streams = new HashSet<>();
  private final Set<String> refused = new HashSet<>();
  private final Set<String> hanging = new HashSet<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final CountDownLatch putOnce = new CountDownLatch(1);

  CloudWatchOverTheWire(String... groups) throws IOException {
    this.groups.addAll(List.of(groups));
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.setExecutor(
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work, "cloudwatch");
              thread.setDaemon(true);
              return thread;
            }));
    server.createContext("/", this::serve);
    server.start();
  }

  URI address() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  /** Every such call is denied. */
  CloudWatchOverTheWire denying(String operation) {
    refused.add(operation);
    return this;
  }

  /** No such call is answered. */
  CloudWatchOverTheWire hanging(String operation) {
    hanging.add(operation);
    return this;
  }

  synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  /** Lines of all streams, as they came. */
  synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  synchronized List<Long> times() {
    return List.copyOf(times);
  }

  /** Whatever was sent. */
  synchronized String everything() {
    return String.join("\n", bodies);
  }

  /** Somebody deletes all streams. */
  synchronized void loseStreams() {
    streams.clear();
  }

  /** Until lines have come. */
  void awaitLines() {
    await(putOnce);
  }

  private static void await(CountDownLatch event) {
    try {
      event.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void serve(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    String operation =
        target == null
            ? exchange.getRequestURI().getPath().replaceFirst(".*/", "")
            : target.replaceFirst(".*\\.", "");
    if (hanging.contains(operation)) {
      await(closed);
      return;
    }
    String error = answer(operation, body);
    boolean cbor = target == null;
    exchange
        .getResponseHeaders()
        .add("Content-Type", cbor ? "application/cbor" : "application/x-amz-json-1.1");
    if (cbor) {
      exchange.getResponseHeaders().add("smithy-protocol", "rpc-v2-cbor");
    }
    byte[] answer =
        cbor
            ? new byte[] {(byte) 0xa0}
            : (error.isEmpty() ? "{}" : "{\"__type\":\"" + error + "\"}")
                .getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(error.isEmpty() ? 200 : 400, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
    if (operation.equals("PutLogEvents")) {
      putOnce.countDown();
    }
  }

  /** The error; empty when there is none. */
  private synchronized String answer(String operation, byte[] body) throws IOException {
    calls.add(operation);
    String text = new String(body, StandardCharsets.ISO_8859_1);
    bodies.add(text);
    if (refused.contains(operation)) {
      return "AccessDeniedException";
    }
    if (operation.equals("PutMetricData")) {
      return "";
    }
    JsonNode request = JSON.readTree(body);
    String group = request.path("logGroupName").asText();
    String stream = request.path("logStreamName").asText();
    if (operation.equals("CreateLogGroup")) {
      groups.add(group);
      return "";
    }
    if (operation.equals("CreateLogStream")) {
      streams.add(group + " " + stream);
      return groups.contains(group) ? "" : "ResourceNotFoundException";
    }
    if (!streams.contains(group + " " + stream)) {
      return "ResourceNotFoundException";
    }
    request
        .path("logEvents")
        .forEach(
            event -> {
              lines.add(event.path("message").asText());
              times.add(event.path("timestamp").asLong());
            });
    return "";
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
  }
}
