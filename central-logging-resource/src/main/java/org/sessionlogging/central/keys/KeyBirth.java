package org.sessionlogging.central.keys;

import java.util.Optional;
import org.sessionlogging.aws.CallFailed;
import org.sessionlogging.domain.settings.KeyPurpose;
import org.sessionlogging.kit.reconcile.Step;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.CreateKeyRequest;

/**
 * How a primary key is made: CreateKey knows no idempotency token, so each call makes one more, and
 * one that is neither named nor kept in mind costs money for ever.
 */
record KeyBirth(PrimaryKey key) {
  private static final int SHORTEST_WINDOW = 7;
  private static final int FIRST_STATUS_OF_A_FAULT = 500;

  /** Looks into the index, over a minute or two, before a key is made once more. */
  private static final int LOOKS_FOR_UNANSWERED = 10;

  /**
   * A new key and its aliases in one go. A key that can't be named is given up at once: a rollback
   * would hardly find it.
   */
  Step of(KeyLife.New birth) {
    if (unanswered().isPresent() && key.progress().looksAgain(note(), LOOKS_FOR_UNANSWERED)) {
      return key.waitFor();
    }
    String id = create(birth);
    key.made(id);
    try {
      nameOrYield(id);
    } catch (CallFailed e) {
      // KMS does not show the key everywhere yet, and a later pass names it.
      if (!e.code().equals(RegionalKms.ABSENT)) {
        giveUp(id, e);
        throw e;
      }
    }
    return Step.handBack("the " + key.label());
  }

  private String create(KeyLife.New birth) {
    try {
      return key.kms()
          .call(
              CreateKeyRequest.builder()
                  .description("Session Manager logging: " + key.label())
                  // It can't be made so later, and costs the same.
                  .multiRegion(key.purposes().contains(KeyPurpose.SESSION))
                  .policy(birth.policy().json())
                  .tags(RegionalKms.tagList(birth.tags()))
                  .build(),
              KmsClient::createKey)
          .keyMetadata()
          .keyId();
    } catch (CallFailed e) {
      if (e.status() == 0 || e.status() >= FIRST_STATUS_OF_A_FAULT) {
        // It may have been made all the same, and the index comes to know it.
        key.progress().note(note(), "");
      }
      throw e;
    }
  }

  /** Present when this operation has asked for the key and got no answer. */
  Optional<String> unanswered() {
    return key.progress().noted(note());
  }

  private String note() {
    return key.label() + " unanswered";
  }

  /** Of two deliveries of one request the slower one takes the faster one's key. */
  private void nameOrYield(String id) {
    String first = key.alias(key.mark());
    if (key.kms().alias(first).giveFirst(id)) {
      key.aliases().stream()
          .filter(alias -> !alias.equals(first))
          .forEach(alias -> key.kms().alias(alias).give(id));
    } else if (key.named().isPresent()) {
      key.kms().scheduleDeletion(id, SHORTEST_WINDOW);
    }
  }

  /** If the failure passes, the next pass takes the key back by the id that was kept. */
  private void giveUp(String id, CallFailed reason) {
    try {
      key.kms().scheduleDeletion(id, SHORTEST_WINDOW);
    } catch (CallFailed e) {
      reason.addSuppressed(e);
    }
  }
}
