package org.sessionlogging.domain.policy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.sessionlogging.domain.json.Json;

/** A policy as a value: equal to another when both mean the same, however they are written. */
public final class PolicyDocument {
  private static final List<String> ORDER =
      List.of("Version", "Id", "Statement", "Sid", "Effect", "Principal", "Action", "Resource");

  private final ObjectNode content;
  // Made when it is first asked for: most policies are only written, and the form costs more than
  // they do.
  private String canonical;

  private PolicyDocument(ObjectNode content) {
    this.content = Json.sorted(content, ORDER);
  }

  /** A policy of the given statements, in the version (2012-10-17) that knows policy variables. */
  public static PolicyDocument of(Statement... statements) {
    return of(List.of(statements));
  }

  /** A policy of the given statements, in the version (2012-10-17) that knows policy variables. */
  public static PolicyDocument of(List<Statement> statements) {
    ArrayNode list = Json.array();
    statements.forEach(statement -> list.add(statement.content()));
    return new PolicyDocument(Json.object().put("Version", "2012-10-17").set("Statement", list));
  }

  /** Reads what AWS holds, not URL-encoded; IllegalArgumentException when it is no JSON object. */
  public static PolicyDocument parse(String json) {
    return Json.parse(json)
        .map(PolicyDocument::new)
        .orElseThrow(
            () -> new IllegalArgumentException("The policy is not a JSON object: " + json));
  }

  /** The statements as written. */
  public List<Statement> statements() {
    return StreamSupport.stream(
            CanonicalPolicy.list(content.path("Statement")).spliterator(), false)
        .filter(ObjectNode.class::isInstance)
        .map(statement -> new Statement((ObjectNode) statement))
        .toList();
  }

  /** The statement of that id. */
  public Optional<Statement> statement(String sid) {
    return statements().stream()
        .filter(statement -> statement.sid().filter(sid::equals).isPresent())
        .findFirst();
  }

  /**
   * Compact text with keys in a fixed order; the order of statements and list members is as
   * written.
   */
  public String json() {
    return content.toString();
  }

  /** Text that is the same for all policies that equal this one. */
  String canonical() {
    if (canonical == null) {
      canonical = CanonicalPolicy.of(content).toString();
    }
    return canonical;
  }

  @Override
  public boolean equals(Object other) {
    // Mostly both are written alike, which takes no other form to see.
    return other instanceof PolicyDocument that
        && (content.equals(that.content) || canonical().equals(that.canonical()));
  }

  @Override
  public int hashCode() {
    return canonical().hashCode();
  }

  @Override
  public String toString() {
    return json();
  }
}
