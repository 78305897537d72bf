package org.sessionlogging.fakes.laws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;

import com.amazonaws.AmazonWebServiceRequest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.ArgumentMatchers;
import org.sessionlogging.fakes.Driver;
import org.sessionlogging.fakes.FunctionContext;
import org.sessionlogging.fakes.StackEvents;
import org.sessionlogging.fakes.cloudwatch.FakeLogs;
import org.sessionlogging.fakes.cloudwatch.FakeMetrics;
import org.sessionlogging.fakes.store.AwsError;
import software.amazon.cloudformation.proxy.AmazonWebServicesClientProxy;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.HandlerRequest;
import software.amazon.cloudformation.proxy.ProgressEvent;
import software.amazon.cloudformation.proxy.RequestData;
import software.amazon.cloudformation.proxy.ResourceHandlerRequest;

/** The registered type and the custom resource are two doors to the same. */
public abstract class DoorLaw<M, C> {
  private static final int FIFTEEN_MINUTES = 900_000;

  /** CloudFormation user guide, "Custom resource response objects". */
  private static final int MOST_BYTES = 4_096;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final TypeUnderTest<M, C> type;
  private final Models<M> models;

  protected DoorLaw(TypeUnderTest<M, C> type) {
    this.type = type;
    this.models = Models.of(type);
  }

  @TestFactory
  Stream<DynamicTest> bothDoorsEndTheSame() {
    return type.modes().stream()
        .map(mode -> DynamicTest.dynamicTest(mode.name(), () -> bothDoorsEndTheSame(mode)));
  }

  private void bothDoorsEndTheSame(Mode<M, C> mode) throws IOException {
    Scene<M, C> registered = new Scene<>(type, mode);
    Scene<M, C> custom = new Scene<>(type, mode);
    WrapperDoor wrapper = wrapper(registered, Map.of());
    FunctionContext context = new FunctionContext(FIFTEEN_MINUTES);
    Map<String, Object> declared = models.properties(mode.declared());
    Map<String, Object> changed = models.properties(mode.changed());
    Map<String, Object> id = models.properties(registered.identifier());
    try (StackEvents stack = stack(custom, context)) {

      JsonNode created = succeeded(wrapper.toTheEnd("CREATE", declared, Map.of()));
      StackEvents.Answer made = succeeded(stack.create(StackEvents.template(declared)));
      assertSameEnd(registered, custom, created, made);
      assertReadAndListed(wrapper, id, created);

      JsonNode updated = succeeded(wrapper.toTheEnd("UPDATE", changed, declared));
      assertSameEnd(
          registered,
          custom,
          updated,
          succeeded(
              stack.update(
                  made.id(), StackEvents.template(declared), StackEvents.template(changed))));

      succeeded(wrapper.toTheEnd("DELETE", id, Map.of()));
      succeeded(stack.delete(made.id(), StackEvents.template(changed)));
      assertThat(custom.aws().picture()).isEqualTo(registered.aws().picture());
      registered.assertNothingIsLeft();
      assertThat(wrapper.toTheEnd("READ", id, Map.of()).path("errorCode").asText())
          .isEqualTo("NotFound");
    }
    assertThat(wrapper.inProgress())
        .isNotEmpty()
        .allSatisfy(
            answer ->
                assertThat(answer.path("resourceModel").path(models.identifierName()).textValue())
                    .isEqualTo(id.get(models.identifierName())));
  }

  /** What was never made has an id of its own, since a deletion follows a creation that failed. */
  @Test
  void deletionAfterARefusedCreationDeletesNothing() throws IOException {
    Scene<M, C> scene = new Scene<>(type, type.modes().get(0));
    FunctionContext context = new FunctionContext(FIFTEEN_MINUTES);
    Map<String, Object> declared = StackEvents.template(models.properties(scene.declared()));
    try (StackEvents stack = stack(scene, context)) {
      succeeded(stack.create(declared));
      String picture = scene.aws().picture();

      StackEvents.Answer refused = stack.create(declared);
      assertThat(refused.status()).isEqualTo("FAILED");
      assertThat(refused.reason()).contains("AlreadyExists");
      succeeded(stack.delete(refused.id(), declared));

      assertThat(scene.aws().picture()).isEqualTo(picture);
    }
  }

  private StackEvents stack(Scene<M, C> scene, FunctionContext context) throws IOException {
    return new StackEvents(
        type.function(scene.aws(), context::pass), context, type.account(), type.region());
  }

  private WrapperDoor wrapper(Scene<M, C> scene, Map<String, String> stackTags) {
    return new WrapperDoor(
        type.wrapper(type.handler(scene.aws()), scene.journal()),
        models.schema().path("typeName").textValue(),
        type.account(),
        type.region(),
        stackTags);
  }

  private void assertSameEnd(
      Scene<M, C> registered, Scene<M, C> custom, JsonNode answer, StackEvents.Answer event) {
    assertThat(custom.aws().picture()).isEqualTo(registered.aws().picture());
    JsonNode model = answer.path("resourceModel");
    SortedMap<String, JsonNode> outputs = new TreeMap<>();
    Stream.concat(Stream.of(models.identifierName()), models.named("readOnlyProperties").stream())
        .filter(model::has)
        .forEach(name -> outputs.put(name, model.get(name)));
    assertThat(event.data()).isEqualTo(JSON.valueToTree(outputs));
    assertThat(event.id()).isEqualTo(model.path(models.identifierName()).textValue());
  }

  private void assertReadAndListed(WrapperDoor wrapper, Map<String, Object> id, JsonNode created)
      throws IOException {
    JsonNode read = succeeded(wrapper.toTheEnd("READ", id, Map.of())).path("resourceModel");
    assertThat(read).isEqualTo(created.path("resourceModel"));
    assertThat(models.named("writeOnlyProperties")).allMatch(name -> !read.has(name));
    JsonNode listed = succeeded(wrapper.toTheEnd("LIST", Map.of(), Map.of()));
    assertThat(listed.path("resourceModels")).contains(JSON.valueToTree(id));
  }

  private static JsonNode succeeded(JsonNode answer) {
    assertThat(answer.path("status").asText()).as(answer.toString()).isEqualTo("SUCCESS");
    return answer;
  }

  private static StackEvents.Answer succeeded(StackEvents.Answer answer) {
    assertThat(answer.status()).as(answer.reason()).isEqualTo("SUCCESS");
    assertThat(answer.bytes()).isLessThanOrEqualTo(MOST_BYTES);
    return answer;
  }

  @Test
  void tagsOfTheStackReachTheResource() throws IOException {
    Scene<M, C> scene = new Scene<>(type, type.modes().get(0));

    succeeded(
        wrapper(scene, Map.of("Stage", "production"))
            .toTheEnd("CREATE", models.properties(scene.declared()), Map.of()));

    assertThat(scene.aws().picture()).contains("\"Stage\" : \"production\"");
  }

  /** The entry point tells it in a way of its own; what is generated may change. */
  @ParameterizedTest
  @ValueSource(strings = {"eu-west-1", "cn-north-1", "us-gov-west-1", "eusc-de-east-1", "xx-1"})
  void handlersAreToldWhatTheGeneratedEntryPointTells(String region)
      throws ReflectiveOperationException {
    Scene<M, C> scene = new Scene<>(type, type.modes().get(0));
    RequestData<M, Object> data = new RequestData<>();
    data.setResourceProperties(scene.declared());
    data.setPreviousResourceProperties(scene.changed());
    data.setStackTags(Map.of("Stage", "production"));
    data.setPreviousStackTags(Map.of("Stage", "test"));
    data.setSystemTags(Map.of("aws:cloudformation:stack-name", "stack"));
    data.setPreviousSystemTags(Map.of("aws:cloudformation:stack-name", "former"));
    data.setLogicalResourceId("Thing");
    HandlerRequest<M, C, Object> request = new HandlerRequest<>();
    request.setRequestData(data);
    request.setAwsAccountId("111122223333");
    request.setBearerToken("bearer");
    request.setRegion(region);
    request.setNextToken("next");
    request.setMaxResults(7);
    request.setRollback(true);
    request.setStackId("stack");

    assertThat(asked(own(scene), "transform", HandlerRequest.class, request))
        .isEqualTo(asked(generated(scene), "transform", HandlerRequest.class, request));
  }

  /** The entry point takes out in a way of its own what is only written. */
  @TestFactory
  Stream<DynamicTest> answersShowWhatTheGeneratedEntryPointShows() {
    return type.modes().stream()
        .map(
            mode ->
                DynamicTest.dynamicTest(
                    mode.name(),
                    () -> {
                      Scene<M, C> scene = new Scene<>(type, mode);
                      for (M model : List.of(scene.declared(), scene.changed())) {
                        assertThat(asked(own(scene), "sanitizeModel", Object.class, model))
                            .isEqualTo(
                                asked(generated(scene), "sanitizeModel", Object.class, model));
                      }
                    }));
  }

  private Class<?> own(Scene<M, C> scene) {
    return type.wrapper(type.handler(scene.aws()), scene.journal()).getClass().getSuperclass();
  }

  private Class<?> generated(Scene<M, C> scene) {
    return own(scene).getSuperclass();
  }

  /** What an entry point answers to a question of the plugin's, which no other class may ask. */
  private static Object asked(Class<?> entry, String name, Class<?> about, Object question)
      throws ReflectiveOperationException {
    for (Class<?> declaring = entry; ; declaring = declaring.getSuperclass()) {
      try {
        Method method = declaring.getDeclaredMethod(name, about);
        method.setAccessible(true);
        return method.invoke(entry.getConstructor().newInstance(), question);
      } catch (NoSuchMethodException e) {
        // One of the classes above it has it.
      }
    }
  }

  @Test
  void schemaRefusesWhatNoHandlerShouldSee() throws IOException {
    Scene<M, C> scene = new Scene<>(type, type.modes().get(0));
    Map<String, Object> odd = models.properties(scene.declared());
    odd.put("NoSuchProperty", "x");

    JsonNode answer = wrapper(scene, Map.of()).toTheEnd("CREATE", odd, Map.of());

    assertThat(answer.path("errorCode").asText()).isEqualTo("InvalidRequest");
    assertThat(answer.path("message").asText()).contains("NoSuchProperty");
    assertThat(scene.journal().calls()).isEmpty();
  }

  @Test
  void everyInvocationIsReportedAsAWhole() throws IOException {
    Scene<M, C> scene = new Scene<>(type, type.modes().get(0));
    List<String> told = new ArrayList<>();
    List<String> said = new ArrayList<>();
    FakeLogs logs = new FakeLogs(told::add).group("handlers");
    FakeMetrics metrics = new FakeMetrics(told::add);
    Driver.Handler<M, C> handler = type.handler(scene.aws());
    WrapperDoor door =
        new WrapperDoor(
                type.reporting(
                    (action, transport, request, context, logger) ->
                        handler.handle(
                            action,
                            transport,
                            request,
                            context,
                            line -> {
                              said.add(line);
                              logger.log(line);
                            }),
                    scene.journal(),
                    logs,
                    metrics,
                    scene.aws().time()),
                models.schema().path("typeName").textValue(),
                type.account(),
                type.region(),
                Map.of())
            .logging("handlers");

    JsonNode end =
        succeeded(door.toTheEnd("CREATE", models.properties(scene.declared()), Map.of()));

    assertThat(told)
        .hasSize(1 + 2 * door.invocations())
        .startsWith("cloudwatchlogs CreateLogStream");
    assertThat(told).filteredOn("cloudwatchlogs PutLogEvents"::equals).hasSize(door.invocations());
    assertThat(said).isNotEmpty();
    assertThat(logs.lines("handlers")).containsSubsequence(said);
    assertThat(String.join("", logs.lines("handlers")))
        .doesNotContain("secret", "token", StackEvents.requestId(1));
    assertThat(metrics.data())
        .filteredOn(it -> it.metricName().equals("HandlerInvocationCount"))
        .hasSize(door.invocations());
    assertThat(end.path("errorCode").isMissingNode()).isTrue();
  }

  @Test
  void functionOpensOnTheTypeItself() throws IOException {
    FunctionContext context = new FunctionContext(FIFTEEN_MINUTES);
    try (StackEvents stack = new StackEvents(type.function(), context)) {
      StackEvents.Answer answer = stack.create(Map.of("NoSuchProperty", "x"));

      assertThat(answer.status()).isEqualTo("FAILED");
      assertThat(answer.reason()).contains("NoSuchProperty");
    }
  }

  @Test
  void everyHandlerUsesTheCredentialsOfCloudFormation() {
    AmazonWebServicesClientProxy proxy = mock(AmazonWebServicesClientProxy.class);
    doThrow(AwsError.of(400, "AccessDenied", "Not with these."))
        .when(proxy)
        .injectCredentialsAndInvoke(
            any(), ArgumentMatchers.<Consumer<AmazonWebServiceRequest>>any());
    ResourceHandlerRequest<M> request =
        type.request(type.region()).toBuilder()
            .desiredResourceState(type.modes().get(0).declared())
            .build();

    assertThat(type.registered()).hasSize(5);
    type.registered()
        .forEach(
            (action, handler) -> {
              ProgressEvent<M, C> end = handler.handleRequest(proxy, request, null, line -> {});
              assertThat(end.getErrorCode())
                  .as(action.name())
                  .isEqualTo(HandlerErrorCode.AccessDenied);
              assertThat(end.getMessage()).contains("Not with these.");
            });
  }
}
