package org.sessionlogging.fakes.store;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * State of fakes as JSON, and back. A state is a class of fields, all of which are part of it; what
 * is absent is null and is left out. Classes of the SDK appear with the fields of the service's
 * API.
 */
public final class Snapshot {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .visibility(PropertyAccessor.ALL, JsonAutoDetect.Visibility.NONE)
          .visibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
          .visibility(PropertyAccessor.CREATOR, JsonAutoDetect.Visibility.ANY)
          .defaultPropertyInclusion(JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, null))
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.WRITE_ENUMS_USING_TO_STRING)
          .enable(DeserializationFeature.READ_ENUMS_USING_TO_STRING)
          .addModule(new SdkModels())
          .build();

  private Snapshot() {}

  /** Another one that says the same. */
  @SuppressWarnings("unchecked")
  public static <S> S copy(S state) {
    return (S) JSON.convertValue(state, state.getClass());
  }

  /** As JSON. */
  public static JsonNode tree(Object state) {
    return parse(text(state));
  }

  /** The state that JSON describes. */
  public static <S> S state(JsonNode json, Class<S> type) {
    return JSON.convertValue(json, type);
  }

  /** Text in a stable order: maps are sorted, fields go by their names. */
  public static String text(Object state) {
    try {
      return JSON.writeValueAsString(state);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The JSON that a text holds. */
  public static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
