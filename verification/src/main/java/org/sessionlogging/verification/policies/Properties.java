package org.sessionlogging.verification.policies;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.sessionlogging.domain.json.Json;
import org.sessionlogging.domain.settings.InvalidSettings;

/**
 * One part of an input. What can't be carried out is refused with InvalidSettings.
 *
 * @param where name of the part, with those that it is in
 */
record Properties(String where, ObjectNode values) {

  /** The part of that name; empty where it is not there. */
  Properties part(String name) {
    JsonNode part = values.path(name);
    if (part.isMissingNode() || part.isNull()) {
      return new Properties(path(name), Json.object());
    }
    if (part instanceof ObjectNode object) {
      return new Properties(path(name), object);
    }
    throw new InvalidSettings(path(name), "is " + part, "give properties with their values");
  }

  /** Refuses what no schema names. */
  Properties only(Set<String> known) {
    values
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                throw new InvalidSettings(
                    path(name), "is no property", "there are " + String.join(", ", known));
              }
            });
    return this;
  }

  boolean has(String name) {
    return values.has(name);
  }

  Optional<String> text(String name) {
    return value(name).map(it -> text(name, it));
  }

  String text(String name, String otherwise) {
    return text(name).orElse(otherwise);
  }

  Optional<Boolean> flag(String name) {
    return value(name)
        .map(
            it -> {
              if (!it.isBoolean()) {
                throw new InvalidSettings(path(name), "is " + it, "give true or false");
              }
              return it.asBoolean();
            });
  }

  <E extends Enum<E>> Optional<E> word(String name, Class<E> words) {
    return text(name)
        .map(
            it ->
                Arrays.stream(words.getEnumConstants())
                    .filter(word -> word.name().equals(it))
                    .findFirst()
                    .orElseThrow(
                        () ->
                            new InvalidSettings(
                                path(name),
                                "is " + it,
                                "give one of "
                                    + Arrays.toString(words.getEnumConstants())
                                        .replaceAll("[\\[\\]]", ""))));
  }

  /** A list of names; empty where there is none. */
  Optional<SortedSet<String>> texts(String name) {
    return value(name)
        .map(
            it -> {
              if (!it.isArray()) {
                throw new InvalidSettings(path(name), "is " + it, "give a list");
              }
              return StreamSupport.stream(it.spliterator(), false)
                  .map(one -> text(name, one))
                  .collect(Collectors.toCollection(TreeSet::new));
            });
  }

  /** A value, checked by whoever knows its form. */
  <T> Optional<T> text(String name, Function<String, T> form) {
    return text(name).map(form);
  }

  /** A number would lose its zeros. */
  private String text(String name, JsonNode value) {
    if (!value.isTextual()) {
      throw new InvalidSettings(path(name), "is " + value, "give a text, in quotes");
    }
    return value.asText();
  }

  private Optional<JsonNode> value(String name) {
    JsonNode value = values.path(name);
    if (value.isNull()) {
      throw new InvalidSettings(path(name), "is null", "leave it out, or give a value");
    }
    return value.isMissingNode() ? Optional.empty() : Optional.of(value);
  }

  private String path(String name) {
    return where.isEmpty() ? name : where + "." + name;
  }
}
