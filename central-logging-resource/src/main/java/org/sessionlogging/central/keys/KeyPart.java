package org.sessionlogging.central.keys;

import java.util.Optional;
import org.sessionlogging.kit.reconcile.Part;

/** A key that can be used and bears its names. */
public record KeyPart(NamedKey handle, KeyLife.New birth, String line) implements Part<KeyLife> {

  @Override
  public void check(Optional<KeyLife> live) {
    handle.key().refuseStranger();
  }

  @Override
  public KeyLife desired(Optional<KeyLife> live) {
    return live.orElse(birth) instanceof KeyLife.Existing found
        ? found.inUse(handle.key().aliases())
        : birth;
  }
}
