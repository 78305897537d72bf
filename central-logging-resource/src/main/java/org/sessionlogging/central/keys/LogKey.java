package org.sessionlogging.central.keys;

import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import org.sessionlogging.domain.settings.KeyArn;
import org.sessionlogging.domain.settings.KeyPurpose;
import org.sessionlogging.kit.reconcile.Progress;
import org.sessionlogging.kit.reconcile.Step;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;

/**
 * A key of the log bucket in one Region: how it is found there, and how it is made. It keeps
 * nothing of what it was told, and asks again.
 */
public interface LogKey {
  /** Between two looks at a key that is being made. */
  int LONGEST_WAIT_SECONDS = 30;

  /** What messages call it. */
  String label();

  /** What it is for, which its policy allows. */
  Set<KeyPurpose> purposes();

  /** The purpose that its tags name. */
  KeyPurpose mark();

  /** The KMS that holds it. */
  RegionalKms kms();

  /** Names it bears, each with {@code alias/} at its beginning. */
  SortedSet<String> aliases();

  /** The key as KMS holds it; empty when there is none. */
  Optional<KeyMetadata> find();

  /** The same once KMS has made it: before that, what it got at birth is not looked at. */
  default Optional<KeyMetadata> findMade() {
    return find().filter(it -> it.keyState() != KeyState.CREATING);
  }

  /**
   * Refuses to go on where somebody else's key has its place, or where its Region can't be used.
   *
   * @throws org.sessionlogging.kit.reconcile.Refused with the remedy
   */
  void refuseStranger();

  /** What is known of one that is not there; nothing, unless it is made from another. */
  default Optional<KeyLife> beforeBirth() {
    return Optional.empty();
  }

  /**
   * Makes it, with its policy and tags from the first moment on.
   *
   * @param before what {@link #beforeBirth} said in this pass
   */
  Step make(KeyLife.New birth, Optional<KeyLife> before);

  /** Waits for KMS to have made it, longer each time: it is a matter of seconds or of minutes. */
  Step waitFor();

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

  /** The next look at a key that is being made. */
  static Step waitFor(String label, Progress progress) {
    return Step.wait(Math.min(LONGEST_WAIT_SECONDS, 2 + 2 * progress.look(label)), "the " + label);
  }

  /** Whether a key in that state does not wait for its deletion. */
  static boolean isStaying(KeyState state) {
    return state != KeyState.PENDING_DELETION && state != KeyState.PENDING_REPLICA_DELETION;
  }
}
