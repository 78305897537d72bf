package org.sessionlogging.central;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.central.World.NAME;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sessionlogging.fakes.FunctionContext;
import org.sessionlogging.fakes.StackEvents;
import software.amazon.cloudformation.Action;
import software.amazon.cloudformation.proxy.AmazonWebServicesClientProxy;
import software.amazon.cloudformation.proxy.ProgressEvent;
import software.amazon.cloudformation.proxy.ResourceHandlerRequest;

/** JSON in, JSON out, through both doors. */
class DoorsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final World world = new World();
  private final FunctionContext context = new FunctionContext(900_000);

  /** The generated entry point with another AWS behind the handlers. */
  private final class Entrance extends HandlerWrapper {
    @Override
    public ProgressEvent<ResourceModel, CallbackContext> invokeHandler(
        AmazonWebServicesClientProxy proxy,
        ResourceHandlerRequest<ResourceModel> request,
        Action action,
        CallbackContext progress,
        TypeConfigurationModel configuration) {
      return world.contract.handle(action, world.journal, request, progress, line -> {});
    }
  }

  private JsonNode invoke(String action, String properties, JsonNode progress) throws IOException {
    ObjectNode request = JSON.createObjectNode();
    request.put("awsAccountId", World.ACCOUNT);
    request.put("bearerToken", "123456");
    request.put("region", World.REGION);
    request.put("action", action);
    request.put("responseEndpoint", "https://cloudformation.eu-west-1.amazonaws.com");
    request.put("resourceType", "SessionManager::Logging::Central");
    request.put("resourceTypeVersion", "1");
    request.put("stackId", "arn:aws:cloudformation:eu-west-1:111122223333:stack/logging/1");
    request.set("callbackContext", progress);
    ObjectNode data = request.putObject("requestData");
    data.set("resourceProperties", JSON.readTree(properties));
    data.put("logicalResourceId", "Logging");
    data.putObject("callerCredentials")
        .put("accessKeyId", "key")
        .put("secretAccessKey", "secret")
        .put("sessionToken", "token");
    data.putObject("stackTags").put("Stage", "production");
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    new Entrance()
        .handleRequest(new ByteArrayInputStream(JSON.writeValueAsBytes(request)), answer, context);
    return JSON.readTree(answer.toByteArray());
  }

  private JsonNode toTheEnd(String action, String properties) throws IOException {
    JsonNode answer = invoke(action, properties, null);
    while (answer.path("status").asText().equals("IN_PROGRESS")) {
      assertThat(answer.path("resourceModel").path("BucketName").asText()).isEqualTo(NAME);
      answer = invoke(action, properties, answer.path("callbackContext"));
    }
    return answer;
  }

  @Test
  void registeredTypeGoesFromJsonToJson() throws IOException {
    JsonNode created =
        toTheEnd(
            "CREATE",
            "{\"BucketName\": \"central-logs\", \"ReplicaRegions\": [\"us-east-1\"],"
                + " \"Tags\": [{\"Key\": \"Team\", \"Value\": \"platform\"}]}");

    assertThat(created.path("status").asText()).isEqualTo("SUCCESS");
    assertThat(created.path("resourceModel").path("BucketArn").asText())
        .isEqualTo("arn:aws:s3:::central-logs");
    assertThat(created.path("resourceModel").path("KeyMode").asText()).isEqualTo("TWO_KEYS");
    assertThat(world.bucket().tags.now().orElseThrow())
        .containsEntry("Team", "platform")
        .containsEntry("Stage", "production");

    JsonNode read = invoke("READ", "{\"BucketName\": \"central-logs\"}", null);
    assertThat(read.path("resourceModel")).isEqualTo(created.path("resourceModel"));
    assertThat(
            invoke("LIST", "{}", null).path("resourceModels").path(0).path("BucketName").asText())
        .isEqualTo(NAME);
    assertThat(toTheEnd("DELETE", "{\"BucketName\": \"central-logs\"}").path("status").asText())
        .isEqualTo("SUCCESS");
    DeleteTest.assertNothingIsLeftButWaitingKeys(world);
  }

  @Test
  void schemaRefusesWhatNoHandlerShouldSee() throws IOException {
    JsonNode answer = invoke("CREATE", "{\"KeyMode\": \"THREE_KEYS\"}", null);

    assertThat(answer.path("status").asText()).isEqualTo("FAILED");
    assertThat(answer.path("errorCode").asText()).isEqualTo("InvalidRequest");
    assertThat(answer.path("message").asText()).contains("KeyMode");
    assertThat(world.journal.calls()).isEmpty();
  }

  @Test
  void customResourceIsCreatedChangedAndDeleted() throws IOException {
    Map<String, Object> declared =
        Map.of(
            "ServiceToken",
            "arn:aws:lambda:eu-west-1:111122223333:function:central",
            "BucketName",
            NAME,
            "KeyRotationPeriodInDays",
            "180",
            "VersioningEnabled",
            "false",
            "ReplicaRegions",
            List.of("us-east-1"),
            "Tags",
            List.of(Map.of("Key", "Team", "Value", "platform")));
    try (StackEvents stack =
        new StackEvents(new CustomResource(world.contract, context::pass), context)) {

      StackEvents.Answer created = stack.create(declared);
      assertThat(created.reason()).doesNotContain("HandlerErrorCode");
      assertThat(created.id()).isEqualTo(NAME);
      assertThat(created.data().path("SessionKeyArn").asText()).isEqualTo(world.sessionKey().arn);
      assertThat(world.bucketKey().rotationDays).contains(180);
      assertThat(world.replica("us-east-1").tags).containsEntry("Team", "platform");

      assertThat(stack.update(NAME, declared, Map.of("BucketName", NAME)).status())
          .isEqualTo("SUCCESS");
      assertThat(world.bucketKey().rotationDays).contains(365);
      assertThat(world.kms.aliases.get("us-east-1")).isEmpty();

      assertThat(stack.delete(NAME, declared).status()).isEqualTo("SUCCESS");
      DeleteTest.assertNothingIsLeftButWaitingKeys(world);
    }
  }

  @Test
  void doorOfTheFunctionOpensOnTheTypeItself() throws IOException {
    try (StackEvents stack = new StackEvents(new CustomResource(), context)) {
      assertThat(stack.create(Map.of("KeyMode", "THREE_KEYS")).reason()).contains("#/KeyMode");
      assertThat(stack.create(Map.of("KeyDeletionWindowInDays", "31")).status())
          .isEqualTo("FAILED");
    }
  }

  @Test
  void clientsAreMadeOncePerRegion() {
    Clients clients = Clients.held();
    assertThat(clients.s3().apply("eu-west-1")).isSameAs(clients.s3().apply("eu-west-1"));
    assertThat(clients.kms().apply("eu-west-1")).isSameAs(clients.kms().apply("eu-west-1"));
    assertThat(clients.kms().apply("us-east-1")).isNotSameAs(clients.kms().apply("eu-west-1"));
    assertThat(clients.organizations().apply("eu-west-1"))
        .isSameAs(clients.organizations().apply("eu-west-1"));
    assertThat(clients.tagging().apply("eu-west-1")).isSameAs(clients.tagging().apply("eu-west-1"));
  }
}
