package org.sessionlogging.central.keys;

import java.util.Optional;
import java.util.SortedSet;
import org.sessionlogging.domain.settings.KeyArn;
import org.sessionlogging.kit.reconcile.Step;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;

/**
 * A key of the log bucket in one Region: how it is found there, and how it is made. It keeps
 * nothing of what it was told, and asks again.
 */
public interface LogKey {

  /** What messages call it. */
  String label();

  /** The KMS that holds it. */
  RegionalKms kms();

  /** Names it bears, each with {@code alias/} at its beginning. */
  SortedSet<String> aliases();

  /** The key as KMS holds it; empty when there is none. */
  Optional<KeyMetadata> find();

  /**
   * Refuses to go on where somebody else's key has its place, or where its Region can't be used.
   *
   * @throws org.sessionlogging.kit.reconcile.Refused with the remedy
   */
  void refuseStranger();

  /** Makes it, with its policy and tags from the first moment on. */
  Step make(KeyLife.New birth);

  /**
   * ARN of a key that has to exist by now.
   *
   * @throws IllegalStateException when it does not
   */
  default KeyArn arn() {
    return find()
        .flatMap(it -> KeyArn.parse(it.arn()))
        .orElseThrow(() -> new IllegalStateException("The " + label() + " does not exist."));
  }

  /** Whether a key in that state does not wait for its deletion. */
  static boolean isStaying(KeyState state) {
    return state != KeyState.PENDING_DELETION && state != KeyState.PENDING_REPLICA_DELETION;
  }
}
