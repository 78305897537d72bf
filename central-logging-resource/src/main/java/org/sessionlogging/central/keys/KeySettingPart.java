package org.sessionlogging.central.keys;

import java.util.Optional;
import org.sessionlogging.kit.reconcile.Handle;
import org.sessionlogging.kit.reconcile.Part;

/** One setting of a key that is there: a new one gets its settings by the pass after its birth. */
public record KeySettingPart<V>(Handle<KeySetting<V>> handle, V value, String line)
    implements Part<KeySetting<V>> {

  @Override
  public KeySetting<V> desired(Optional<KeySetting<V>> live) {
    return live.map(it -> new KeySetting<>(it.keyId(), value))
        .orElseThrow(() -> new IllegalStateException("No key for the " + handle.name() + "."));
  }
}
