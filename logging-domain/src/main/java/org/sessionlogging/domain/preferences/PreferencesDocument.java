package org.sessionlogging.domain.preferences;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.sessionlogging.domain.json.Json;
import org.sessionlogging.domain.json.Sha256;
import org.sessionlogging.domain.settings.Preferences;

/**
 * Content of a session document, as a value: equal to another when both hold the same JSON,
 * whatever the order of keys and the white space (Systems Manager user guide, "Session document
 * schema").
 */
public final class PreferencesDocument {
  private final ObjectNode content;

  private PreferencesDocument(ObjectNode content) {
    this.content = Json.sorted(content, PreferencesMerge.ORDER);
  }

  /** Reads any document; InvalidSettings when it is no JSON object. */
  public static PreferencesDocument parse(String json) {
    return new PreferencesDocument(Json.parse(json).orElseThrow(PreferencesMerge::notPreferences));
  }

  /** The declared preferences, every undeclared one with its default. */
  public static PreferencesDocument of(Preferences declared) {
    return new PreferencesDocument(PreferencesMerge.intoDefaults(declared));
  }

  /**
   * The live document with what is declared put over it, and made fit for the console's page;
   * InvalidSettings when it is a document for another type of session.
   */
  public static PreferencesDocument merge(PreferencesDocument live, Preferences declared) {
    if (!live.sessionType()
        .orElse(PreferencesMerge.SESSION_TYPE)
        .equals(PreferencesMerge.SESSION_TYPE)) {
      throw PreferencesMerge.notPreferences();
    }
    return new PreferencesDocument(PreferencesMerge.into(live.content.deepCopy(), declared));
  }

  /** Compact text; equal documents have equal texts. */
  public String json() {
    return content.toString();
  }

  /** SHA-256 of the text, as 64 hex digits; equal documents have equal hashes. */
  public String hash() {
    return Sha256.hex(json());
  }

  /** Standard_Stream in a document that holds preferences. */
  public Optional<String> sessionType() {
    return text(content.path("sessionType"));
  }

  /** Name of the bucket that logs go to; empty when they go to none. */
  public Optional<String> s3BucketName() {
    return text(input("s3BucketName"));
  }

  /** First part of every log's key. */
  public Optional<String> s3KeyPrefix() {
    return text(input("s3KeyPrefix"));
  }

  /** Whether sessions are refused when the bucket is not encrypted. */
  public Optional<Boolean> s3EncryptionEnabled() {
    return PreferencesMerge.flag(input("s3EncryptionEnabled"));
  }

  /** Key of the session streams as written: an ARN, an alias or a key id. */
  public Optional<String> kmsKeyId() {
    return text(input("kmsKeyId"));
  }

  /** Name of the log group that sessions go to as well. */
  public Optional<String> cloudWatchLogGroupName() {
    return text(input("cloudWatchLogGroupName"));
  }

  /** Whether sessions are refused when the log group is not encrypted. */
  public Optional<Boolean> cloudWatchEncryptionEnabled() {
    return PreferencesMerge.flag(input("cloudWatchEncryptionEnabled"));
  }

  /** Whether the log group gets the log during the session. */
  public Optional<Boolean> cloudWatchStreamingEnabled() {
    return PreferencesMerge.flag(input("cloudWatchStreamingEnabled"));
  }

  /** Whether sessions run as another user than the agent's own. */
  public Optional<Boolean> runAsEnabled() {
    return PreferencesMerge.flag(input("runAsEnabled"));
  }

  /** User of sessions whose caller names none. */
  public Optional<String> runAsDefaultUser() {
    return text(input("runAsDefaultUser"));
  }

  /** Minutes without input after which a session ends; empty also when it is no number. */
  public Optional<Integer> idleSessionTimeout() {
    return minutes(input("idleSessionTimeout"));
  }

  /** Minutes after which a session ends in any case; empty also when it is no number. */
  public Optional<Integer> maxSessionDuration() {
    return minutes(input("maxSessionDuration"));
  }

  /** Commands at the start of sessions on Linux and macOS. */
  public Optional<String> linuxShellProfile() {
    return text(input("shellProfile").path("linux"));
  }

  /** Commands at the start of sessions on Windows. */
  public Optional<String> windowsShellProfile() {
    return text(input("shellProfile").path("windows"));
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

  private JsonNode input(String name) {
    return content.path("inputs").path(name);
  }

  private static Optional<String> text(JsonNode value) {
    return Optional.of(value.asText()).filter(text -> !text.isEmpty());
  }

  private static Optional<Integer> minutes(JsonNode value) {
    return text(value).filter(text -> text.matches("[0-9]{1,9}")).map(Integer::valueOf);
  }
}
