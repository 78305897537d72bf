package org.sessionlogging.central.keys;

import java.util.Optional;
import org.sessionlogging.kit.reconcile.Part;
import org.sessionlogging.kit.reconcile.Step;
import software.amazon.awssdk.services.kms.model.EnableKeyRotationRequest;
import software.amazon.awssdk.services.kms.model.GetKeyRotationStatusRequest;

/** Days between two automatic rotations of a primary key; its replicas rotate with it. */
public final class KeyRotationPart implements Part<Integer> {
  private final LogKey key;
  private final int periodInDays;

  KeyRotationPart(LogKey key, int periodInDays) {
    this.key = key;
    this.periodInDays = periodInDays;
  }

  @Override
  public String name() {
    return "rotation of the " + key.label();
  }

  @Override
  public Optional<Integer> live() {
    return period(key);
  }

  /** Empty when there is no key, or when it is never rotated. */
  public static Optional<Integer> period(LogKey key) {
    return key.find()
        .map(
            it ->
                key.aws()
                    .call(
                        GetKeyRotationStatusRequest.builder().keyId(it.keyId()).build(),
                        key.kms()::getKeyRotationStatus))
        .filter(it -> it.keyRotationEnabled())
        .map(it -> it.rotationPeriodInDays());
  }

  @Override
  public Integer desired() {
    return periodInDays;
  }

  @Override
  public Step put(Integer desired, Optional<Integer> live) {
    key.aws()
        .call(
            EnableKeyRotationRequest.builder()
                .keyId(key.id())
                .rotationPeriodInDays(desired)
                .build(),
            key.kms()::enableKeyRotation);
    return Step.DONE;
  }
}
