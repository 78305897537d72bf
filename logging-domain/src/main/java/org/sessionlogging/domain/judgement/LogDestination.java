package org.sessionlogging.domain.judgement;

import java.time.Instant;
import java.util.Optional;
import org.sessionlogging.domain.preferences.PreferencesDocument;
import org.sessionlogging.domain.settings.PreferenceField;

/**
 * Where a session document sends logs.
 *
 * @param prefix that logs have in the bucket; empty unless they go there
 * @param since when its latest version was made, which sessions use; empty where that is not known
 * @param said why it is not known; empty where it is
 */
public record LogDestination(
    Kind kind, Optional<String> prefix, Optional<Instant> since, String said) {

  /** Its kinds. */
  public enum Kind {
    /** To the bucket. */
    BUCKET,
    /** To another bucket, or to none. */
    ELSEWHERE,
    /**
     * Nowhere, ever: port forwarding and SSH (Systems Manager user guide, "Enabling and disabling
     * session logging"; "Session document schema": sessionType Port).
     */
    TUNNEL,
    /** There is no such document any more. */
    GONE,
    UNKNOWN
  }

  private static final String PORT = "Port";

  /** The agent never sees what goes through them (amazon-ssm-agent, agent/session/plugins/port). */
  static boolean opensTunnels(PreferencesDocument document) {
    return document.sessionType().filter(PORT::equals).isPresent();
  }

  /** As the latest version says it. */
  public static LogDestination of(Shown<PreferencesDocument> latest, String bucketName) {
    if (!latest.isKnown()) {
      return new LogDestination(Kind.UNKNOWN, Optional.empty(), Optional.empty(), latest.unasked());
    }
    Kind kind = latest.value().map(it -> kind(it, bucketName)).orElse(Kind.GONE);
    return new LogDestination(
        kind,
        latest
            .value()
            .filter(it -> kind == Kind.BUCKET)
            .map(it -> it.get(PreferenceField.S3_KEY_PREFIX).orElse("")),
        Optional.empty(),
        "");
  }

  private static Kind kind(PreferencesDocument document, String bucketName) {
    if (opensTunnels(document)) {
      return Kind.TUNNEL;
    }
    return document.get(PreferenceField.S3_BUCKET_NAME).filter(bucketName::equals).isPresent()
        ? Kind.BUCKET
        : Kind.ELSEWHERE;
  }

  /** Whether no session of it ever leaves a log. */
  public boolean isTunnel() {
    return kind == Kind.TUNNEL;
  }

  /** The same with what is known of its latest version's age. */
  public LogDestination madeAt(Optional<Instant> time) {
    return new LogDestination(kind, prefix, time, said);
  }
}
