package org.sessionlogging.fakes.kms;

import java.util.List;
import java.util.stream.Stream;
import org.sessionlogging.domain.policy.PolicyDocument;
import org.sessionlogging.domain.policy.Statement;
import org.sessionlogging.domain.settings.Wildcards;
import org.sessionlogging.fakes.store.AwsError;

/** What KMS refuses of a key policy. */
final class KeyPolicies {
  private KeyPolicies() {}

  /**
   * KMS developer guide, "Key policy lockout safety check" (key-policy-default.html): whoever puts
   * a policy must be able to put the next one: the account's root lets IAM decide, and nothing
   * denies it.
   *
   * @param caller as aws:PrincipalArn has it
   */
  static void refuseLockout(String policy, String account, String caller) {
    List<Statement> statements = PolicyDocument.parse(policy).statements();
    boolean kept =
        statements.stream()
            .anyMatch(
                it ->
                    it.allows()
                        && it.toString().contains(":iam::" + account + ":root")
                        && it.actions().contains("kms:PutKeyPolicy")
                        && !it.toString().contains("\"Condition\""));
    if (!kept || statements.stream().anyMatch(it -> denies(it, caller))) {
      throw AwsError.of(
          400,
          "MalformedPolicyDocumentException",
          "The new key policy will not allow you to update the key policy in the future.");
    }
  }

  private static boolean denies(Statement statement, String caller) {
    List<String> excepted =
        Stream.of("ArnNotLike", "StringNotLike")
            .flatMap(it -> statement.conditionValues(it, "aws:PrincipalArn").stream())
            .toList();
    return !statement.allows()
        && statement.actions().contains("kms:PutKeyPolicy")
        && !Wildcards.anyMatches(excepted, caller, false);
  }
}
