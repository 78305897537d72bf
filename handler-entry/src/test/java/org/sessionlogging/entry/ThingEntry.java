package org.sessionlogging.entry;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.core.type.TypeReference;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.json.JSONObject;
import org.sessionlogging.fakes.FunctionContext;
import software.amazon.cloudformation.Action;
import software.amazon.cloudformation.LambdaWrapper;
import software.amazon.cloudformation.proxy.AmazonWebServicesClientProxy;
import software.amazon.cloudformation.proxy.HandlerRequest;
import software.amazon.cloudformation.proxy.Logger;
import software.amazon.cloudformation.proxy.ProgressEvent;
import software.amazon.cloudformation.proxy.ResourceHandlerRequest;

/** An entry point as each type has one, on top of what is generated for a type with a name. */
final class ThingEntry
    extends LambdaWrapper<Map<String, Object>, Map<String, Object>, Map<String, Object>> {

  /** A handler that sees its logger alone. */
  interface Handler {
    ProgressEvent<Map<String, Object>, Map<String, Object>> handle(
        Logger logger, AmazonWebServicesClientProxy proxy);
  }

  private static final String SCHEMA =
      "{\"typeName\": \"Some::Test::Thing\", \"description\": \"A thing.\", \"additionalProperties\": false,"
          + " \"properties\": {\"Name\": {\"type\": \"string\"}},"
          + " \"primaryIdentifier\": [\"/properties/Name\"]}";

  private final Reports reports;
  private final Handler handler;
  final FunctionContext context = new FunctionContext(60_000);

  ThingEntry(Reports reports, Handler handler) {
    this.reports = reports;
    this.handler = handler;
    providerEventsLogger = reports.lines();
    providerMetricsPublisher = reports.metrics();
  }

  @Override
  public void handleRequest(InputStream request, OutputStream answer, Context function)
      throws IOException {
    reports.of(() -> super.handleRequest(request, answer, function), function.getLogger());
  }

  /** CloudFormation's request to delete the thing, and the answer. */
  JSONObject delete(String group) throws IOException {
    JSONObject data =
        new JSONObject()
            .put("logicalResourceId", "Thing")
            .put("resourceProperties", new JSONObject().put("Name", "a secret name"))
            .put(
                "callerCredentials",
                new JSONObject()
                    .put("accessKeyId", "CALLERSKEY")
                    .put("secretAccessKey", "callers-secret")
                    .put("sessionToken", "callers-token"));
    if (group != null) {
      data.put("providerLogGroupName", group)
          .put(
              "providerCredentials",
              new JSONObject()
                  .put("accessKeyId", "PROVIDERSKEY")
                  .put("secretAccessKey", "providers-secret")
                  .put("sessionToken", "providers-token"));
    }
    String request =
        new JSONObject()
            .put("awsAccountId", "111122223333")
            .put("region", "eu-west-1")
            .put("bearerToken", "bearer-token")
            .put("resourceType", "Some::Test::Thing")
            .put("action", "DELETE")
            .put("callbackContext", new JSONObject().put("kept", "callback-context"))
            .put("requestData", data)
            .toString();
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    handleRequest(
        new ByteArrayInputStream(request.getBytes(StandardCharsets.UTF_8)), answer, context);
    return new JSONObject(answer.toString(StandardCharsets.UTF_8));
  }

  @Override
  public ProgressEvent<Map<String, Object>, Map<String, Object>> invokeHandler(
      AmazonWebServicesClientProxy proxy,
      ResourceHandlerRequest<Map<String, Object>> request,
      Action action,
      Map<String, Object> callbackContext,
      Map<String, Object> typeConfiguration) {
    return handler.handle(loggerProxy, proxy);
  }

  @Override
  protected ResourceHandlerRequest<Map<String, Object>> transform(
      HandlerRequest<Map<String, Object>, Map<String, Object>, Map<String, Object>> request) {
    reports.about(request.getRequestData());
    return HandlerRequests.of(request, getDesiredResourceTags(request));
  }

  @Override
  protected JSONObject provideResourceSchemaJSONObject() {
    return new JSONObject(SCHEMA);
  }

  @Override
  protected Map<String, String> provideResourceDefinedTags(Map<String, Object> model) {
    return Map.of();
  }

  @Override
  protected TypeReference<
          HandlerRequest<Map<String, Object>, Map<String, Object>, Map<String, Object>>>
      getTypeReference() {
    return new TypeReference<>() {};
  }

  @Override
  protected TypeReference<Map<String, Object>> getModelTypeReference() {
    return new TypeReference<>() {};
  }
}
