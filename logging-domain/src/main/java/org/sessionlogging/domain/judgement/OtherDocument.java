package org.sessionlogging.domain.judgement;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sessionlogging.domain.policy.BucketPolicy;
import org.sessionlogging.domain.preferences.PreferencesDocument;
import org.sessionlogging.domain.settings.PreferenceField;

/**
 * A session document of the account beside the preferences.
 *
 * @param latest the version that its sessions use
 */
public record OtherDocument(String name, Shown<PreferencesDocument> latest) {

  /** One finding for each document, or that there is none. */
  public static List<Finding> judged(
      WantedAccess wanted,
      Optional<BucketPolicy.Scope> writers,
      Shown<List<OtherDocument>> documents) {
    if (!documents.isKnown()) {
      return List.of(documents.unproven(Check.SESSION_DOCUMENTS));
    }
    List<OtherDocument> known = documents.value().orElse(List.of());
    return known.isEmpty()
        ? List.of(Finding.proven(Check.SESSION_DOCUMENTS, "the account has no other"))
        : known.stream().map(it -> it.finding(wanted, writers)).toList();
  }

  private Finding finding(WantedAccess wanted, Optional<BucketPolicy.Scope> writers) {
    return latest.judged(
        Check.SESSION_DOCUMENTS,
        found ->
            found
                .map(it -> escaping(wanted, writers, it))
                .filter(it -> !it.isEmpty())
                .map(this::warning)
                .orElseGet(
                    () ->
                        Finding.proven(
                            Check.SESSION_DOCUMENTS, "sessions of " + name + " are logged")));
  }

  /**
   * Commands are logged as shells are, by what the document itself says
   * (agent/session/plugins/interactivecommands and agent/session/shell).
   */
  private static List<String> escaping(
      WantedAccess wanted, Optional<BucketPolicy.Scope> writers, PreferencesDocument document) {
    if (LogDestination.opensTunnels(document)) {
      return List.of("it opens tunnels, which nothing can log");
    }
    PreferencesJudgement judgement =
        new PreferencesJudgement(wanted, document, Optional.of(document), writers);
    List<String> lost = judgement.lost();
    return lost.isEmpty() ? judgement.weak() : withLogGroup(lost, document);
  }

  private static List<String> withLogGroup(List<String> lost, PreferencesDocument document) {
    String group = document.get(PreferenceField.CLOUD_WATCH_LOG_GROUP_NAME).orElse("");
    return group.isEmpty()
        ? lost
        : Stream.concat(
                lost.stream(), Stream.of("log group " + group + " of the account gets them"))
            .toList();
  }

  private Finding warning(List<String> escaping) {
    return Finding.warning(
        Check.SESSION_DOCUMENTS,
        "sessions of " + name + ": " + String.join("; ", escaping),
        "Have a Member with this DocumentName write it, delete it, or let nobody start sessions with it (docs/guardrails.md).");
  }
}
