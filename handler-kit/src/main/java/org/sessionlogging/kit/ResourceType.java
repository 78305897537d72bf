package org.sessionlogging.kit;

import java.util.List;
import java.util.Optional;

/**
 * What one resource type tells the contract about itself. Models carry their primary identifier
 * once {@link #identified} has filled it in. Every method may throw {@link Refused} or {@link
 * CallFailed}.
 *
 * @param <M> the generated resource model
 */
public interface ResourceType<M> {

  /** What list answers: models that hold just the identifier, and the token of the next page. */
  record Page<M>(List<M> models, Optional<String> nextToken) {}

  /** The model with its primary identifier, which has a default. Calls nothing. */
  M identified(M model, Session session);

  /**
   * The values, defaults applied, that can't be changed after creation, by property name. Calls
   * nothing.
   */
  List<Object> createOnly(M model, Session session);

  /** Why create must answer AlreadyExists; empty when the way is free. */
  Optional<String> taken(M model, Session session);

  /** Whether the resource exists, to read and to update. */
  boolean exists(M model, Session session);

  /** Whether anything that delete would take away exists. */
  boolean remains(M model, Session session);

  /**
   * The parts in the order in which they are put; a comment beside the list says why an order
   * matters.
   *
   * @throws Refused when the model's values are invalid; this is found before the first call
   */
  List<Part<?>> parts(M model, Session session);

  /** All properties as AWS holds them now, from the identifier alone. */
  M read(M model, Session session);

  /**
   * Says no to a delete that would destroy what is not replaceable. Changes nothing.
   *
   * @throws Refused with the reason and the remedy
   */
  void mayDelete(M model, Session session);

  /** What delete takes away, in order, from the identifier alone. */
  List<Removal> removals(M model, Session session);

  /** One page of the existing resources of this account and Region. */
  Page<M> list(Optional<String> token, Session session);

  /** The failures of this type's services. */
  default Failures failures() {
    return Failures.OF_EVERY_SERVICE;
  }
}
