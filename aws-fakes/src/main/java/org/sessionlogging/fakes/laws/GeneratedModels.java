package org.sessionlogging.fakes.laws;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Declarations drawn from the schema, the same in every run: each property is there or not, with
 * any value of an enumeration, either boolean, a number at the ends of its range or within it;
 * text, lists and objects are those of a mode's own inputs, whole or in part. So a new property is
 * drawn as soon as the schema and the inputs have it.
 *
 * @param <M> the generated model
 */
final class GeneratedModels<M> {
  private static final long SEED = 20260101;

  private final Models<M> models;
  private final List<Map<String, Object>> inputs;
  private final Random random;

  GeneratedModels(Models<M> models, Mode<M, ?> mode) {
    this.models = models;
    this.inputs =
        Stream.of(mode.declared(), mode.changed())
            .<Map<String, Object>>map(models::properties)
            .toList();
    this.random = new Random(SEED + mode.name().hashCode());
  }

  /** Any declaration of the mode's resource. */
  M next() {
    return next(Map.of());
  }

  /** Any that an update of another may come to. */
  M after(M former) {
    Map<String, Object> kept = new TreeMap<>(models.properties(former));
    kept.keySet().removeAll(models.changeable());
    kept.keySet().removeAll(models.named("writeOnlyProperties"));
    Map<String, Object> next = new TreeMap<>(models.properties(next(kept)));
    models.named("createOnlyProperties").stream()
        .filter(name -> !kept.containsKey(name))
        .forEach(next::remove);
    return models.model(next);
  }

  private M next(Map<String, Object> kept) {
    List<String> required = models.named("required");
    Map<String, Object> properties = new TreeMap<>();
    models
        .inputSchemas()
        .forEach(
            (name, schema) -> {
              if (required.contains(name) || random.nextInt(3) > 0) {
                value(name, schema).ifPresent(value -> properties.put(name, value));
              }
            });
    properties.put(models.identifierName(), inputs.get(0).get(models.identifierName()));
    properties.putAll(kept);
    return models.model(properties);
  }

  private Optional<Object> value(String name, JsonNode schema) {
    if (schema.has("enum")) {
      return Optional.of(
          schema.path("enum").get(random.nextInt(schema.path("enum").size())).textValue());
    }
    return switch (schema.path("type").asText()) {
      case "boolean" -> Optional.of(random.nextBoolean());
      case "integer" ->
          Optional.of(between(schema.path("minimum").asInt(), schema.path("maximum").asInt()));
      default -> given(name).map(value -> part(value, schema));
    };
  }

  private int between(int least, int greatest) {
    return switch (random.nextInt(3)) {
      case 0 -> least;
      case 1 -> greatest;
      default -> least + random.nextInt(greatest - least + 1);
    };
  }

  private Optional<Object> given(String name) {
    List<Object> values =
        inputs.stream().filter(it -> it.containsKey(name)).map(it -> it.get(name)).toList();
    return values.isEmpty()
        ? Optional.empty()
        : Optional.of(values.get(random.nextInt(values.size())));
  }

  private Object part(Object value, JsonNode schema) {
    if (value instanceof List<?> list) {
      List<Object> some = new ArrayList<>(list);
      Collections.shuffle(some, random);
      int least = schema.path("minItems").asInt();
      return some.subList(0, least + random.nextInt(some.size() - least + 1));
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> some = new TreeMap<>();
      List<String> required = Models.texts(schema.path("required"));
      map.forEach(
          (key, member) -> {
            if (required.contains(key) || random.nextBoolean()) {
              some.put(key.toString(), member);
            }
          });
      return some.size() < schema.path("minProperties").asInt() ? map : some;
    }
    return value;
  }
}
