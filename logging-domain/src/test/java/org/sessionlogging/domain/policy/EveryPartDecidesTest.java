package org.sessionlogging.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sessionlogging.domain.Examples;
import org.sessionlogging.domain.settings.AccountPrefix;

/** Whatever is taken out of a policy changes some decision: nothing stands there for nothing. */
class EveryPartDecidesTest {
  private static final int REQUESTS = 20_000;

  static Stream<Arguments> policies() {
    List<Arguments> policies = new ArrayList<>();
    BiFunction<PolicyDocument, String, Decision> ofBucket = Decision::ofBucket;
    BiFunction<PolicyDocument, String, Decision> ofKey = Decision::ofKey;
    Logs confined = new Logs(Examples.central(AccountPrefix.ENFORCED, Optional.of("a/b")));
    Logs free = new Logs(Examples.central(AccountPrefix.OPTIONAL, Optional.empty()));
    for (Logs logs : List.of(confined, free)) {
      List<Request> requests = logs.ofBucket(REQUESTS).toList();
      policies.add(arguments("bucket", logs.bucketPolicy(), ofBucket, requests));
    }
    List<Request> requests = confined.ofKey(REQUESTS).toList();
    Logs.KEYS.forEach(
        it -> policies.add(arguments(it + " key", confined.keyPolicy(it), ofKey, requests)));
    return policies.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("policies")
  void everyStatementActionResourceAndConditionDecides(
      String name,
      PolicyDocument policy,
      BiFunction<PolicyDocument, String, Decision> decides,
      List<Request> requests) {
    String owner = Examples.LOG_ACCOUNT.account();
    Decision whole = decides.apply(policy, owner);
    List<Request> allowed = new ArrayList<>();
    List<Request> denied = new ArrayList<>();
    requests.forEach(it -> (whole.allows(it) ? allowed : denied).add(it));
    List<String> idle = new ArrayList<>();
    lessOnePart(policy)
        .forEach(
            (part, less) -> {
              Decision without = decides.apply(less, owner);
              if (allowed.stream().allMatch(without::allows)
                  && denied.stream().noneMatch(without::allows)) {
                idle.add(part);
              }
            });
    assertThat(idle).as(name).isEmpty();
  }

  /** The policy without one statement, action, resource or condition, by what is missing. */
  static Map<String, PolicyDocument> lessOnePart(PolicyDocument policy) {
    Map<String, PolicyDocument> policies = new LinkedHashMap<>();
    List<Statement> statements = policy.statements();
    for (int index = 0; index < statements.size(); index++) {
      String sid = statements.get(index).sid().orElseThrow();
      policies.put(sid, with(statements, index, List.of()));
      for (var part : lessOnePart(statements.get(index).content()).entrySet()) {
        Statement less = new Statement(part.getValue());
        policies.put(sid + " " + part.getKey(), with(statements, index, List.of(less)));
      }
    }
    return policies;
  }

  private static PolicyDocument with(
      List<Statement> statements, int index, List<Statement> instead) {
    List<Statement> all = new ArrayList<>(statements);
    all.remove(index);
    all.addAll(index, instead);
    return PolicyDocument.of(all);
  }

  private static Map<String, ObjectNode> lessOnePart(ObjectNode statement) {
    Map<String, ObjectNode> parts = new LinkedHashMap<>();
    for (String element : List.of("Action", "Resource", "NotResource")) {
      if (statement.path(element) instanceof ArrayNode members) {
        for (int index = 0; index < members.size(); index++) {
          ObjectNode less = statement.deepCopy();
          less.withArray(element).remove(index);
          parts.put(members.get(index).asText(), less);
        }
      }
    }
    JsonNode conditions = statement.path("Condition");
    conditions
        .properties()
        .forEach(
            operator ->
                operator
                    .getValue()
                    .fieldNames()
                    .forEachRemaining(
                        key -> {
                          ObjectNode less = statement.deepCopy();
                          less.withObject("/Condition/" + operator.getKey()).remove(key);
                          parts.put(operator.getKey() + " " + key, less);
                        }));
    return parts;
  }
}
