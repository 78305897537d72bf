package org.sessionlogging.domain.policy;

import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * One line of a statement's Condition, decided as IAM decides it. Sources: IAM user guide, "IAM
 * JSON policy elements: Condition operators" (a key that is not there fails what has to match and
 * passes what must not match; IfExists passes it; Null asks for nothing else) and "Multivalued
 * context keys" (without the key ForAllValues holds and ForAnyValue does not). An operator that is
 * unknown here is an error, never a decision.
 */
record Condition(String operator, String key, List<String> values) {

  boolean holds(Request request) {
    List<String> actual = request.values(key);
    if (operator.equals("Null")) {
      return values.contains(String.valueOf(actual.isEmpty()));
    }
    boolean ifExists = operator.endsWith("IfExists");
    String plain = ifExists ? operator.substring(0, operator.length() - 8) : operator;
    if (ifExists && actual.isEmpty()) {
      return true;
    }
    if (plain.startsWith("ForAllValues:")) {
      return actual.stream().allMatch(compared(plain.substring(13), request));
    }
    if (plain.startsWith("ForAnyValue:")) {
      return actual.stream().anyMatch(compared(plain.substring(12), request));
    }
    return actual.isEmpty() ? negated(plain) : compared(plain, request).test(actual.get(0));
  }

  private Predicate<String> compared(String plain, Request request) {
    BiPredicate<String, String> same =
        switch (plain.replace("Not", "")) {
          case "StringEquals" -> (wanted, actual) -> exactly(request, wanted, actual);
          case "StringEqualsIgnoreCase", "Bool" -> String::equalsIgnoreCase;
          case "StringLike", "ArnLike", "ArnEquals" -> request::matches;
          default -> throw new IllegalArgumentException("Unknown operator " + operator);
        };
    return actual ->
        values.stream().anyMatch(wanted -> same.test(wanted, actual)) != negated(plain);
  }

  private static boolean negated(String plain) {
    return plain.contains("Not");
  }

  /** Variables count in every string operator, wildcards in the Like ones only. */
  private static boolean exactly(Request request, String wanted, String actual) {
    return wanted.contains("${") ? request.matches(wanted, actual) : wanted.equals(actual);
  }
}
