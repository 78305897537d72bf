package org.sessionlogging.fakes.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sessionlogging.domain.policy.Statement;
import org.sessionlogging.domain.settings.Wildcards;

/**
 * Whether a statement's actions, resources and conditions meet a call. Source: IAM user guide, "IAM
 * JSON policy elements: Condition operators" (a key that is not there fails what has to match and
 * passes what must not match or has IfExists; Null asks for nothing else), "Variables and tags".
 *
 * @param keys condition keys of the call, in whatever case
 * @param missing keys that were asked for and are not there
 */
public record PolicyConditions(Map<String, String> keys, Set<String> missing) {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}");

  /** Of a call that has these keys. */
  public static PolicyConditions of(Map<String, String> keys) {
    Map<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    anyCase.putAll(keys);
    return new PolicyConditions(anyCase, new TreeSet<>());
  }

  /** Whether the statement is about such a call. */
  public boolean meet(Statement statement, String action, String resource) {
    List<String> others = texts(Snapshot.parse(statement.toString()).path("NotResource"));
    return isOf(statement, action)
        && (statement.resources().isEmpty() || isAmong(statement.resources(), resource))
        && !isAmong(others, resource)
        && hold(statement);
  }

  /** Whether the action is one of its own. */
  public boolean isOf(Statement statement, String action) {
    return Wildcards.anyMatches(statement.actions(), action, true);
  }

  /** Whether all of its conditions hold. */
  public boolean hold(Statement statement) {
    JsonNode operators = Snapshot.parse(statement.toString()).path("Condition");
    List<Boolean> held = new ArrayList<>();
    operators
        .properties()
        .forEach(
            operator ->
                operator
                    .getValue()
                    .properties()
                    .forEach(
                        key ->
                            held.add(
                                holds(operator.getKey(), key.getKey(), texts(key.getValue())))));
    return held.stream().allMatch(it -> it);
  }

  private boolean holds(String operator, String key, List<String> wanted) {
    String actual = keys.get(key);
    if (operator.equals("Null")) {
      return wanted.contains(String.valueOf(actual == null));
    }
    String plain = operator.replaceFirst("^For(Any|All)Values?:", "");
    if (actual == null) {
      missing.add(key);
      return operator.endsWith("IfExists") || plain.contains("Not");
    }
    return compared(plain.replace("IfExists", ""), wanted, actual);
  }

  private boolean compared(String operator, List<String> wanted, String actual) {
    BiPredicate<String, String> same =
        switch (operator.replace("Not", "")) {
          case "StringEquals", "Bool" -> (it, value) -> it.equals(value);
          case "StringLike", "ArnLike", "ArnEquals" ->
              (it, value) -> Wildcards.anyMatches(Set.of(it), value, false);
          default -> throw new IllegalArgumentException("Unknown operator " + operator);
        };
    boolean any = wanted.stream().map(this::filled).anyMatch(it -> same.test(it, actual));
    return any != operator.contains("Not");
  }

  private boolean isAmong(List<String> patterns, String resource) {
    return patterns.stream()
        .map(this::filled)
        .anyMatch(it -> Wildcards.anyMatches(Set.of(it), resource, false));
  }

  /** A variable without a value means nothing at all. */
  private String filled(String text) {
    return VARIABLE
        .matcher(text)
        .replaceAll(
            it -> {
              if (!keys.containsKey(it.group(1))) {
                missing.add(it.group(1));
              }
              return Matcher.quoteReplacement(keys.getOrDefault(it.group(1), "\u0000"));
            });
  }

  private static List<String> texts(JsonNode oneOrMany) {
    List<String> texts = new ArrayList<>();
    if (oneOrMany.isArray()) {
      oneOrMany.forEach(it -> texts.add(it.asText()));
    } else if (!oneOrMany.isMissingNode()) {
      texts.add(oneOrMany.asText());
    }
    return texts;
  }
}
