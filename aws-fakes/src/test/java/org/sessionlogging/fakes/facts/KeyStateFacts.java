package org.sessionlogging.fakes.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.fakes.facts.AwsUnderTest.refusal;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.GetKeyRotationStatusResponse;
import software.amazon.awssdk.services.kms.model.KeyState;

/**
 * The states of a key: how it rotates, and what it takes while it is disabled or waits for its
 * deletion.
 */
abstract class KeyStateFacts extends KmsFacts {
  KeyStateFacts(AwsUnderTest aws) {
    super(aws);
  }

  @Test
  @Source(API + "API_EnableKeyRotation.html: 90 to 2560 days; API_GetKeyRotationStatus.html")
  void rotationIsOffUntilAPeriodIsGiven() {
    String id = create(false).keyId();
    assertThat(rotation(kms, id).keyRotationEnabled()).isFalse();

    kms.enableKeyRotation(it -> it.keyId(id).rotationPeriodInDays(90));

    assertThat(rotation(kms, id).rotationPeriodInDays()).isEqualTo(90);
    assertThat(refusal(() -> kms.enableKeyRotation(it -> it.keyId(id).rotationPeriodInDays(89))))
        .isEqualTo("ValidationException");
  }

  private static GetKeyRotationStatusResponse rotation(KmsClient client, String id) {
    return client.getKeyRotationStatus(it -> it.keyId(id));
  }

  @Test
  @Source(GUIDE + "rotate-keys.html, Rotating multi-Region keys")
  void replicasRotateWithTheirPrimary() {
    String id = replicated();

    assertThat(refusal(() -> there.enableKeyRotation(it -> it.keyId(id).rotationPeriodInDays(90))))
        .isEqualTo("UnsupportedOperationException");
    kms.enableKeyRotation(it -> it.keyId(id).rotationPeriodInDays(120));
    assertThat(rotation(there, id).rotationPeriodInDays()).isEqualTo(120);
  }

  @Test
  @Source(API + "API_ScheduleKeyDeletion.html: PendingWindowInDays")
  void deletionWaitsSevenToThirtyDays() {
    String id = create(false).keyId();

    assertThat(refusal(() -> schedule(kms, id, 6))).isEqualTo("ValidationException");
    assertThat(refusal(() -> schedule(kms, id, 31))).isEqualTo("ValidationException");
    assertThat(schedule(kms, id, 7)).isEqualTo(KeyState.PENDING_DELETION);
    assertThat(refusal(() -> schedule(kms, id, 7))).isEqualTo("KMSInvalidStateException");
  }

  private static KeyState schedule(KmsClient client, String id, int days) {
    return client.scheduleKeyDeletion(it -> it.keyId(id).pendingWindowInDays(days)).keyState();
  }

  @Test
  @Source(GUIDE + "deleting-mrks.html: PendingReplicaDeletion until the last replica is gone")
  void primaryWaitsForItsReplicas() {
    String id = replicated();

    assertThat(schedule(there, id, 7)).isEqualTo(KeyState.PENDING_DELETION);
    assertThat(schedule(kms, id, 7)).isEqualTo(KeyState.PENDING_REPLICA_DELETION);
    assertThat(state(kms, id)).isEqualTo(KeyState.PENDING_REPLICA_DELETION);
  }

  @Test
  @Source(API + "API_CancelKeyDeletion.html: the key is disabled afterwards")
  void deletionThatIsCancelledLeavesTheKeyDisabled() {
    String id = create(false).keyId();
    assertThat(refusal(() -> kms.cancelKeyDeletion(it -> it.keyId(id))))
        .isEqualTo("KMSInvalidStateException");
    schedule(kms, id, 7);

    kms.cancelKeyDeletion(it -> it.keyId(id));
    assertThat(state(kms, id)).isEqualTo(KeyState.DISABLED);
    kms.enableKey(it -> it.keyId(id));
    assertThat(state(kms, id)).isEqualTo(KeyState.ENABLED);
  }

  @Test
  @Source(STATES + ": what a key pending deletion refuses")
  void keyThatWaitsForItsDeletionTakesNeitherTagsNorNamesNorRotation() {
    String id = create(false).keyId();
    kms.enableKeyRotation(it -> it.keyId(id).rotationPeriodInDays(90));
    schedule(kms, id, 7);

    assertThat(refusal(() -> kms.enableKey(it -> it.keyId(id))))
        .isEqualTo("KMSInvalidStateException");
    assertThat(refusal(() -> kms.createAlias(it -> it.aliasName(alias).targetKeyId(id))))
        .isEqualTo("KMSInvalidStateException");
    assertThat(refusal(() -> kms.tagResource(it -> it.keyId(id).tags(tag("a", "b")))))
        .isEqualTo("KMSInvalidStateException");
    assertThat(refusal(() -> kms.untagResource(it -> it.keyId(id).tagKeys("mark"))))
        .isEqualTo("KMSInvalidStateException");
    assertThat(refusal(() -> kms.enableKeyRotation(it -> it.keyId(id).rotationPeriodInDays(90))))
        .isEqualTo("KMSInvalidStateException");
  }

  @Test
  @Source(STATES + ": what a key pending deletion still answers; API_GetKeyRotationStatus.html")
  void keyThatWaitsForItsDeletionIsStillReadAndItsAliasCanGo() {
    String id = create(false).keyId();
    kms.createAlias(it -> it.aliasName(alias).targetKeyId(id));
    kms.enableKeyRotation(it -> it.keyId(id).rotationPeriodInDays(90));
    schedule(kms, id, 7);

    assertThat(state(kms, alias)).isEqualTo(KeyState.PENDING_DELETION);
    assertThat(tags(kms, id)).hasSize(2);
    assertThat(rotation(kms, id).keyRotationEnabled()).isFalse();
    kms.putKeyPolicy(it -> it.keyId(id).policyName("default").policy(administered()));
    assertThat(aliases(id)).containsExactly(alias);
    kms.deleteAlias(it -> it.aliasName(alias));
    assertThat(aliases(id)).isEmpty();
  }

  @Test
  @Source(STATES + ": what a disabled key refuses")
  void disabledKeyTakesNoRotation() {
    String id = create(true).keyId();
    schedule(kms, id, 7);
    kms.cancelKeyDeletion(it -> it.keyId(id));

    assertThat(refusal(() -> kms.enableKeyRotation(it -> it.keyId(id).rotationPeriodInDays(90))))
        .isEqualTo("DisabledException");
    assertThat(refusal(() -> replicate(id))).isIn("DisabledException", "KMSInvalidStateException");
  }
}
