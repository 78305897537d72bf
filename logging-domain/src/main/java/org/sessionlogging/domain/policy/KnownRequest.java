package org.sessionlogging.domain.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sessionlogging.domain.settings.Wildcards;

/**
 * A request of which some condition keys are known (IAM user guide, "IAM JSON policy elements:
 * Condition operators", "IAM policy elements: Variables and tags").
 *
 * @param context known keys in small letters; empty for those that are known to be absent
 */
record KnownRequest(Map<String, Optional<String>> context) {
  private static final String IF_EXISTS = "ifexists";
  private static final String NOT = "not";
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}");

  /** Whether it meets all of a statement's conditions. */
  Certainty meets(JsonNode conditions) {
    Certainty all = Certainty.YES;
    for (Map.Entry<String, JsonNode> operator : conditions.properties()) {
      for (Map.Entry<String, JsonNode> key : operator.getValue().properties()) {
        all = all.and(meets(operator.getKey(), key.getKey(), Statement.texts(key.getValue())));
      }
    }
    return all;
  }

  private Certainty meets(String operator, String key, List<String> texts) {
    Optional<String> value = context.get(key.toLowerCase(Locale.ROOT));
    if (value == null) {
      return Certainty.UNKNOWN;
    }
    String name = operator.toLowerCase(Locale.ROOT);
    if (name.equals("null")) {
      return Certainty.of(texts.contains(String.valueOf(value.isEmpty())));
    }
    boolean negated = name.contains(NOT);
    if (value.isEmpty()) {
      return Certainty.of(negated || name.endsWith(IF_EXISTS));
    }
    String plain = name.replace(NOT, "").replace(IF_EXISTS, "");
    Certainty any = Certainty.NO;
    for (String text : texts) {
      any =
          any.or(
              filled(text).map(it -> compared(plain, it, value.get())).orElse(Certainty.UNKNOWN));
    }
    return negated ? any.not() : any;
  }

  private static Certainty compared(String operator, String text, String value) {
    return switch (operator) {
      case "stringequals" -> Certainty.of(text.equals(value));
      case "stringequalsignorecase", "bool" -> Certainty.of(text.equalsIgnoreCase(value));
      case "stringlike", "arnlike", "arnequals" ->
          Certainty.of(Wildcards.anyMatches(List.of(text), value, false));
      default -> Certainty.UNKNOWN;
    };
  }

  /** A text with the values of its policy variables; empty where one of them is not known. */
  private Optional<String> filled(String text) {
    return VARIABLE.matcher(text).results().allMatch(it -> value(it.group(1)).isPresent())
        ? Optional.of(
            VARIABLE
                .matcher(text)
                .replaceAll(it -> Matcher.quoteReplacement(value(it.group(1)).orElseThrow())))
        : Optional.empty();
  }

  private Optional<String> value(String variable) {
    return context.getOrDefault(variable.toLowerCase(Locale.ROOT), Optional.empty());
  }

  /** Whether a resource is one of those that some patterns mean. */
  Certainty isAmong(List<String> patterns, String resource) {
    Certainty any = Certainty.NO;
    for (String pattern : patterns) {
      String widest = VARIABLE.matcher(pattern).replaceAll("*");
      Certainty one =
          filled(pattern)
              .map(it -> Certainty.of(Wildcards.anyMatches(List.of(it), resource, false)))
              .orElseGet(
                  () ->
                      Certainty.of(Wildcards.anyMatches(List.of(widest), resource, false))
                          .and(Certainty.UNKNOWN));
      any = any.or(one);
    }
    return any;
  }
}
