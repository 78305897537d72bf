package org.sessionlogging.fakes.kms;

import org.sessionlogging.domain.policy.PolicyDocument;
import org.sessionlogging.fakes.store.AwsError;

/** What KMS refuses of a key policy. */
final class KeyPolicies {
  private KeyPolicies() {}

  /**
   * KMS developer guide, "Key policy lockout safety check" (key-policy-default.html): whoever puts
   * a policy must be able to put the next one.
   */
  static void refuseLockout(String policy, String account) {
    boolean kept =
        PolicyDocument.parse(policy).statements().stream()
            .anyMatch(
                it ->
                    it.allows()
                        && it.toString().contains(":iam::" + account + ":root")
                        && it.actions().contains("kms:PutKeyPolicy")
                        && !it.toString().contains("\"Condition\""));
    if (!kept) {
      throw AwsError.of(
          400,
          "MalformedPolicyDocumentException",
          "The new key policy will not allow you to update the key policy in the future.");
    }
  }
}
