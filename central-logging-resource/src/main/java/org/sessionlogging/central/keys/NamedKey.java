package org.sessionlogging.central.keys;

import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.sessionlogging.kit.reconcile.Handle;
import org.sessionlogging.kit.reconcile.Step;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.CancelKeyDeletionRequest;
import software.amazon.awssdk.services.kms.model.EnableKeyRequest;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;

/**
 * A key with its state and its names: made when there is none, taken back when it waits for its
 * deletion, enabled when it is not.
 */
public record NamedKey(LogKey key) implements Handle<KeyLife> {

  @Override
  public String name() {
    return key.label();
  }

  @Override
  public Optional<KeyLife> read() {
    return key.find()
        .<KeyLife>map(it -> new KeyLife.Existing(it.keyId(), it.keyState(), aliasesOf(it)))
        .or(key::beforeBirth);
  }

  private SortedSet<String> aliasesOf(KeyMetadata metadata) {
    return key.aliases().stream()
        .filter(
            alias ->
                key.kms()
                    .describe(alias)
                    .filter(it -> it.keyId().equals(metadata.keyId()))
                    .isPresent())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Override
  public Step write(KeyLife life, Optional<KeyLife> live) {
    // A part wants a new key only where there is none.
    return life instanceof KeyLife.New birth
        ? key.make(birth, live)
        : change((KeyLife.Existing) live.orElseThrow(), (KeyLife.Existing) life);
  }

  /** A key that is still being made takes its aliases (KMS developer guide, "Key states"). */
  private Step change(KeyLife.Existing found, KeyLife.Existing wanted) {
    boolean making = isBeingMade(found.state());
    if (!making && found.state() != wanted.state()) {
      enable(found);
      // Two calls already, in each Region.
      return key.waitFor();
    }
    wanted.aliases().stream()
        .filter(alias -> !found.aliases().contains(alias))
        .forEach(alias -> key.kms().alias(alias).give(found.keyId()));
    return making ? key.waitFor() : Step.DONE;
  }

  private static boolean isBeingMade(KeyState state) {
    return state == KeyState.CREATING || state == KeyState.UPDATING;
  }

  private void enable(KeyLife.Existing found) {
    if (!LogKey.isStaying(found.state())) {
      key.kms()
          .call(
              CancelKeyDeletionRequest.builder().keyId(found.keyId()).build(),
              KmsClient::cancelKeyDeletion);
    }
    key.kms().call(EnableKeyRequest.builder().keyId(found.keyId()).build(), KmsClient::enableKey);
  }
}
