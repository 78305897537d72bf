package org.sessionlogging.fakes.laws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.sessionlogging.fakes.FunctionContext;
import org.sessionlogging.fakes.StackEvents;

/**
 * What is no success: both doors refuse the same declarations in the same words, and an event that
 * Lambda delivers twice does no harm.
 */
public abstract class TwoDoorsLaw<M, C> {
  private static final int FIFTEEN_MINUTES = 900_000;

  private final TypeUnderTest<M, C> type;
  private final Models<M> models;

  protected TwoDoorsLaw(TypeUnderTest<M, C> type) {
    this.type = type;
    this.models = Models.of(type);
  }

  @TestFactory
  Stream<DynamicTest> bothDoorsRefuseInTheSameWords() {
    return type.badInputs()
        .map(
            bad ->
                DynamicTest.dynamicTest(
                    bad.message(), () -> bothRefuse(models.properties(bad.declared()))));
  }

  @Test
  void bothDoorsRefuseWhatTheSchemaDoesNotKnow() throws IOException {
    Map<String, Object> odd = models.properties(type.modes().get(0).declared());
    odd.put("NoSuchProperty", "x");
    bothRefuse(odd);
  }

  /** Each of the function's sentences is one of the registered type's. */
  private void bothRefuse(Map<String, Object> declared) throws IOException {
    Scene<M, C> scene = new Scene<>(type, type.modes().get(0));
    String before = scene.aws().picture();
    WrapperDoor wrapper =
        new WrapperDoor(
            type.wrapper(type.handler(scene.aws()), scene.journal()),
            models.schema().path("typeName").textValue(),
            type.account(),
            type.region(),
            Map.of());
    JsonNode registered = wrapper.toTheEnd("CREATE", declared, Map.of());
    FunctionContext context = new FunctionContext(FIFTEEN_MINUTES);
    try (StackEvents stack =
        new StackEvents(
            type.function(scene.aws(), context::pass), context, type.account(), type.region())) {
      StackEvents.Answer custom = stack.create(StackEvents.template(declared));

      assertThat(List.of(registered.path("status").asText(), custom.status()))
          .containsOnly("FAILED");
      assertThat(custom.reason()).endsWith(" (HandlerErrorCode: InvalidRequest)");
      assertThat(registered.path("errorCode").asText()).isEqualTo("InvalidRequest");
      assertThat(sentences(custom.reason()))
          .allSatisfy(it -> assertThat(registered.path("message").asText()).contains(it));
    }
    assertThat(scene.aws().picture()).isEqualTo(before);
  }

  private static List<String> sentences(String reason) {
    String said = reason.replace(" (HandlerErrorCode: InvalidRequest)", "");
    return said.startsWith("Properties: ")
        ? List.of(said.substring("Properties: ".length()).split("; "))
        : List.of(said);
  }

  /** In the midst of each operation another instance of the function gets the same event. */
  @TestFactory
  Stream<DynamicTest> eventThatComesTwiceDoesNoHarm() {
    return type.modes().stream()
        .limit(3)
        .map(mode -> DynamicTest.dynamicTest(mode.name(), () -> comesTwice(mode)));
  }

  private void comesTwice(Mode<M, C> mode) throws IOException {
    Scene<M, C> scene = new Scene<>(type, mode);
    FunctionContext context = new FunctionContext(FIFTEEN_MINUTES);
    AtomicReference<StackEvents> meanwhile = new AtomicReference<>();
    Map<String, Object> declared = StackEvents.template(models.properties(mode.declared()));
    Map<String, Object> changed = StackEvents.template(models.properties(mode.changed()));
    try (StackEvents stack =
        new StackEvents(
            type.function(
                scene.aws(),
                seconds -> {
                  context.pass(seconds);
                  StackEvents other = meanwhile.getAndSet(null);
                  if (other != null) {
                    again(other, scene, context);
                  }
                }),
            context,
            type.account(),
            type.region())) {
      meanwhile.set(stack);
      String id = succeeded(stack.create(declared)).id();
      assertThat(meanwhile.get()).as("it came twice").isNull();
      meanwhile.set(stack);
      succeeded(stack.update(id, declared, changed));
      meanwhile.set(stack);
      succeeded(stack.delete(id, changed));
    }
    scene.assertNothingIsLeft();
  }

  private void again(StackEvents stack, Scene<M, C> scene, FunctionContext context) {
    try {
      succeeded(stack.again(type.function(scene.aws(), context::pass)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static StackEvents.Answer succeeded(StackEvents.Answer answer) {
    assertThat(answer.status()).as(answer.reason()).isEqualTo("SUCCESS");
    return answer;
  }
}
