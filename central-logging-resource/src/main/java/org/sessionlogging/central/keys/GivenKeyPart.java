package org.sessionlogging.central.keys;

import java.util.Optional;
import org.sessionlogging.kit.reconcile.Part;
import org.sessionlogging.kit.reconcile.Refused;
import software.amazon.awssdk.services.kms.model.KeyManagerType;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyState;

/** A given key that can be used, and whose policy is looked at before it is. */
public record GivenKeyPart(GivenKey handle, LogKeys keys, GivenKeyUse use, String line)
    implements Part<KeyMetadata> {

  @Override
  public void check(Optional<KeyMetadata> live) {
    KeyMetadata key =
        live.orElseThrow(() -> refused("does not exist", "Give the ARN of a key that does."));
    if (key.keySpec() != KeySpec.SYMMETRIC_DEFAULT || key.keyManager() != KeyManagerType.CUSTOMER) {
      throw refused(
          "is a key of " + key.keyManager() + " of the kind " + key.keySpecAsString(),
          "Give a customer managed symmetric encryption key: S3 and Session Manager take no other.");
    }
    if (key.keyState() != KeyState.ENABLED) {
      throw refused(
          "can't be used, its state is " + key.keyStateAsString(),
          "Nobody changes it here: aws kms cancel-key-deletion takes one back that waits for its deletion, aws kms"
              + " enable-key enables one that is disabled. Or give another key.");
    }
    if (isOurs()) {
      throw refused(
          "bears the tags of the keys that this resource has made for itself",
          "Leave the property out: then it is used.");
    }
    use.examine(handle);
  }

  private boolean isOurs() {
    return keys.isOwnAccount(handle.arn())
        && keys.marked().isOfBucket(handle.kms().tags(handle.arn().toString()));
  }

  private Refused refused(String problem, String remedy) {
    return Refused.invalid(handle.property() + ": " + handle.arn() + " " + problem + ". " + remedy);
  }

  @Override
  public KeyMetadata desired(Optional<KeyMetadata> live) {
    return live.orElseThrow();
  }
}
