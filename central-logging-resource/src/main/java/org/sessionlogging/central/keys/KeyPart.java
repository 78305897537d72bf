package org.sessionlogging.central.keys;

import java.util.Optional;
import org.sessionlogging.kit.reconcile.Part;

/** A key that can be used and bears its names. */
public record KeyPart(NamedKey handle, KeyLife.New birth) implements Part<KeyLife> {

  @Override
  public KeyLife desired(Optional<KeyLife> live) {
    return live.orElse(birth).inUse(handle.key().aliases());
  }
}
