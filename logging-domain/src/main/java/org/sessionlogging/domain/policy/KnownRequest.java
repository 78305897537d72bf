package org.sessionlogging.domain.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.sessionlogging.domain.settings.Wildcards;

/**
 * A request of which some condition keys are known (IAM user guide, "IAM JSON policy elements:
 * Condition operators").
 *
 * @param context known keys in small letters; empty for those that are known to be absent
 */
record KnownRequest(Map<String, Optional<String>> context) {
  private static final String IF_EXISTS = "ifexists";
  private static final String NOT = "not";

  /** Whether it certainly meets all of a statement's conditions. */
  boolean meets(JsonNode conditions) {
    return conditions.properties().stream()
        .allMatch(
            operator ->
                operator.getValue().properties().stream()
                    .allMatch(key -> meets(operator.getKey(), key.getKey(), key.getValue())));
  }

  private boolean meets(String operator, String key, JsonNode values) {
    Optional<String> value = context.get(key.toLowerCase(Locale.ROOT));
    if (value == null) {
      return false;
    }
    String name = operator.toLowerCase(Locale.ROOT);
    List<String> texts = new ArrayList<>();
    CanonicalPolicy.list(values).forEach(it -> texts.add(it.asText()));
    if (name.equals("null")) {
      return texts.contains(String.valueOf(value.isEmpty()));
    }
    boolean negated = name.contains(NOT);
    if (value.isEmpty()) {
      return negated || name.endsWith(IF_EXISTS);
    }
    return switch (name.replace(NOT, "").replace(IF_EXISTS, "")) {
      case "stringequals" -> texts.contains(value.get()) != negated;
      case "stringequalsignorecase", "bool" ->
          texts.stream().anyMatch(value.get()::equalsIgnoreCase) != negated;
      case "stringlike", "arnlike", "arnequals" ->
          Wildcards.anyMatches(texts, value.get(), false) != negated;
      default -> false;
    };
  }
}
