package org.sessionlogging.fakes.laws;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sessionlogging.fakes.FunctionContext;
import org.sessionlogging.fakes.StackEvents;

/**
 * CloudFormation's JSON through the generated entry point of a registered type. Source of the form:
 * the handler protocol of cloudformation-cli-java-plugin, HandlerRequest.
 */
final class WrapperDoor {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int FIFTEEN_MINUTES = 900_000;

  private final RequestStreamHandler wrapper;
  private final ObjectNode frame;
  private final List<JsonNode> inProgress = new ArrayList<>();
  private int changes;
  private int invocations;

  WrapperDoor(
      RequestStreamHandler wrapper,
      String typeName,
      String account,
      String region,
      Map<String, String> stackTags) {
    this.wrapper = wrapper;
    this.frame =
        JSON.createObjectNode()
            .put("awsAccountId", account)
            .put("region", region)
            .put("responseEndpoint", "https://cloudformation." + region + ".amazonaws.com")
            .put("resourceType", typeName)
            .put("resourceTypeVersion", "1")
            .put(
                "stackId", "arn:aws:cloudformation:" + region + ":" + account + ":stack/logging/1");
    ObjectNode data = frame.putObject("requestData").put("logicalResourceId", "Logging");
    data.putObject("callerCredentials")
        .put("accessKeyId", "key")
        .put("secretAccessKey", "secret")
        .put("sessionToken", "token");
    data.set("stackTags", JSON.valueToTree(stackTags));
  }

  /** The type is registered with a log group for its handlers, which are to report there. */
  WrapperDoor logging(String logGroup) {
    ObjectNode data = (ObjectNode) frame.path("requestData");
    data.put("providerLogGroupName", logGroup)
        .putObject("providerCredentials")
        .put("accessKeyId", "provider")
        .put("secretAccessKey", "provider's secret")
        .put("sessionToken", "provider's token");
    return this;
  }

  /** How often the entry point was invoked. */
  int invocations() {
    return invocations;
  }

  /** Answers on the way that were not the end. */
  List<JsonNode> inProgress() {
    return inProgress;
  }

  /** The answer that ends an action. */
  JsonNode toTheEnd(String action, Map<String, Object> properties, Map<String, Object> former)
      throws IOException {
    if (!action.equals("READ") && !action.equals("LIST")) {
      changes++;
    }
    JsonNode answer = invoke(action, properties, former, null);
    while (answer.path("status").asText().equals("IN_PROGRESS")) {
      inProgress.add(answer);
      answer = invoke(action, properties, former, answer.path("callbackContext"));
    }
    return answer;
  }

  private JsonNode invoke(
      String action, Map<String, Object> properties, Map<String, Object> former, JsonNode context)
      throws IOException {
    // The same for all invocations of an operation, and what a stack's event would bear.
    ObjectNode request =
        frame.deepCopy().put("action", action).put("bearerToken", StackEvents.requestId(changes));
    request.set("callbackContext", context);
    ObjectNode data = (ObjectNode) request.path("requestData");
    data.set("resourceProperties", JSON.valueToTree(properties));
    if (!former.isEmpty()) {
      data.set("previousResourceProperties", JSON.valueToTree(former));
    }
    invocations++;
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    wrapper.handleRequest(
        new ByteArrayInputStream(JSON.writeValueAsBytes(request)),
        answer,
        new FunctionContext(FIFTEEN_MINUTES));
    return JSON.readTree(answer.toByteArray());
  }
}
