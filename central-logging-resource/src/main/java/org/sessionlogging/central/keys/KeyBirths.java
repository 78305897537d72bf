package org.sessionlogging.central.keys;

import java.util.SortedMap;
import org.sessionlogging.aws.CallFailed;
import org.sessionlogging.domain.policy.PolicyDocument;
import org.sessionlogging.kit.reconcile.Step;
import software.amazon.awssdk.services.kms.model.CreateKeyRequest;
import software.amazon.awssdk.services.kms.model.ReplicateKeyRequest;
import software.amazon.awssdk.services.kms.model.ScheduleKeyDeletionRequest;

/** How keys are made: with their policy and tags from the first moment on. */
final class KeyBirths {
  private static final int SHORTEST_WINDOW = 7;

  private KeyBirths() {}

  /**
   * A new key and its aliases in one go. A key that can't be named is given up at once: a rollback
   * would hardly find it.
   */
  static Step create(
      LogKey key, boolean multiRegion, PolicyDocument policy, SortedMap<String, String> tags) {
    String id =
        key.aws()
            .call(
                CreateKeyRequest.builder()
                    .description("Session Manager logging: " + key.label())
                    .multiRegion(multiRegion)
                    .policy(policy.json())
                    .tags(LogKey.tags(tags))
                    .build(),
                key.kms()::createKey)
            .keyMetadata()
            .keyId();
    key.made(id);
    try {
      key.aliases().forEach(alias -> KeyPart.name(key, id, alias));
    } catch (CallFailed e) {
      // NotFoundException: KMS does not show the key everywhere yet, and a later pass names it.
      if (!e.code().equals(LogKey.ABSENT)) {
        giveUp(key, id, e);
        throw e;
      }
    }
    return Step.handBack("the " + key.label());
  }

  /** If the failure passes, the next pass takes the key back by the id that was kept. */
  private static void giveUp(LogKey key, String id, CallFailed reason) {
    try {
      key.aws()
          .call(
              ScheduleKeyDeletionRequest.builder()
                  .keyId(id)
                  .pendingWindowInDays(SHORTEST_WINDOW)
                  .build(),
              key.kms()::scheduleKeyDeletion);
    } catch (CallFailed e) {
      reason.addSuppressed(e);
    }
  }

  /** ReplicateKey without a policy would attach the default one, so both always go along. */
  static Step replicate(
      LogKey primary, LogKey replica, PolicyDocument policy, SortedMap<String, String> tags) {
    primary
        .aws()
        .call(
            ReplicateKeyRequest.builder()
                .keyId(primary.id())
                .replicaRegion(replica.region())
                .description("Session Manager logging: session key")
                .policy(policy.json())
                .tags(LogKey.tags(tags))
                .build(),
            primary.kms()::replicateKey);
    replica.forget();
    return Step.wait(2, "the " + replica.label());
  }
}
