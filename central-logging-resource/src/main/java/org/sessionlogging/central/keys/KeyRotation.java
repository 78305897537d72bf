package org.sessionlogging.central.keys;

import java.util.Optional;
import org.sessionlogging.kit.reconcile.Handle;
import org.sessionlogging.kit.reconcile.Step;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.EnableKeyRotationRequest;
import software.amazon.awssdk.services.kms.model.GetKeyRotationStatusRequest;
import software.amazon.awssdk.services.kms.model.GetKeyRotationStatusResponse;

/**
 * Days between two automatic rotations of a primary key, 0 when it is never rotated; its replicas
 * rotate with it.
 */
public record KeyRotation(PrimaryKey key) implements Handle<KeySetting<Integer>> {

  @Override
  public String name() {
    return "rotation of the " + key.label();
  }

  @Override
  public Optional<KeySetting<Integer>> read() {
    return key.find().map(it -> new KeySetting<>(it.keyId(), period(it.keyId())));
  }

  private int period(String keyId) {
    GetKeyRotationStatusResponse status = status(key.kms(), keyId);
    return status.keyRotationEnabled() ? status.rotationPeriodInDays() : 0;
  }

  static GetKeyRotationStatusResponse status(RegionalKms kms, String keyId) {
    return kms.call(
        GetKeyRotationStatusRequest.builder().keyId(keyId).build(),
        KmsClient::getKeyRotationStatus);
  }

  @Override
  public Step write(KeySetting<Integer> days, Optional<KeySetting<Integer>> live) {
    key.kms()
        .call(
            EnableKeyRotationRequest.builder()
                .keyId(days.keyId())
                .rotationPeriodInDays(days.value())
                .build(),
            KmsClient::enableKeyRotation);
    return Step.DONE;
  }
}
