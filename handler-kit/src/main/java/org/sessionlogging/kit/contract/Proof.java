package org.sessionlogging.kit.contract;

import java.util.List;
import java.util.Optional;
import org.sessionlogging.kit.reconcile.Part;

/**
 * What has to be shown of a resource that holds all that is declared, before its creation or update
 * is a success. Delete, read and list prove nothing. On the way back a doubt is logged: a failure
 * would leave the stack in UPDATE_ROLLBACK_FAILED, for something that no stack can mend.
 */
public interface Proof {

  /** What messages call it. */
  String name();

  /** What speaks against success; empty when nothing does. Changes nothing. */
  Optional<Doubt> doubt();

  /** What is kept of a success, so that a later operation can be told to go back to it. */
  default List<Part<?>> memory() {
    return List.of();
  }
}
