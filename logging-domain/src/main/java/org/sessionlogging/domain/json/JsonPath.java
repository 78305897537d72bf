package org.sessionlogging.domain.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The way from the top of a JSON object down to one value, by the keys on it. */
public record JsonPath(List<String> keys) {

  public JsonPath {
    keys = List.copyOf(keys);
  }

  /** The keys divided by slashes. */
  public static JsonPath parse(String keys) {
    return new JsonPath(List.of(keys.split("/", -1)));
  }

  /** The value; a missing node where there is none. */
  public JsonNode in(JsonNode top) {
    JsonNode found = top;
    for (String key : keys) {
      found = found.path(key);
    }
    return found;
  }

  /** Whether something that is no object, nor nothing, stands on the way. */
  public boolean isObstructed(JsonNode top) {
    return IntStream.range(1, keys.size())
        .mapToObj(length -> new JsonPath(keys.subList(0, length)).in(top))
        .anyMatch(found -> !found.isObject() && !found.isMissingNode() && !found.isNull());
  }

  /**
   * Spells the keys on the way as this path does, where they differ in case only. What stands under
   * two spellings stays under this one.
   */
  public void respell(ObjectNode top) {
    JsonNode here = top;
    for (String key : keys) {
      if (here instanceof ObjectNode object) {
        respell(object, key);
      }
      here = here.path(key);
    }
  }

  private static void respell(ObjectNode object, String key) {
    List<String> others = new ArrayList<>();
    object.fieldNames().forEachRemaining(others::add);
    others.removeIf(name -> name.equals(key) || !name.equalsIgnoreCase(key));
    for (String other : others) {
      JsonNode value = object.remove(other);
      if (!object.has(key)) {
        object.set(key, value);
      }
    }
  }

  /** Sets the value; whatever stands on the way instead of an object is replaced by one. */
  public void put(ObjectNode top, JsonNode value) {
    int last = keys.size() - 1;
    ObjectNode parent = top;
    for (String key : keys.subList(0, last)) {
      parent = parent.path(key) instanceof ObjectNode object ? object : parent.putObject(key);
    }
    parent.set(keys.get(last), value);
  }

  /** As {@link #parse} takes it. */
  @Override
  public String toString() {
    return String.join("/", keys);
  }
}
