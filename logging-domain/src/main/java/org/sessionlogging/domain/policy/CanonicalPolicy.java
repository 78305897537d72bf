package org.sessionlogging.domain.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sessionlogging.domain.json.Json;

/**
 * The form in which policies that mean the same are the same. AWS hands policies back with single
 * values for one-element lists, root ARNs for account ids, and lists in another order (IAM user
 * guide, "Grammar of the IAM JSON policy language"; "AWS JSON policy elements: Principal").
 */
final class CanonicalPolicy {
  private static final Pattern ACCOUNT_ROOT =
      Pattern.compile("arn:aws[a-z-]*:iam::([0-9]{12}):root");

  private CanonicalPolicy() {}

  static ObjectNode of(ObjectNode policy) {
    ObjectNode canonical = Json.object().setAll(policy);
    Map<String, JsonNode> statements = new TreeMap<>();
    for (JsonNode statement : list(policy.path("Statement"))) {
      JsonNode node = statement instanceof ObjectNode object ? statement(object) : statement;
      statements.put(node.toString(), node);
    }
    canonical.set("Statement", Json.array().addAll(statements.values()));
    return Json.sorted(canonical, List.of());
  }

  static ObjectNode statement(ObjectNode statement) {
    ObjectNode canonical = Json.object().setAll(statement);
    for (String element : List.of("Action", "NotAction", "Resource", "NotResource")) {
      canonical.replace(element, texts(statement.path(element)));
    }
    for (String element : List.of("Principal", "NotPrincipal")) {
      canonical.replace(element, principal(statement.path(element)));
    }
    ObjectNode conditions = Json.object();
    statement
        .path("Condition")
        .properties()
        .forEach(operator -> conditions.set(operator.getKey(), textsByKey(operator.getValue())));
    canonical.set("Condition", conditions);
    return Json.sorted(canonical, List.of());
  }

  static JsonNode list(JsonNode oneOrMany) {
    if (oneOrMany.isMissingNode()) {
      return Json.array();
    }
    return oneOrMany.isArray() ? oneOrMany : Json.array().add(oneOrMany);
  }

  /** The bare "*" and {"AWS": "*"} address the same principals. */
  private static JsonNode principal(JsonNode principal) {
    return principal.isTextual()
        ? textsByKey(Json.object().set("AWS", principal))
        : textsByKey(principal);
  }

  private static ObjectNode textsByKey(JsonNode object) {
    ObjectNode canonical = Json.object();
    object.properties().forEach(field -> canonical.set(field.getKey(), texts(field.getValue())));
    return canonical;
  }

  private static ArrayNode texts(JsonNode oneOrMany) {
    TreeSet<String> texts = new TreeSet<>();
    list(oneOrMany).forEach(item -> texts.add(accountId(item.asText())));
    ArrayNode sorted = Json.array();
    texts.forEach(sorted::add);
    return sorted;
  }

  private static String accountId(String value) {
    Matcher root = ACCOUNT_ROOT.matcher(value);
    return root.matches() ? root.group(1) : value;
  }
}
