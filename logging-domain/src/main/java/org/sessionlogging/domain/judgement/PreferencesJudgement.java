package org.sessionlogging.domain.judgement;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sessionlogging.domain.json.Json;
import org.sessionlogging.domain.policy.BucketPolicy;
import org.sessionlogging.domain.preferences.PreferencesDocument;
import org.sessionlogging.domain.settings.AccountPrefix;
import org.sessionlogging.domain.settings.InvalidSettings;
import org.sessionlogging.domain.settings.KeyArn;
import org.sessionlogging.domain.settings.PreferenceField;
import org.sessionlogging.domain.settings.Preferences;

/**
 * What a document says, whatever was declared for it.
 *
 * @param shown its default version
 */
record PreferencesJudgement(
    WantedAccess wanted,
    PreferencesDocument latest,
    Optional<PreferencesDocument> shown,
    Optional<BucketPolicy.Scope> writers) {
  private static final String UPDATE =
      "Have Member put it right: an update of its stack or stack instance with a changed tag does. Where the document is not"
          + " Member's, deploy Member, which takes it over.";

  /** Failures and warnings, or that there is none. */
  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    List<String> wrong = wrong();
    if (!wrong.isEmpty()) {
      findings.add(
          Finding.failure(Check.PREFERENCES, Reason.LASTING, String.join("; ", wrong), UPDATE));
    }
    List<String> weak = weak();
    if (!weak.isEmpty()) {
      findings.add(
          Finding.warning(
              Check.PREFERENCES,
              String.join("; ", weak),
              "Leave it, if that is declared for Member."));
    }
    return findings.isEmpty()
        ? List.of(Finding.proven(Check.PREFERENCES, "both versions send logs where they belong"))
        : findings;
  }

  private List<String> wrong() {
    List<String> wrong = new ArrayList<>(lost());
    String refused = refused();
    if (!refused.isEmpty()) {
      wrong.add("the agent or the console's page does not take " + refused);
    }
    if (!shown.equals(Optional.of(latest))) {
      wrong.add("the default version, which the console shows, is not what the latest says");
    }
    return wrong;
  }

  /** Why sessions leave no log where it belongs, or do not start. */
  List<String> lost() {
    List<String> lost = new ArrayList<>();
    String bucket = latest.get(PreferenceField.S3_BUCKET_NAME).orElse("");
    if (!bucket.equals(wanted.bucketName())) {
      lost.add("logs go to " + (bucket.isEmpty() ? "no bucket" : "bucket " + bucket));
    }
    String prefix = latest.get(PreferenceField.S3_KEY_PREFIX).orElse("");
    if (writers.filter(it -> !lets(it, prefix)).isPresent()) {
      lost.add("the bucket's policy lets the account write nothing below \"" + prefix + "\"");
    }
    String key = latest.get(PreferenceField.KMS_KEY_ID).orElse("");
    Optional<String> own = wanted.sessionKey().map(KeyArn::toString);
    if (!key.isEmpty() && own.filter(it -> !it.equals(key)).isPresent()) {
      lost.add("sessions are encrypted by " + key + ", and the key here is " + own.get());
    }
    return lost;
  }

  private boolean lets(BucketPolicy.Scope scope, String prefix) {
    String logs = scope.logPrefix().map(it -> it + "/").orElse("");
    String own =
        logs + (scope.accountPrefix() == AccountPrefix.ENFORCED ? wanted.place().account() : "");
    return own.isEmpty() || (prefix + "/").startsWith(own.endsWith("/") ? own : own + "/");
  }

  /** What is let pass, as it may be declared. */
  List<String> weak() {
    List<String> weak = new ArrayList<>();
    if (latest.get(PreferenceField.KMS_KEY_ID).orElse("").isEmpty()) {
      weak.add("sessions are not encrypted by a key");
    }
    if (!latest.get(PreferenceField.S3_ENCRYPTION_ENABLED).orElse(false)) {
      weak.add("sessions go on where the bucket does not encrypt");
    }
    return weak;
  }

  /** What merging it with nothing would repair. */
  private String refused() {
    try {
      ObjectNode found = Json.parse(latest.json()).orElseThrow();
      PreferencesDocument repaired = PreferencesDocument.merge(latest, Preferences.NONE);
      ObjectNode wanting = Json.parse(repaired.json()).orElseThrow();
      String fields =
          PreferenceField.all().stream()
              .filter(it -> !it.path().in(found).equals(it.path().in(wanting)))
              .map(PreferenceField::toString)
              .collect(Collectors.joining(", "));
      return fields.isEmpty() && !repaired.equals(latest) ? "its form" : fields;
    } catch (InvalidSettings e) {
      return "its type";
    }
  }
}
