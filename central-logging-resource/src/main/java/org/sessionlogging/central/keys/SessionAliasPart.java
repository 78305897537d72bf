package org.sessionlogging.central.keys;

import java.util.Optional;
import org.sessionlogging.kit.reconcile.Part;
import org.sessionlogging.kit.reconcile.Refused;

/**
 * The alias by which members find a given session key: it leads to that, or to none where the key
 * is another account's, which no alias of this one can lead to.
 */
public record SessionAliasPart(
    SessionAlias handle, LogKeys keys, SessionAlias.Target desired, String line)
    implements Part<SessionAlias.Target> {

  /** What it is to lead to, in one of the Regions. */
  public static SessionAliasPart of(LogKeys keys, GivenKey key, String line) {
    return new SessionAliasPart(
        keys.sessionAlias(key.kms()),
        keys,
        new SessionAlias.Target(
            Optional.of(key.arn().toString()).filter(arn -> keys.isOwnAccount(key.arn()))),
        line);
  }

  /** What leads elsewhere is changed only where we ourselves have given it. */
  @Override
  public void check(Optional<SessionAlias.Target> live) {
    handle
        .key()
        .filter(key -> !desired.keyArn().equals(Optional.of(key.arn())))
        .filter(key -> !keys.isKnown(handle.alias().kms(), key))
        .ifPresent(
            key -> {
              throw Refused.conflict(
                  handle.name()
                      + ": "
                      + handle.alias().name()
                      + " leads to "
                      + key.arn()
                      + ", which is neither this resource's nor was given to it, so the alias is not touched. If nothing"
                      + " needs it, delete the alias (kms DeleteAlias).");
            });
  }

  @Override
  public SessionAlias.Target desired(Optional<SessionAlias.Target> live) {
    return desired;
  }
}
