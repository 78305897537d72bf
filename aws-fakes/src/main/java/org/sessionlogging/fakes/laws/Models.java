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
import java.util.SortedMap;
import java.util.TreeMap;
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
    try (InputStream text = type.getClassLoader().getResourceAsStream(schemaName)) {
      this.schema = JSON.readTree(text);
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
    return StreamSupport.stream(schema.path(list).spliterator(), false)
        .map(it -> it.textValue().substring(it.textValue().lastIndexOf('/') + 1))
        .toList();
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
