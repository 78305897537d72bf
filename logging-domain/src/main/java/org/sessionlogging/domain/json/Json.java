package org.sessionlogging.domain.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** JSON objects in a fixed order of keys, so that equal ones have equal texts. */
public final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private Json() {}

  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  public static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  /** Empty when the text is no JSON, or JSON that is no object. */
  public static Optional<ObjectNode> parse(String text) {
    try {
      return Optional.of(MAPPER.readTree(text))
          .filter(ObjectNode.class::isInstance)
          .map(ObjectNode.class::cast);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** A copy with the keys of every object sorted: the given ones first, the rest by name. */
  public static ObjectNode sorted(ObjectNode object, List<String> first) {
    SortedMap<String, JsonNode> rest = new TreeMap<>();
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      rest.put(field.getKey(), sorted(field.getValue(), first));
    }
    ObjectNode sorted = object();
    for (String key : first) {
      if (rest.containsKey(key)) {
        sorted.set(key, rest.remove(key));
      }
    }
    return sorted.setAll(rest);
  }

  private static JsonNode sorted(JsonNode node, List<String> first) {
    if (node instanceof ObjectNode object) {
      return sorted(object, first);
    }
    if (node instanceof ArrayNode list) {
      ArrayNode sorted = array();
      list.forEach(item -> sorted.add(sorted(item, first)));
      return sorted;
    }
    return node;
  }
}
