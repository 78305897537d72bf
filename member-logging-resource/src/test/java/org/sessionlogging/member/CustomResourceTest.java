package org.sessionlogging.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sessionlogging.kit.custom.CustomResourceDoor;

/**
 * The Custom:: door: all properties are strings, and the answer goes to the event's ResponseURL.
 */
class CustomResourceTest {
  private final World world = new World();
  private final Map<String, Object> properties =
      new HashMap<>(
          Map.of(
              "ServiceToken",
              "arn:aws:lambda:eu-west-1:111122223333:function:member",
              "BucketName",
              "central-logs",
              "BucketKeyArn",
              World.BUCKET_KEY,
              "SessionKeyArn",
              World.SESSION_KEY,
              "IdleSessionTimeout",
              "15",
              "S3EncryptionEnabled",
              "true",
              "RoleNames",
              List.of("app"),
              "Tags",
              List.of(Map.of("Key", "team", "Value", "platform"))));
  private HttpServer server;
  private JSONObject answer;
  private int requests;

  /** The same door over the world of this test, without real pauses. */
  private static final class Door extends CustomResourceDoor<ResourceModel, CallbackContext> {
    Door(World world) {
      super(
          world.contract(),
          ResourceModel.class,
          "sessionmanager-logging-member.json",
          seconds -> {});
    }
  }

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/answer",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          assertThat(body).hasSizeLessThan(4096);
          answer = new JSONObject(new String(body, StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
  }

  private JSONObject send(String type, String physicalId, Map<String, Object> former) {
    Context context = mock(Context.class);
    when(context.getLogger()).thenReturn(mock(LambdaLogger.class));
    when(context.getLogStreamName()).thenReturn("log-stream");
    when(context.getRemainingTimeInMillis()).thenReturn(900_000);
    answer = null;
    new Door(world)
        .handleRequest(
            CloudFormationCustomResourceEvent.builder()
                .withRequestType(type)
                .withRequestId("request-" + ++requests)
                .withResponseUrl("http://127.0.0.1:" + server.getAddress().getPort() + "/answer")
                .withStackId("arn:aws:cloudformation:eu-west-1:111122223333:stack/logging/1")
                .withLogicalResourceId("Member")
                .withPhysicalResourceId(physicalId)
                .withResourceProperties(new HashMap<>(properties))
                .withOldResourceProperties(former)
                .build(),
            context);
    return answer;
  }

  private String created() {
    JSONObject created = send("Create", null, null);
    assertThat(created.getString("Status")).as(created.toString()).isEqualTo("SUCCESS");
    return created.getString("PhysicalResourceId");
  }

  @Test
  void createAnswersWithTheNameAndTheOutputs() {
    assertThat(created()).isEqualTo(World.PREFERENCES);

    assertThat(answer.getJSONObject("Data").toMap())
        .containsOnlyKeys("DocumentName", "PolicyArn", "DocumentVersion");
    assertThat(world.document().latestText()).contains("\"idleSessionTimeout\":\"15\"");
    assertThat(world.document().tags).containsEntry("team", "platform");
  }

  @Test
  void updateKeepsTheName() {
    String id = created();
    Map<String, Object> former = new HashMap<>(properties);
    properties.put("IdleSessionTimeout", "5");

    JSONObject updated = send("Update", id, former);

    assertThat(updated.getString("Status")).isEqualTo("SUCCESS");
    assertThat(updated.getString("PhysicalResourceId")).isEqualTo(id);
    assertThat(updated.getJSONObject("Data").getString("DocumentVersion")).isEqualTo("2");
  }

  @Test
  void deleteTakesEverythingAway() {
    String before = new World().picture();
    String id = created();

    assertThat(send("Delete", id, null).getString("Status")).isEqualTo("SUCCESS");

    assertThat(world.picture()).isEqualTo(before);
  }

  @Test
  void theDeleteAfterARefusedCreateDeletesNothing() {
    created();
    String before = world.picture();

    JSONObject refused = send("Create", null, null);
    assertThat(refused.getString("Status")).isEqualTo("FAILED");
    assertThat(refused.getString("Reason")).contains("AlreadyExists");
    String id = refused.getString("PhysicalResourceId");
    assertThat(id).startsWith("never-created-");

    assertThat(send("Delete", id, null).getString("Status")).isEqualTo("SUCCESS");
    assertThat(world.picture()).isEqualTo(before);
  }

  @Test
  void theFunctionsEntryPointNeedsNoArguments() {
    assertThat(new CustomResource()).isInstanceOf(CustomResourceDoor.class);
  }
}
