package org.sessionlogging.fakes.laws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.sessionlogging.fakes.FunctionContext;
import org.sessionlogging.fakes.Sample;
import org.sessionlogging.fakes.StackEvents;
import software.amazon.cloudformation.proxy.ProgressEvent;

/**
 * Read equals what was declared, property by property, whichever door it came through; what was not
 * declared reads as its default, as what was asked from AWS for it, or not at all. Drift detection
 * compares what a template sets (CloudFormation user guide, "Detect unmanaged configuration
 * changes", note: no defaults); a drift-aware change set takes what read says for the state that it
 * starts from, and goes back to ("Using drift-aware change sets", actual state).
 */
@Tag("sampled")
public abstract class ReadLaw<M, C> {
  private static final int DRAWN = 25;

  /** Valid ones; in a sample no more are drawn. */
  private static final int ENOUGH = Sample.size(6, DRAWN);

  private static final int FIFTEEN_MINUTES = 900_000;

  private final TypeUnderTest<M, C> type;
  private final Models<M> models;

  protected ReadLaw(TypeUnderTest<M, C> type) {
    this.type = type;
    this.models = Models.of(type);
  }

  @TestFactory
  Stream<DynamicTest> readEqualsWhatWasDeclared() {
    return type.modes().stream()
        .map(mode -> DynamicTest.dynamicTest(mode.name(), () -> readEqualsWhatWasDeclared(mode)));
  }

  private void readEqualsWhatWasDeclared(Mode<M, C> mode) throws IOException {
    GeneratedModels<M> generated = new GeneratedModels<>(models, mode);
    Scene<M, C> beginning = new Scene<>(type, mode);
    isReadAsDeclared(mode, beginning, mode.declared(), mode.changed());
    int made = 0;
    for (int i = 0; i < DRAWN && made < ENOUGH; i++) {
      M declared = generated.next();
      made += isReadAsDeclared(mode, beginning, declared, generated.after(declared)) ? 1 : 0;
    }
    assertThat(made).as("declarations that are valid, of " + DRAWN).isGreaterThan(DRAWN / 5);
  }

  /** False where the declaration is refused as a whole: then there is nothing to read. */
  private boolean isReadAsDeclared(Mode<M, C> mode, Scene<M, C> beginning, M declared, M changed)
      throws IOException {
    Scene<M, C> scene = beginning.copy();
    ProgressEvent<M, C> created = scene.driver().create(declared);
    assertSameThroughTheOtherDoor(beginning.copy(), declared, scene, created.isSuccess());
    if (created.isFailed()) {
      assertThat(created.getResourceModel()).as(created.getMessage()).isNull();
      return false;
    }
    assertRead(mode, scene, declared);
    if (scene.driver().update(declared, changed).isSuccess()) {
      assertRead(mode, scene, changed);
    }
    return true;
  }

  private void assertRead(Mode<M, C> mode, Scene<M, C> scene, M declared) {
    Map<String, Object> read =
        models.properties(scene.succeeds(scene.driver().read(scene.identifier())));
    Map<String, Object> says = models.properties(declared);
    models
        .inputSchemas()
        .forEach(
            (name, schema) -> {
              if (says.containsKey(name)) {
                assertDeclared(name, schema, says.get(name), read.get(name));
              } else if (mode.restores() && !type.shownUndeclared().contains(name)) {
                assertUndeclared(name, schema, read.get(name));
              }
            });
    scene.journal().forget();
    scene.succeeds(scene.driver().update(declared, declared));
    assertThat(scene.journal().writes()).as("a second update of " + says).isEmpty();
  }

  private void assertDeclared(String name, JsonNode schema, Object declared, Object read) {
    if (declared instanceof Map<?, ?> members && read instanceof Map<?, ?> shown) {
      models
          .members(schema)
          .forEach(
              (member, its) -> {
                if (members.containsKey(member)) {
                  assertDeclared(name + "/" + member, its, members.get(member), shown.get(member));
                } else {
                  assertUndeclared(name + "/" + member, its, shown.get(member));
                }
              });
    } else {
      assertThat(inAnyOrder(schema, read)).as(name).isEqualTo(inAnyOrder(schema, declared));
    }
  }

  /** It may show as empty, too: no template can tell that from absent. */
  private void assertUndeclared(String name, JsonNode schema, Object read) {
    Object byDefault = models.value(schema.path("default"));
    assertThat(Optional.ofNullable(read).filter(it -> !isEmpty(it)))
        .as(name + ", not declared")
        .isIn(Optional.empty(), Optional.ofNullable(byDefault));
  }

  private static boolean isEmpty(Object value) {
    return List.of().equals(value) || Map.of().equals(value);
  }

  private static Object inAnyOrder(JsonNode schema, Object value) {
    return value instanceof List<?> list && !schema.path("insertionOrder").asBoolean(true)
        ? new HashSet<>(list)
        : value;
  }

  private void assertSameThroughTheOtherDoor(
      Scene<M, C> custom, M declared, Scene<M, C> registered, boolean success) throws IOException {
    FunctionContext context = new FunctionContext(FIFTEEN_MINUTES);
    try (StackEvents stack =
        new StackEvents(
            type.function(custom.aws(), context::pass), context, type.account(), type.region())) {
      StackEvents.Answer answer = stack.create(StackEvents.template(models.properties(declared)));
      assertThat(answer.status()).as(answer.reason()).isEqualTo(success ? "SUCCESS" : "FAILED");
    }
    if (success) {
      assertThat(custom.inputs()).isEqualTo(registered.inputs());
    }
  }
}
