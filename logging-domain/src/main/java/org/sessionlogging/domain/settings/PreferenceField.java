package org.sessionlogging.domain.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.sessionlogging.domain.json.JsonPath;

/**
 * One preference: where it stands in a session document, in which form, what it is when nobody
 * declares it, and which values it takes. A constant is all that a new one needs; their order here
 * is the one of the documents that are written. Source: Systems Manager user guide, "Session
 * document schema".
 *
 * @param <T> its values
 */
public final class PreferenceField<T> {
  private static final List<PreferenceField<?>> ALL = new ArrayList<>();

  /** Name of the bucket that logs go to; empty when they go to none. */
  public static final PreferenceField<String> S3_BUCKET_NAME = text("s3BucketName");

  /** First part of every log's key. */
  public static final PreferenceField<String> S3_KEY_PREFIX = text("s3KeyPrefix");

  /** Whether sessions are refused when the bucket is not encrypted. */
  public static final PreferenceField<Boolean> S3_ENCRYPTION_ENABLED = flag("s3EncryptionEnabled");

  /** Name of the log group, which must exist, that sessions go to as well. */
  public static final PreferenceField<String> CLOUD_WATCH_LOG_GROUP_NAME =
      new PreferenceField<>(
          "cloudWatchLogGroupName",
          PreferenceKind.Text.matching(
              "CloudWatch/LogGroupName",
              // CloudWatch Logs API reference, CreateLogGroup.
              "[A-Za-z0-9_/.#-]{1,512}",
              "is not the name of a log group",
              "give 1 to 512 letters, digits and _/.#-, or leave out CloudWatch as a whole"));

  /** Whether sessions are refused when the log group is not encrypted. */
  public static final PreferenceField<Boolean> CLOUD_WATCH_ENCRYPTION_ENABLED =
      flag("cloudWatchEncryptionEnabled");

  /** Whether the log group gets the log during the session. */
  public static final PreferenceField<Boolean> CLOUD_WATCH_STREAMING_ENABLED =
      new PreferenceField<>("cloudWatchStreamingEnabled", new Flag(false));

  /** Key of the session streams as written: an ARN, an alias or a key id. */
  public static final PreferenceField<String> KMS_KEY_ID = text("kmsKeyId");

  /**
   * Whether sessions on Linux and macOS run as the user in the caller's SSMSessionRunAs tag, or
   * else as the default user.
   */
  public static final PreferenceField<Boolean> RUN_AS_ENABLED = flag("runAsEnabled");

  /** User of sessions whose caller names none. */
  public static final PreferenceField<String> RUN_AS_DEFAULT_USER =
      new PreferenceField<>(
          "runAsDefaultUser",
          new PreferenceKind.Text(
              PreferenceKind.Text.matching(
                      "RunAs/DefaultUser",
                      "[A-Za-z0-9_.@-]{1,100}",
                      "is not the name of an operating system user",
                      "give 1 to 100 letters, digits and _.@-")
                  .rule()
                  .andThen(PreferenceField::refuseRoot)));

  /**
   * Minutes without input after which a session ends, 1 to 60. The console's page greys out when it
   * is missing (terraform-aws-session-manager#26).
   */
  public static final PreferenceField<Integer> IDLE_SESSION_TIMEOUT =
      new PreferenceField<>(
          "idleSessionTimeout", new PreferenceKind.Minutes("IdleSessionTimeout", 60, "20"));

  /** Minutes after which a session ends in any case, 1 to 1,440; none when it may last. */
  public static final PreferenceField<Integer> MAX_SESSION_DURATION =
      new PreferenceField<>(
          "maxSessionDuration", new PreferenceKind.Minutes("MaxSessionDuration", 1440, ""));

  /** Commands at the start of sessions on Linux and macOS. */
  public static final PreferenceField<String> LINUX_SHELL_PROFILE = text("shellProfile/linux");

  /** Commands at the start of sessions on Windows. */
  public static final PreferenceField<String> WINDOWS_SHELL_PROFILE = text("shellProfile/windows");

  private final JsonPath path;
  private final PreferenceKind<T> kind;

  private PreferenceField(String path, PreferenceKind<T> kind) {
    this.path = JsonPath.parse("inputs/" + path);
    this.kind = kind;
    ALL.add(this);
  }

  private static PreferenceField<String> text(String path) {
    return new PreferenceField<>(path, PreferenceKind.Text.ANY);
  }

  private static PreferenceField<Boolean> flag(String path) {
    return new PreferenceField<>(path, new Flag(true));
  }

  /** Systems Manager user guide, "Turn on Run As support for Linux and macOS managed nodes". */
  private static void refuseRoot(String user) {
    if (user.equals("root")) {
      throw new InvalidSettings(
          "RunAs/DefaultUser",
          "is root, as which Session Manager runs no session",
          "name another user of the operating system, which may be allowed to use sudo");
    }
  }

  /** Every preference there is, in the order of documents. */
  public static List<PreferenceField<?>> all() {
    return Collections.unmodifiableList(ALL);
  }

  /** Where the value stands, from the top of a document. */
  public JsonPath path() {
    return path;
  }

  /** What a document says; empty when it says nothing, or nothing that can be read. */
  public Optional<T> in(ObjectNode document) {
    return kind.read(path.in(document));
  }

  /** Writes what stands there while nobody declares anything. */
  public void putDefault(ObjectNode document) {
    path.put(document, kind.undeclared());
  }

  /**
   * Gives what was found the form that the agent and the console's page take. What stands where an
   * object is wanted, such as a text in the place of shellProfile, says nothing to either.
   */
  public void repair(ObjectNode document) {
    // Go's encoding/json, by which the agent reads, takes a key in any case, and the last one
    // counts.
    path.respell(document);
    JsonNode found = path.in(document);
    JsonNode repaired = path.isObstructed(document) ? kind.undeclared() : kind.repaired(found);
    if (!repaired.equals(found)) {
      path.put(document, repaired);
    }
  }

  void put(ObjectNode document, T value) {
    path.put(document, kind.written(value));
  }

  /** Refuses a value that no session could have, with InvalidSettings. */
  void check(T value) {
    kind.check(value);
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
