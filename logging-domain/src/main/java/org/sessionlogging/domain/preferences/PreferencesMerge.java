package org.sessionlogging.domain.preferences;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.sessionlogging.domain.json.Json;
import org.sessionlogging.domain.settings.InvalidSettings;
import org.sessionlogging.domain.settings.Preferences;
import org.sessionlogging.domain.settings.SessionSettings;

/** Puts declared preferences over a document's content. */
final class PreferencesMerge {
  static final String SESSION_TYPE = "Standard_Stream";

  static final List<String> ORDER =
      List.of(
          "schemaVersion",
          "description",
          "sessionType",
          "inputs",
          "s3BucketName",
          "s3KeyPrefix",
          "s3EncryptionEnabled",
          "cloudWatchLogGroupName",
          "cloudWatchEncryptionEnabled",
          "cloudWatchStreamingEnabled",
          "kmsKeyId",
          "runAsEnabled",
          "runAsDefaultUser",
          "idleSessionTimeout",
          "maxSessionDuration",
          "shellProfile");

  private static final String IDLE_SESSION_TIMEOUT = "idleSessionTimeout";
  private static final String MAX_SESSION_DURATION = "maxSessionDuration";
  private static final List<String> FLAGS =
      List.of(
          "s3EncryptionEnabled",
          "cloudWatchEncryptionEnabled",
          "cloudWatchStreamingEnabled",
          "runAsEnabled");

  private PreferencesMerge() {}

  static ObjectNode intoDefaults(Preferences declared) {
    // The description is the one that the console itself writes.
    ObjectNode content =
        Json.object().put("description", "Document to hold regional settings for Session Manager");
    ObjectNode inputs = content.putObject("inputs");
    FLAGS.forEach(flag -> inputs.put(flag, false));
    inputs
        .put("cloudWatchLogGroupName", "")
        .put("runAsDefaultUser", "")
        .put(MAX_SESSION_DURATION, "");
    inputs.putObject("shellProfile").put("linux", "").put("windows", "");
    return into(content, declared);
  }

  static ObjectNode into(ObjectNode content, Preferences declared) {
    content.put("schemaVersion", "1.0").put("sessionType", SESSION_TYPE);
    ObjectNode inputs = objectAt(content, "inputs");
    repair(inputs);
    inputs
        .put("s3BucketName", declared.s3BucketName())
        .put("s3KeyPrefix", declared.s3KeyPrefix())
        .put("kmsKeyId", declared.sessionKey().toString());
    declare(inputs, declared.sessions());
    return content;
  }

  static InvalidSettings notPreferences() {
    return new InvalidSettings(
        "DocumentName",
        "names a document that holds no preferences of " + SESSION_TYPE + " sessions",
        "choose another name");
  }

  /** True, false, or the strings of it that other tools write. */
  static Optional<Boolean> flag(JsonNode value) {
    return switch (value.asText()) {
      case "true", "True", "TRUE" -> Optional.of(true);
      case "false", "False", "FALSE" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  /**
   * The console's page greys out when a flag is a string or the idle timeout is missing
   * (terraform-aws-session-manager#26); both times are strings.
   */
  private static void repair(ObjectNode inputs) {
    for (String name : FLAGS) {
      flag(inputs.path(name)).ifPresent(value -> inputs.put(name, value));
    }
    for (String name : List.of(IDLE_SESSION_TIMEOUT, MAX_SESSION_DURATION)) {
      if (inputs.path(name).isNumber()) {
        inputs.put(name, inputs.path(name).asText());
      }
    }
    JsonNode idle = inputs.path(IDLE_SESSION_TIMEOUT);
    if (!idle.isTextual() || idle.asText().isEmpty()) {
      inputs.put(IDLE_SESSION_TIMEOUT, "20");
    }
  }

  private static void declare(ObjectNode inputs, SessionSettings sessions) {
    inputs.put("s3EncryptionEnabled", sessions.s3EncryptionEnabled());
    sessions
        .logGroup()
        .ifPresent(
            group ->
                inputs
                    .put("cloudWatchLogGroupName", group.name())
                    .put("cloudWatchEncryptionEnabled", group.encryptionEnabled())
                    .put("cloudWatchStreamingEnabled", group.streamingEnabled()));
    sessions
        .runAs()
        .ifPresent(
            runAs -> {
              inputs.put("runAsEnabled", runAs.enabled());
              runAs.defaultUser().ifPresent(user -> inputs.put("runAsDefaultUser", user));
            });
    sessions
        .idleSessionTimeout()
        .ifPresent(minutes -> inputs.put(IDLE_SESSION_TIMEOUT, minutes.toString()));
    sessions
        .maxSessionDuration()
        .ifPresent(minutes -> inputs.put(MAX_SESSION_DURATION, minutes.toString()));
    sessions
        .linuxShellProfile()
        .ifPresent(commands -> objectAt(inputs, "shellProfile").put("linux", commands));
    sessions
        .windowsShellProfile()
        .ifPresent(commands -> objectAt(inputs, "shellProfile").put("windows", commands));
  }

  /** What stands there instead of an object can't be preferences and is replaced. */
  private static ObjectNode objectAt(ObjectNode parent, String name) {
    return parent.path(name) instanceof ObjectNode object ? object : parent.putObject(name);
  }
}
