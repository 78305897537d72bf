package org.sessionlogging.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;
import org.sessionlogging.fakes.FakeIam;
import org.sessionlogging.fakes.Journal;
import software.amazon.cloudformation.Action;
import software.amazon.cloudformation.proxy.AmazonWebServicesClientProxy;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.Logger;
import software.amazon.cloudformation.proxy.ProgressEvent;
import software.amazon.cloudformation.proxy.ResourceHandlerRequest;

/** The registered type's door: CloudFormation's JSON through the generated wrapper. */
class DoorsTest {
  private final World world = new World();

  /** Everything but the credentials and the clients is what AWS runs. */
  private final class Wrapper extends HandlerWrapper {
    @Override
    public ProgressEvent<ResourceModel, CallbackContext> invokeHandler(
        AmazonWebServicesClientProxy proxy,
        ResourceHandlerRequest<ResourceModel> request,
        Action action,
        CallbackContext callbackContext,
        TypeConfigurationModel typeConfiguration) {
      return world.contract().handle(action, world.journal, request, callbackContext, line -> {});
    }

    @Override
    protected void scrubFiles() {
      // The wrapper empties the temporary folder, which a test shares.
    }
  }

  private JSONObject invoke(String action, Map<String, Object> properties, JSONObject context)
      throws IOException {
    JSONObject credentials =
        new JSONObject()
            .put("accessKeyId", "none")
            .put("secretAccessKey", "none")
            .put("sessionToken", "none");
    JSONObject request =
        new JSONObject()
            .put("awsAccountId", FakeIam.ACCOUNT)
            .put("bearerToken", "token")
            .put("region", World.HERE)
            .put("action", action)
            .put("resourceType", ResourceModel.TYPE_NAME)
            .put("callbackContext", context)
            .put(
                "requestData",
                new JSONObject()
                    .put("callerCredentials", credentials)
                    .put("resourceProperties", properties)
                    .put("stackTags", new JSONObject().put("stack", "logging")));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Context lambda = mock(Context.class);
    when(lambda.getLogger()).thenReturn(mock(LambdaLogger.class));
    new Wrapper()
        .handleRequest(
            new ByteArrayInputStream(request.toString().getBytes(StandardCharsets.UTF_8)),
            out,
            lambda);
    return new JSONObject(out.toString(StandardCharsets.UTF_8));
  }

  private JSONObject toTheEnd(String action, Map<String, Object> properties) throws IOException {
    JSONObject answer = invoke(action, properties, null);
    while (answer.getString("status").equals("IN_PROGRESS")) {
      answer =
          invoke(
              action,
              answer.getJSONObject("resourceModel").toMap(),
              answer.getJSONObject("callbackContext"));
    }
    return answer;
  }

  @Test
  void theIdentifierIsAllThatReadAndDeleteNeed() throws IOException {
    JSONObject created =
        toTheEnd(
            "CREATE",
            Map.of(
                "BucketName",
                "central-logs",
                "BucketKeyArn",
                World.BUCKET_KEY,
                "SessionKeyArn",
                World.SESSION_KEY,
                "OnExistingPreferences",
                "MERGE"));
    assertThat(created.getString("status")).isEqualTo("SUCCESS");
    Map<String, Object> identifier = Map.of("DocumentName", World.PREFERENCES);

    JSONObject read = toTheEnd("READ", identifier);
    assertThat(read.getJSONObject("resourceModel").toMap())
        .containsEntry("BucketName", "central-logs")
        .containsEntry("SessionKeyArn", World.SESSION_KEY)
        .containsEntry("DocumentVersion", "1")
        .doesNotContainKey("OnExistingPreferences");
    assertThat(world.document().tags).containsEntry("stack", "logging");

    assertThat(toTheEnd("DELETE", identifier).getString("status")).isEqualTo("SUCCESS");
    assertThat(toTheEnd("READ", identifier).getString("errorCode")).isEqualTo("NotFound");
    assertThat(world.iam.policies).isEmpty();
  }

  @Test
  void theSchemaIsCheckedByTheWrapper() throws IOException {
    JSONObject refused =
        toTheEnd("CREATE", Map.of("BucketName", "central-logs", "BucketKeyArn", World.BUCKET_KEY));

    assertThat(refused.getString("errorCode")).isEqualTo("InvalidRequest");
    assertThat(world.journal.calls()).isEmpty();
  }

  @Test
  void everyHandlerGoesThroughTheCredentialsOfCloudFormation() {
    AmazonWebServicesClientProxy proxy = mock(AmazonWebServicesClientProxy.class);
    when(proxy.injectCredentialsAndInvokeV2(any(), any()))
        .thenThrow(Journal.error(400, "AccessDenied", "Not with these."));
    ResourceHandlerRequest<ResourceModel> request =
        World.request(World.HERE).toBuilder().desiredResourceState(World.model()).build();
    Logger logger = line -> {};

    assertDenied(new CreateHandler().handleRequest(proxy, request, null, logger));
    assertDenied(new ReadHandler().handleRequest(proxy, request, null, logger));
    assertDenied(new UpdateHandler().handleRequest(proxy, request, null, logger));
    assertDenied(new DeleteHandler().handleRequest(proxy, request, null, logger));
    assertDenied(new ListHandler().handleRequest(proxy, request, null, logger));
  }

  private static void assertDenied(ProgressEvent<ResourceModel, CallbackContext> event) {
    World.failed(event, HandlerErrorCode.AccessDenied);
  }
}
