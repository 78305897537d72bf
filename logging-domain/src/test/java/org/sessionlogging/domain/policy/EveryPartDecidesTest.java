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
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sessionlogging.domain.Examples;
import org.sessionlogging.domain.People;
import org.sessionlogging.domain.settings.AccountPrefix;
import org.sessionlogging.domain.settings.CentralLogging;

/** Whatever is taken out of a policy changes some decision: nothing stands there for nothing. */
class EveryPartDecidesTest {
  private static final int REQUESTS = 40_000;

  static Stream<Arguments> policies() {
    List<Arguments> policies = new ArrayList<>();
    BiFunction<PolicyDocument, String, Decision> ofBucket = Decision::ofBucket;
    BiFunction<PolicyDocument, String, Decision> ofKey = Decision::ofKey;
    Logs confined = new Logs(Examples.central(AccountPrefix.ENFORCED, Optional.of("a/b")));
    Logs free = new Logs(Examples.central(AccountPrefix.OPTIONAL, Optional.empty()));
    Logs narrowed = new Logs(narrowed(confined.logging()));
    String keyAdministrator = People.keyAdministrator(confined.logging());
    Logs keysNarrowed =
        new Logs(
            Examples.narrowed(
                confined.logging(), Set.of(), Set.of(), Set.of(), Set.of(keyAdministrator)));
    for (Logs logs : List.of(confined, free, narrowed)) {
      List<Request> requests = logs.ofBucket(REQUESTS).toList();
      policies.add(arguments("bucket", logs.bucketPolicy(), ofBucket, requests));
    }
    for (Logs logs : List.of(confined, narrowed, keysNarrowed)) {
      List<Request> requests = logs.ofKey(REQUESTS).toList();
      Logs.KEYS.forEach(
          it -> policies.add(arguments(it + " key", logs.keyPolicy(it), ofKey, requests)));
    }
    return policies.stream();
  }

  private static CentralLogging narrowed(CentralLogging open) {
    return Examples.narrowed(
        open,
        Set.of(People.unit(open)),
        Set.of(People.reader(open), People.readerElsewhere(open)),
        Set.of(People.logAdministrator(open)),
        Set.of());
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
    List<String> idle = new ArrayList<>();
    List<Statement> statements = policy.statements();
    for (int index = 0; index < statements.size(); index++) {
      Decision.Rule rule = Decision.Rule.of(statements.get(index));
      // A part counts only where its statement is about the action.
      Map<Boolean, List<Request>> decided =
          requests.stream()
              .filter(it -> rule.actions().stream().anyMatch(it::isAction))
              .collect(Collectors.partitioningBy(whole::allows));
      lessOnePart(statements, index)
          .forEach(
              (part, less) -> {
                Decision without = decides.apply(less, owner);
                if (decided.get(true).stream().allMatch(without::allows)
                    && decided.get(false).stream().noneMatch(without::allows)) {
                  idle.add(part);
                }
              });
    }
    assertThat(idle).as(name).noneMatch(part -> !isThereForS3(policy, part));
  }

  /**
   * Paths name the organization, too, but only its id keeps a bucket's policy from counting as
   * public.
   */
  private static boolean isThereForS3(PolicyDocument policy, String part) {
    String sid = part.substring(0, part.indexOf(' '));
    return part.endsWith(" StringEquals " + Members.ORGANIZATION)
        && !Members.paths(policy.statement(sid).orElseThrow()).isEmpty();
  }

  /** The policy without one statement, action, resource or condition, by what is missing. */
  static Map<String, PolicyDocument> lessOnePart(PolicyDocument policy) {
    Map<String, PolicyDocument> policies = new LinkedHashMap<>();
    for (int index = 0; index < policy.statements().size(); index++) {
      policies.putAll(lessOnePart(policy.statements(), index));
    }
    return policies;
  }

  private static Map<String, PolicyDocument> lessOnePart(List<Statement> statements, int index) {
    Map<String, PolicyDocument> policies = new LinkedHashMap<>();
    String sid = statements.get(index).sid().orElseThrow();
    policies.put(sid + " as a whole", with(statements, index, List.of()));
    for (var part : lessOnePart(statements.get(index).content()).entrySet()) {
      Statement less = new Statement(part.getValue());
      policies.put(sid + " " + part.getKey(), with(statements, index, List.of(less)));
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
