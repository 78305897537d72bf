package org.sessionlogging.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Serves one handler class over Lambda's Invoke API on 127.0.0.1.
 *
 * <p>As in Lambda, an instance of the handler serves one invocation at a time and is used again by
 * later ones; concurrent invocations get instances of their own.
 */
public final class LambdaEndpoint implements AutoCloseable {
  private static final String INVOKE_PATH = "/2015-03-31/functions/[^/]+/invocations";

  private final Class<?> handlerClass;
  private final Duration timeout;
  private final Queue<RequestStreamHandler> idleHandlers = new ConcurrentLinkedQueue<>();
  private final ExecutorService workers = Executors.newCachedThreadPool();
  private final HttpServer server;

  /**
   * Makes the first instance of the handler and serves it at the given port, 0 for any free one.
   *
   * @param timeout the function's, for an invocation
   */
  LambdaEndpoint(int port, Class<?> handlerClass, Duration timeout)
      throws IOException, ReflectiveOperationException {
    useOwnTemporaryFolder();
    this.handlerClass = handlerClass;
    this.timeout = timeout;
    idleHandlers.add(newHandler());
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(workers);
    server.createContext("/", this::answer);
    server.start();
  }

  /**
   * {@code --port P --handler CLASS --timeout SECONDS}: prints {@code endpoint ready URL} once the
   * handler can be invoked.
   */
  public static void main(String[] arguments) throws IOException {
    Map<String, String> options = new HashMap<>(Map.of("--timeout", "60"));
    for (int i = 0; i + 1 < arguments.length; i += 2) {
      options.put(arguments[i], arguments[i + 1]);
    }
    if (!options.keySet().equals(Set.of("--port", "--handler", "--timeout"))) {
      fail(
          "usage: java -cp ENDPOINT_JAR:TYPE_JAR "
              + LambdaEndpoint.class.getName()
              + " --port P --handler CLASS [--timeout SECONDS]");
    }
    String handler = options.get("--handler");
    try {
      var endpoint =
          new LambdaEndpoint(
              Integer.parseInt(options.get("--port")),
              Class.forName(handler),
              Duration.ofSeconds(Long.parseLong(options.get("--timeout"))));
      System.out.println("endpoint ready " + endpoint.url());
    } catch (ReflectiveOperationException | ClassCastException | LinkageError e) {
      Throwable cause = e instanceof InvocationTargetException ? e.getCause() : e;
      fail(
          "Lambda endpoint: starting handler "
              + handler
              + ": "
              + cause
              + ". Is the type's shaded jar on the class path, and is the class a handler?");
    }
  }

  /** Where the handler is served, without a path. */
  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    workers.shutdown();
  }

  /**
   * The CloudFormation plugin's wrapper deletes all that is in {@code java.io.tmpdir} on every
   * request. In Lambda that folder is the function's own; on a developer's machine everybody's work
   * lies there.
   */
  private static void useOwnTemporaryFolder() throws IOException {
    Path own = Files.createTempDirectory("lambda-endpoint-");
    own.toFile().deleteOnExit();
    System.setProperty("java.io.tmpdir", own.toString());
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (!path.matches(INVOKE_PATH)) {
      send(
          exchange,
          404,
          FunctionError.json("ResourceNotFoundException", "Not an invocation: " + path)
              .getBytes(UTF_8));
      return;
    }
    byte[] payload = exchange.getRequestBody().readAllBytes();
    byte[] result;
    try {
      result = invoke(payload);
    } catch (
        Throwable
            failure) { // as in Lambda: whatever a handler throws is an answer, never a dropped
      // connection
      failure.printStackTrace();
      exchange.getResponseHeaders().set("X-Amz-Function-Error", "Unhandled");
      result =
          FunctionError.json(failure.getClass().getName(), failure.getMessage()).getBytes(UTF_8);
    }
    send(exchange, 200, result);
  }

  private byte[] invoke(byte[] payload) throws Exception {
    RequestStreamHandler idle = idleHandlers.poll();
    RequestStreamHandler handler = idle == null ? newHandler() : idle;
    var result = new ByteArrayOutputStream();
    try {
      handler.handleRequest(
          new ByteArrayInputStream(payload),
          result,
          new InvocationContext(handlerClass.getName(), timeout));
    } finally {
      idleHandlers.add(handler);
    }
    return result.toByteArray();
  }

  private RequestStreamHandler newHandler() throws ReflectiveOperationException {
    return EventHandler.of(handlerClass.getConstructor().newInstance());
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static void fail(String message) {
    System.err.println(message);
    System.exit(2);
  }
}
