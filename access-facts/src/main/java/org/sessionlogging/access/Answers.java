package org.sessionlogging.access;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.sessionlogging.aws.CallFailed;
import org.sessionlogging.domain.judgement.Answer;

/**
 * What refusals mean. A code that says nothing of what was asked for stays an error. Source: the
 * "Errors" of each call's API reference; KMS developer guide, "Key states of AWS KMS keys".
 */
public final class Answers {
  private static final Set<String> ABSENCES = Set.of("NotFoundException", "NoSuchBucket", "404");

  /**
   * Of S3 and of KMS (IAM user guide, "Troubleshoot access denied error messages"; KMS developer
   * guide, "Troubleshooting key access").
   */
  private static final Pattern BY_RESOURCE = Pattern.compile("resource-based polic(?:y|ies)");

  private Answers() {}

  /** What a refusal means; rethrown when it says nothing of what was asked for. */
  static Answer of(CallFailed refusal) {
    return new Answer(kind(refusal), said(refusal));
  }

  private static Answer.Kind kind(CallFailed refusal) {
    String code = refusal.code();
    if (refusal.isDenial()) {
      return BY_RESOURCE.matcher(refusal.reason()).find()
          ? Answer.Kind.DENIED_BY_RESOURCE
          : Answer.Kind.DENIED;
    }
    if (ABSENCES.contains(code) || BucketRegion.of(refusal).isPresent()) {
      return Answer.Kind.ABSENT;
    }
    return switch (code) {
      case "DryRunOperationException" -> Answer.Kind.YES;
      // KMS of a Region that does not know this way of asking, as it is newer than its dry runs.
      case "ValidationException" -> Answer.Kind.UNKNOWN;
      case "DisabledException", "KeyUnavailableException" -> Answer.Kind.NOT_READY;
      case "KMSInvalidStateException" ->
          refusal.reason().toLowerCase(Locale.ROOT).contains("deletion")
              ? Answer.Kind.GOING
              : Answer.Kind.NOT_READY;
      default -> throw refusal;
    };
  }

  /** A refusal in its own words, with the call. */
  public static String said(CallFailed refusal) {
    return refusal.operation() + " failed: " + refusal.reason();
  }
}
