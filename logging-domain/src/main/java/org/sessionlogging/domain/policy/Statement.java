package org.sessionlogging.domain.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.sessionlogging.domain.json.Json;

/**
 * One statement of a policy; each method of the fluent form gives a new statement, none changes
 * this one.
 */
public final class Statement {
  private final ObjectNode content;

  Statement(ObjectNode content) {
    this.content = content;
  }

  /** An Allow; the id has letters and digits only, which every service accepts. */
  public static Statement allow(String sid) {
    return new Statement(Json.object().put("Sid", sid).put("Effect", "Allow"));
  }

  /** A Deny; the id has letters and digits only, which every service accepts. */
  public static Statement deny(String sid) {
    return new Statement(Json.object().put("Sid", sid).put("Effect", "Deny"));
  }

  /** Addresses every principal, of any account, and anonymous callers. */
  public Statement everyone() {
    return with("Principal", Json.object().textNode("*"));
  }

  /** Addresses principals by ARN or account id. */
  public Statement principal(String... arns) {
    return with("Principal", Json.object().set("AWS", values(List.of(arns))));
  }

  /** Addresses a service of AWS. */
  public Statement service(String name) {
    return with("Principal", Json.object().put("Service", name));
  }

  /** The actions that the statement is about. */
  public Statement actions(String... actions) {
    return actions(List.of(actions));
  }

  /** The actions that the statement is about. */
  public Statement actions(List<String> actions) {
    return with("Action", values(actions));
  }

  /** The resources that the statement is about. */
  public Statement resources(String... arns) {
    return with("Resource", values(List.of(arns)));
  }

  /** All resources but these. */
  public Statement notResources(String... arns) {
    return with("NotResource", values(List.of(arns)));
  }

  /** A further condition; several hold together, several values of one are alternatives. */
  public Statement when(String operator, String key, String... values) {
    return when(operator, key, List.of(values));
  }

  /** The same with values in a collection. */
  public Statement when(String operator, String key, Collection<String> values) {
    ObjectNode conditions =
        content.path("Condition") instanceof ObjectNode present
            ? present.deepCopy()
            : Json.object();
    conditions.withObjectProperty(operator).set(key, values(values));
    return with("Condition", conditions);
  }

  /** The statement's id. */
  public Optional<String> sid() {
    return Optional.ofNullable(content.get("Sid")).map(JsonNode::asText);
  }

  /** Whether the statement is an Allow. */
  public boolean allows() {
    return "Allow".equals(content.path("Effect").asText());
  }

  /** Whether the statement addresses every principal, in either spelling. */
  public boolean addressesEveryone() {
    JsonNode principal = content.path("Principal");
    return texts(principal.isObject() ? principal.path("AWS") : principal).contains("*");
  }

  /**
   * Whether the statement could be about anybody outside of an account, as far as its principals
   * tell: what is none of the forms that name an account or a service is taken for it.
   */
  boolean mayAddressOthersThan(String account) {
    JsonNode principal = content.path("Principal");
    if (!principal.isObject()) {
      return true;
    }
    return principal.properties().stream()
        .anyMatch(
            kind ->
                switch (kind.getKey()) {
                  case "AWS" -> texts(kind.getValue()).stream().anyMatch(it -> !isOf(account, it));
                  case "Service" -> false;
                  default -> true;
                });
  }

  private static boolean isOf(String account, String principal) {
    return principal.equals(account) || principal.contains("::" + account + ":");
  }

  /** The same by another name. */
  Statement named(String sid) {
    return with("Sid", Json.object().textNode(sid));
  }

  /** Whether the statement addresses a service of AWS, by its name or with everybody. */
  boolean addresses(String service) {
    return addressesEveryone()
        || texts(content.path("Principal").path("Service")).contains(service);
  }

  /** The actions as written. */
  public List<String> actions() {
    return texts(content.path("Action"));
  }

  /** The resources as written. */
  public List<String> resources() {
    return texts(content.path("Resource"));
  }

  /** All values that the conditions of any operator give to a key. */
  public SortedSet<String> conditionValues(String key) {
    SortedSet<String> values = new TreeSet<>();
    content.path("Condition").forEach(keys -> values.addAll(texts(keys.path(key))));
    return Collections.unmodifiableSortedSet(values);
  }

  /** The values that the conditions of one operator give to a key. */
  public SortedSet<String> conditionValues(String operator, String key) {
    JsonNode values = content.path("Condition").path(operator).path(key);
    return Collections.unmodifiableSortedSet(new TreeSet<>(texts(values)));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Statement that
        && CanonicalPolicy.statement(content).equals(CanonicalPolicy.statement(that.content));
  }

  @Override
  public int hashCode() {
    return CanonicalPolicy.statement(content).hashCode();
  }

  @Override
  public String toString() {
    return content.toString();
  }

  ObjectNode content() {
    return content.deepCopy();
  }

  private Statement with(String element, JsonNode value) {
    ObjectNode changed = content.deepCopy();
    changed.set(element, value);
    return new Statement(changed);
  }

  private static JsonNode values(Collection<String> values) {
    ArrayNode list = Json.array();
    values.forEach(list::add);
    return list.size() == 1 ? list.get(0) : list;
  }

  static List<String> texts(JsonNode oneOrMany) {
    List<String> texts = new ArrayList<>();
    CanonicalPolicy.list(oneOrMany).forEach(item -> texts.add(item.asText()));
    return Collections.unmodifiableList(texts);
  }
}
