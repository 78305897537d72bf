package org.sessionlogging.fakes.laws;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A type's models as JSON, and its schema.
 *
 * @param <M> the generated model
 */
public final class Models<M> {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .defaultPropertyInclusion(JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, null))
          .build();

  /** By name; each is read once, and nobody changes it. */
  private static final Map<String, JsonNode> SCHEMAS = new ConcurrentHashMap<>();

  private final Class<M> type;
  private final JsonNode schema;
  private final Map<String, String> exports;

  /**
   * @param schemaName name of the schema among the resources
   * @param exports what inputs name as {@code {{name}}}, as stacks of the account export it
   */
  public Models(Class<M> type, String schemaName, Map<String, String> exports) {
    this.type = type;
    this.exports = exports;
    this.schema = SCHEMAS.computeIfAbsent(schemaName, name -> schema(type, name));
  }

  private static JsonNode schema(Class<?> type, String name) {
    try (InputStream text = type.getClassLoader().getResourceAsStream(name)) {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static <M> Models<M> of(TypeUnderTest<M, ?> type) {
    return new Models<>(type.modelType(), type.schemaName(), type.exports());
  }

  JsonNode schema() {
    return schema;
  }

  /** Names of the properties that a list of the schema points to. */
  List<String> named(String list) {
    return texts(schema.path(list)).stream()
        .map(it -> it.substring(it.lastIndexOf('/') + 1))
        .toList();
  }

  /** Names of the properties that an update may change and that a read shows. */
  public Set<String> changeable() {
    Set<String> names = new TreeSet<>();
    schema.path("properties").fieldNames().forEachRemaining(names::add);
    Stream.of("createOnlyProperties", "readOnlyProperties", "writeOnlyProperties")
        .map(this::named)
        .forEach(names::removeAll);
    names.remove(identifierName());
    return names;
  }

  /** What the schema says of each input that a read shows, references followed. */
  SortedMap<String, JsonNode> inputSchemas() {
    SortedMap<String, JsonNode> inputs = members(schema);
    Stream.of("readOnlyProperties", "writeOnlyProperties")
        .map(this::named)
        .forEach(inputs.keySet()::removeAll);
    return inputs;
  }

  /** What the schema says of each member of an object, references followed. */
  SortedMap<String, JsonNode> members(JsonNode object) {
    SortedMap<String, JsonNode> members = new TreeMap<>();
    object
        .path("properties")
        .properties()
        .forEach(it -> members.put(it.getKey(), followed(it.getValue())));
    return members;
  }

  private JsonNode followed(JsonNode part) {
    String reference = part.path("$ref").asText();
    return reference.isEmpty() ? part : schema.at(reference.substring(1));
  }

  /** A value of the schema as models have it; null where there is none. */
  Object value(JsonNode value) {
    return JSON.convertValue(value, Object.class);
  }

  /** The texts of a list. */
  static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::textValue).toList();
  }

  /** Name of the property that identifies a resource. */
  String identifierName() {
    return named("primaryIdentifier").get(0);
  }

  /** A model of nothing but the identifier. */
  M identifierOf(M model) {
    return model(Map.of(identifierName(), properties(model).get(identifierName())));
  }

  /** What is set of a model, by property. */
  SortedMap<String, Object> properties(M model) {
    return JSON.convertValue(model, new TypeReference<TreeMap<String, Object>>() {});
  }

  /** Names of the properties that drift detection would show. */
  public Set<String> differences(M one, M other) {
    Map<String, Object> ones = properties(one);
    Map<String, Object> others = properties(other);
    Set<String> names = new TreeSet<>(ones.keySet());
    names.addAll(others.keySet());
    names.removeIf(name -> Objects.equals(ones.get(name), others.get(name)));
    return names;
  }

  M model(Map<String, Object> properties) {
    return JSON.convertValue(properties, type);
  }

  /**
   * Every model of a kind in the contract's inputs, in the order of their numbers.
   *
   * @param kind {@code create} or {@code update}
   */
  public List<M> inputs(String kind) {
    Path folder = Path.of(System.getProperty("basedir", ".")).resolve("inputs");
    List<M> models = new ArrayList<>();
    try {
      for (int i = 1; Files.exists(input(folder, i, kind)); i++) {
        String text = Files.readString(input(folder, i, kind));
        for (Map.Entry<String, String> export : exports.entrySet()) {
          text = text.replace("{{" + export.getKey() + "}}", export.getValue());
        }
        models.add(JSON.readValue(text, type));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return models;
  }

  private static Path input(Path folder, int number, String kind) {
    return folder.resolve("inputs_" + number + "_" + kind + ".json");
  }

  /** A mode for each pair of inputs. */
  public <C> List<Mode<M, C>> modes() {
    List<M> created = inputs("create");
    List<M> updated = inputs("update");
    List<Mode<M, C>> modes = new ArrayList<>();
    for (int i = 0; i < created.size(); i++) {
      modes.add(Mode.of("inputs " + (i + 1), created.get(i), updated.get(i)));
    }
    return modes;
  }
}
