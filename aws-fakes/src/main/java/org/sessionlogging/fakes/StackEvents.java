package org.sessionlogging.fakes;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent.CloudFormationCustomResourceEventBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * CloudFormation's side of a custom resource in tests: events in, and the answers that arrive at
 * the ResponseURL.
 */
public final class StackEvents implements AutoCloseable {
  private final RequestHandler<CloudFormationCustomResourceEvent, ?> function;
  private final FunctionContext context;
  private final String stackId;
  private final HttpServer server;
  private int operations;
  private final BlockingQueue<byte[]> answers = new LinkedBlockingQueue<>();
  private final BlockingQueue<Integer> refusals = new LinkedBlockingQueue<>();
  private CloudFormationCustomResourceEvent last;

  /** A stack of account 111122223333 in eu-west-1. */
  public StackEvents(
      RequestHandler<CloudFormationCustomResourceEvent, ?> function, FunctionContext context)
      throws IOException {
    this(function, context, "111122223333", "eu-west-1");
  }

  /** A stack of an account in a Region. */
  public StackEvents(
      RequestHandler<CloudFormationCustomResourceEvent, ?> function,
      FunctionContext context,
      String account,
      String region)
      throws IOException {
    this.function = function;
    this.context = context;
    this.stackId = "arn:aws:cloudformation:" + region + ":" + account + ":stack/logging/1";
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] answer = exchange.getRequestBody().readAllBytes();
          Integer refusal = refusals.poll();
          if (refusal == null) {
            answers.add(answer);
          }
          exchange.sendResponseHeaders(refusal == null ? 200 : refusal, -1);
          exchange.close();
        });
    server.start();
  }

  public Answer create(Map<String, Object> properties) throws IOException {
    return send(event("Create").withResourceProperties(properties));
  }

  public Answer update(String id, Map<String, Object> former, Map<String, Object> properties)
      throws IOException {
    return send(
        event("Update")
            .withPhysicalResourceId(id)
            .withOldResourceProperties(former)
            .withResourceProperties(properties));
  }

  public Answer delete(String id, Map<String, Object> properties) throws IOException {
    return send(event("Delete").withPhysicalResourceId(id).withResourceProperties(properties));
  }

  /** The last event once more, as Lambda may deliver it. */
  public Answer again() throws IOException {
    return again(function);
  }

  /** The same to another instance of the function. */
  public Answer again(RequestHandler<CloudFormationCustomResourceEvent, ?> instance)
      throws IOException {
    return deliver(instance, last);
  }

  /** The ResponseURL answers so before it takes an answer. */
  public void refuse(Integer... statuses) {
    refusals.addAll(List.of(statuses));
  }

  private CloudFormationCustomResourceEventBuilder event(String type) {
    return CloudFormationCustomResourceEvent.builder()
        .withRequestType(type)
        .withResponseUrl("http://localhost:" + server.getAddress().getPort() + "/answer")
        .withStackId(stackId)
        .withRequestId(requestId(++operations))
        .withLogicalResourceId("Logging");
  }

  /**
   * The id of a stack's request, which is another for each operation.
   *
   * @param operation 1 for the first
   */
  public static String requestId(int operation) {
    return "77777777-8888-9999-0000-%012d".formatted(111_111_111_110L + operation);
  }

  /** Properties as a custom resource gets them: every scalar a string, and the function's ARN. */
  public static Map<String, Object> template(Map<String, Object> properties) {
    Map<String, Object> template = new TreeMap<>();
    properties.forEach((name, value) -> template.put(name, scalarsAsText(value)));
    template.put("ServiceToken", "arn:aws:lambda:eu-west-1:111122223333:function:logging");
    return template;
  }

  private static Object scalarsAsText(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> entries = new TreeMap<>();
      map.forEach((name, entry) -> entries.put(name.toString(), scalarsAsText(entry)));
      return entries;
    }
    return value instanceof List<?> list
        ? list.stream().map(StackEvents::scalarsAsText).toList()
        : value.toString();
  }

  private Answer send(CloudFormationCustomResourceEventBuilder event) throws IOException {
    last = event.build();
    return deliver(function, last);
  }

  private Answer deliver(
      RequestHandler<CloudFormationCustomResourceEvent, ?> instance,
      CloudFormationCustomResourceEvent event)
      throws IOException {
    instance.handleRequest(event, context);
    byte[] answer = answers.poll();
    if (answer == null) {
      throw new AssertionError("The stack would wait an hour: no answer came.");
    }
    return new Answer(answer.length, new ObjectMapper().readTree(answer));
  }

  @Override
  public void close() {
    server.stop(0);
  }

  /** What the function has put to the ResponseURL. */
  public record Answer(int bytes, JsonNode content) {
    public String status() {
      return content.path("Status").asText();
    }

    public String id() {
      return content.path("PhysicalResourceId").asText();
    }

    public String reason() {
      return content.path("Reason").asText();
    }

    public JsonNode data() {
      return content.path("Data");
    }
  }
}
