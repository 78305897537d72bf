package org.sessionlogging.domain.preferences;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sessionlogging.domain.json.Json;
import org.sessionlogging.domain.json.JsonPath;
import org.sessionlogging.domain.json.Sha256;
import org.sessionlogging.domain.settings.InvalidSettings;
import org.sessionlogging.domain.settings.PreferenceField;
import org.sessionlogging.domain.settings.Preferences;

/**
 * Content of a session document, as a value: equal to another when both hold the same JSON,
 * whatever the order of keys and the white space (Systems Manager user guide, "Session document
 * schema").
 */
public final class PreferencesDocument {
  private static final String SESSION_TYPE = "Standard_Stream";

  private static final List<String> ORDER =
      Stream.concat(
              Stream.of("schemaVersion", "description", "sessionType", "inputs"),
              PreferenceField.all().stream().map(field -> field.path().keys().get(1)))
          .distinct()
          .toList();

  private final ObjectNode content;

  private PreferencesDocument(ObjectNode content) {
    this.content = Json.sorted(content, ORDER);
  }

  /** Reads any document; InvalidSettings when it is no JSON object. */
  public static PreferencesDocument parse(String json) {
    return new PreferencesDocument(
        Json.parse(json).orElseThrow(PreferencesDocument::notPreferences));
  }

  /** The declared preferences, every undeclared one with its default. */
  public static PreferencesDocument of(Preferences declared) {
    // The description is the one that the console itself writes.
    ObjectNode content =
        Json.object().put("description", "Document to hold regional settings for Session Manager");
    PreferenceField.all().forEach(field -> field.putDefault(content));
    return over(content, declared);
  }

  /**
   * The live document with what is declared put over it, and made fit for the agent and the
   * console's page; InvalidSettings when it is a document for another type of session.
   */
  public static PreferencesDocument merge(PreferencesDocument live, Preferences declared) {
    live.refuseOtherSessions();
    return over(respelled(live.content), declared);
  }

  /**
   * The agent takes a key in any case, and the last one counts: see {@link PreferenceField#repair}.
   */
  private static ObjectNode respelled(ObjectNode content) {
    ObjectNode respelled = content.deepCopy();
    Stream.of("schemaVersion", "description", "sessionType")
        .map(JsonPath::parse)
        .forEach(key -> key.respell(respelled));
    return respelled;
  }

  /** InvalidSettings when it is a document for another type of session. */
  public void refuseOtherSessions() {
    if (!new PreferencesDocument(respelled(content))
        .sessionType()
        .orElse(SESSION_TYPE)
        .equals(SESSION_TYPE)) {
      throw notPreferences();
    }
  }

  private static PreferencesDocument over(ObjectNode content, Preferences declared) {
    content.put("schemaVersion", "1.0").put("sessionType", SESSION_TYPE);
    JsonNode description = content.path("description");
    if (!description.isMissingNode() && !description.isTextual()) {
      // The agent refuses a document whose description is no string (agent/contracts/model.go).
      content.put("description", description.asText());
    }
    PreferenceField.all().forEach(field -> field.repair(content));
    declared.putInto(content);
    return new PreferencesDocument(content);
  }

  private static InvalidSettings notPreferences() {
    return new InvalidSettings(
        "DocumentName",
        "names a document that holds no preferences of " + SESSION_TYPE + " sessions",
        "choose another name");
  }

  /** Compact text; equal documents have equal texts. */
  public String json() {
    return content.toString();
  }

  /**
   * The same JSON in another text, for a service that refuses a text that it has seen: neither
   * white space nor the order of keys means anything.
   *
   * @param number of the text; as many differ in the order of keys as there are places to turn to
   */
  public String otherText(int number) {
    ObjectNode inputs = content.path("inputs") instanceof ObjectNode found ? found : Json.object();
    int places = Math.max(1, content.size()) * Math.max(1, inputs.size());
    int turn = places > 1 ? 1 + number % (places - 1) : 0;
    ObjectNode turned = turned(content, turn);
    if (!inputs.isEmpty()) {
      turned.set("inputs", turned(inputs, turn / content.size()));
    }
    return "{" + " ".repeat(number) + turned.toString().substring(1);
  }

  private static ObjectNode turned(ObjectNode object, int places) {
    List<String> keys = new ArrayList<>();
    object.fieldNames().forEachRemaining(keys::add);
    Collections.rotate(keys, places);
    ObjectNode turned = Json.object();
    keys.forEach(key -> turned.set(key, object.get(key)));
    return turned;
  }

  /** SHA-256 of the text, as 64 hex digits; equal documents have equal hashes. */
  public String hash() {
    return Sha256.hex(json());
  }

  /** Standard_Stream in a document that holds preferences. */
  public Optional<String> sessionType() {
    return Optional.of(content.path("sessionType").asText()).filter(type -> !type.isEmpty());
  }

  /** What the document says of a preference; empty when it says nothing that can be read. */
  public <T> Optional<T> get(PreferenceField<T> field) {
    return field.in(content);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PreferencesDocument that && content.equals(that.content);
  }

  @Override
  public int hashCode() {
    return content.hashCode();
  }

  @Override
  public String toString() {
    return json();
  }
}
