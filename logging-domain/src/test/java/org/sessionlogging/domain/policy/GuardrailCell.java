package org.sessionlogging.domain.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.sessionlogging.domain.json.Json;

/**
 * One request, and the statements that deny it. AWS asks for each resource of a request, and denies
 * the whole for one (IAM user guide, "Policy evaluation logic").
 *
 * @param bound whether service control policies bind the caller
 */
record GuardrailCell(String says, boolean bound, List<Request> requests, Set<String> deniedBy) {
  private static final String ARCHIVE = "archive";

  static List<GuardrailCell> all() {
    JsonNode file = Json.parse(text()).orElseThrow();
    List<GuardrailCell> cells = new ArrayList<>();
    for (JsonNode cell : file.path("cells")) {
      for (JsonNode principal : cell.path("principals")) {
        JsonNode caller = file.path("principals").path(principal.asText());
        for (JsonNode action : cell.path("actions")) {
          for (JsonNode resources : cell.path("resources")) {
            String says =
                cell.path("says").asText()
                    + ": "
                    + String.join(" ", principal.asText(), action.asText(), resources.toString());
            cells.add(of(says, cell, caller, action.asText(), resources));
          }
        }
      }
    }
    return cells;
  }

  private static GuardrailCell of(
      String says, JsonNode cell, JsonNode caller, String action, JsonNode resources) {
    Map<String, String> keys = new TreeMap<>();
    Map<String, List<String>> lists = new TreeMap<>();
    keys.put("aws:RequestedRegion", "eu-central-1");
    keys.put("aws:PrincipalIsAWSService", String.valueOf(caller.path("service").asBoolean()));
    value(caller, "arn").ifPresent(it -> keys.put("aws:PrincipalArn", it));
    cell.path("context")
        .properties()
        .forEach(
            key -> {
              if (key.getValue().isArray()) {
                lists.put(key.getKey(), texts(key.getValue()));
              } else {
                keys.put(key.getKey(), key.getValue().asText());
              }
            });
    Caller who =
        new Caller(
            says,
            value(caller, "account"),
            value(caller, "organization"),
            Caller.WRITERS,
            true,
            "",
            "");
    return new GuardrailCell(
        says,
        caller.path("bound").asBoolean(),
        texts(resources).stream().map(it -> new Request(who, action, it, keys, lists)).toList(),
        Set.copyOf(texts(cell.path("deniedBy"))));
  }

  /** Ids of the statements of one guardrail that deny it. */
  Set<String> deniedBy(String guardrail, Map<String, Decision.Rule> statements) {
    return bound || guardrail.equals(ARCHIVE)
        ? statements.entrySet().stream()
            .filter(it -> requests.stream().anyMatch(it.getValue()::applies))
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet())
        : Set.of();
  }

  /** Statements, taken apart once for many requests, by their ids. */
  static Map<String, Decision.Rule> statements(PolicyDocument policy) {
    return policy.statements().stream()
        .collect(Collectors.toMap(it -> it.sid().orElseThrow(), Decision.Rule::of));
  }

  private static Optional<String> value(JsonNode object, String key) {
    return Optional.ofNullable(object.get(key)).map(JsonNode::asText);
  }

  private static List<String> texts(JsonNode oneOrMany) {
    List<String> texts = new ArrayList<>();
    CanonicalPolicy.list(oneOrMany).forEach(it -> texts.add(it.asText()));
    return texts;
  }

  private static String text() {
    try (var stream = GuardrailCell.class.getResourceAsStream("/guardrails/cells.json")) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
