package org.sessionlogging.central.keys;

import java.util.Optional;
import org.sessionlogging.domain.settings.KeyMode;
import org.sessionlogging.domain.settings.KeyPurpose;
import org.sessionlogging.kit.reconcile.Handle;
import org.sessionlogging.kit.reconcile.Part;
import org.sessionlogging.kit.reconcile.Refused;
import org.sessionlogging.kit.reconcile.Step;

/**
 * How many keys a bucket that is taken over has already, from when it was a log bucket before: a
 * creation can't change that either. Only looked at.
 */
public record FoundKeyMode(LogKeys keys) implements Handle<KeyMode>, Part<KeyMode> {

  @Override
  public String name() {
    return "keys that are there";
  }

  @Override
  public Handle<KeyMode> handle() {
    return this;
  }

  /** Empty without a bucket key. */
  @Override
  public Optional<KeyMode> read() {
    return keys.own(KeyPurpose.BUCKET).named().map(it -> keys.asNamed().mode());
  }

  @Override
  public void check(Optional<KeyMode> live) {
    live.filter(it -> it != keys.mode())
        .ifPresent(
            it -> {
              throw Refused.invalid(
                  "KeyMode: the keys that are there for bucket "
                      + keys.marked().bucketName()
                      + " are "
                      + it
                      + ", which can't change later. Declare that.");
            });
  }

  @Override
  public KeyMode desired(Optional<KeyMode> live) {
    return live.orElse(keys.mode());
  }

  @Override
  public Step write(KeyMode value, Optional<KeyMode> live) {
    return Step.DONE;
  }
}
