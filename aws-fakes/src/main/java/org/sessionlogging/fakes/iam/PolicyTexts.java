package org.sessionlogging.fakes.iam;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.sessionlogging.fakes.store.AwsError;

/** Policies as text. */
final class PolicyTexts {
  private static final int MOST_CHARACTERS = 6144;

  private PolicyTexts() {}

  /** White space is not counted (IAM user guide, reference_iam-quotas.html). */
  static void refuseLong(String text) {
    if (text.replaceAll("\\s", "").length() > MOST_CHARACTERS) {
      throw AwsError.of(409, "LimitExceeded", "Cannot exceed quota for PolicySize: 6144");
    }
  }

  /** As RFC 3986 has it, where a space is %20 (API reference, PolicyVersion: Document). */
  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
