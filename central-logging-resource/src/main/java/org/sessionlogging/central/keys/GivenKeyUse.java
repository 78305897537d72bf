package org.sessionlogging.central.keys;

import java.util.Map;
import java.util.function.Consumer;
import org.sessionlogging.aws.CallFailed;
import org.sessionlogging.domain.policy.NeededUse;
import org.sessionlogging.domain.settings.KeyPurpose;
import org.sessionlogging.kit.reconcile.Refused;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DataKeySpec;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyRequest;

/**
 * Whether members can use a given key, as far as this account can tell: of a key of its own from
 * the policy, which nobody reads of another account's; of that by asking KMS whether this account
 * could open a session with it. It is asked before the key is taken into use, and what can't be
 * told is logged, with the statements that settle it.
 */
public record GivenKeyUse(LogKeys keys, NeededUse needed, Consumer<String> log) {

  /**
   * Changes nothing.
   *
   * @throws Refused when the policy lets nobody of another account use it
   */
  void examine(GivenKey key) {
    String examined = "examined " + key.arn();
    if (keys.progress().noted(examined).isPresent() || isInUse(key)) {
      return;
    }
    if (keys.isOwnAccount(key.arn())) {
      examinePolicy(key);
    } else {
      String known =
          key.purposes().contains(KeyPurpose.BUCKET)
              ? "Only its own account can read its policy."
              : sessionOfThisAccount(key);
      say(key, known);
    }
    keys.progress().note(examined, "");
  }

  private boolean isInUse(GivenKey key) {
    String arn = key.arn().toString();
    if (key.purposes().contains(KeyPurpose.BUCKET)) {
      return keys.marked().encrypting().get().filter(arn::equals).isPresent();
    }
    return keys.isOwnAccount(key.arn())
        ? keys.sessionAlias(key.kms()).key().filter(it -> it.arn().equals(arn)).isPresent()
        : keys.marked().givenForSessions().get().contains(arn);
  }

  private void examinePolicy(GivenKey key) {
    switch (needed.in(KeyPolicy.of(key.kms(), key.arn().toString()))) {
      case ALLOWED -> {}
      case UNPROVEN -> say(key, "Its policy says it in other words, or not at all.");
      case LACKING ->
          throw Refused.invalid(
              key.property()
                  + ": the policy of "
                  + key.arn()
                  + " names nobody outside of its own account, so no member could use the key. Add these statements to"
                  + " it (kms PutKeyPolicy; docs/keys.md has them too), then start the operation again: "
                  + needed.json());
    }
  }

  /** DryRun: KMS says whether it would do it, and does nothing (KMS API reference). */
  private String sessionOfThisAccount(GivenKey key) {
    GenerateDataKeyRequest request =
        GenerateDataKeyRequest.builder()
            .keyId(key.arn().toString())
            .keySpec(DataKeySpec.AES_256)
            .encryptionContext(
                Map.of("aws:ssm:SessionId", "dry-run", "aws:ssm:TargetId", "dry-run"))
            .dryRun(true)
            .build();
    try {
      key.kms().find(request, KmsClient::generateDataKey, "DryRunOperationException");
      return "It lets this account begin sessions.";
    } catch (CallFailed e) {
      if (e.isDenial()) {
        return "It does not let this role begin a session: " + e.reason();
      }
      throw e;
    }
  }

  private void say(GivenKey key, String known) {
    log.accept(
        key.property()
            + ": whether "
            + key.arn()
            + " lets every member use it is unproven. "
            + known
            + " It does for certain with these statements in its policy, and without a Deny: "
            + needed.json());
  }
}
