package org.sessionlogging.domain.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The form that values of a preference have in a session document.
 *
 * @param <T> its values
 */
interface PreferenceKind<T> {

  /** Empty when nothing stands there, or nothing of this kind. */
  Optional<T> read(JsonNode found);

  JsonNode written(T value);

  /** What stands there when nobody declares a value. */
  JsonNode undeclared();

  /**
   * What the agent and the console's page take in the place of what was found; nothing stays
   * nothing.
   */
  JsonNode repaired(JsonNode found);

  /** Refuses a value that no session could have, with InvalidSettings. */
  default void check(T value) {}

  /** A string; the empty one says nothing. */
  record Text(Consumer<String> rule) implements PreferenceKind<String> {
    static final Text ANY = new Text(text -> {});

    /** The whole of it matches a pattern, or else the property has the problem and the remedy. */
    static Text matching(String property, String pattern, String problem, String remedy) {
      return new Text(
          text -> {
            if (!text.matches(pattern)) {
              throw new InvalidSettings(property, problem + " (" + text + ")", remedy);
            }
          });
    }

    @Override
    public void check(String value) {
      rule.accept(value);
    }

    @Override
    public Optional<String> read(JsonNode found) {
      return Optional.of(found.asText()).filter(text -> !text.isEmpty());
    }

    @Override
    public JsonNode written(String value) {
      return TextNode.valueOf(value);
    }

    @Override
    public JsonNode undeclared() {
      return written("");
    }

    /** The agent refuses a document that has anything but a string here. */
    @Override
    public JsonNode repaired(JsonNode found) {
      return found.isMissingNode() || found.isTextual()
          ? found
          : written(found.isNull() ? "" : found.asText());
    }
  }

  /**
   * A number of minutes, 1 or more, as a string.
   *
   * @param property that declares it
   * @param longest that it may be
   * @param otherwise what must stand there in any case, if it is not empty
   */
  record Minutes(String property, int longest, String otherwise)
      implements PreferenceKind<Integer> {
    @Override
    public void check(Integer value) {
      PropertyRules.range(property, value, 1, longest, "minutes");
    }

    @Override
    public Optional<Integer> read(JsonNode found) {
      return Optional.of(found.asText())
          .filter(text -> text.matches("[0-9]{1,9}"))
          .map(Integer::valueOf);
    }

    @Override
    public JsonNode written(Integer value) {
      return TextNode.valueOf(value.toString());
    }

    @Override
    public JsonNode undeclared() {
      return TextNode.valueOf(otherwise);
    }

    @Override
    public JsonNode repaired(JsonNode found) {
      JsonNode text = found.isNumber() ? TextNode.valueOf(found.asText()) : found;
      boolean says = text.isTextual() && !text.asText().isEmpty();
      boolean saysNothing = text.isMissingNode() || text.isTextual();
      return says || (otherwise.isEmpty() && saysNothing) ? text : undeclared();
    }
  }
}
