package org.sessionlogging.kit.contract;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.sessionlogging.aws.CallFailed;
import org.sessionlogging.aws.Page;
import org.sessionlogging.kit.reconcile.Part;
import org.sessionlogging.kit.reconcile.Refused;
import org.sessionlogging.kit.reconcile.Removal;

/**
 * What one resource type tells the contract about itself. Models carry their primary identifier
 * once {@link #identified} has filled it in. Every method may throw {@link Refused} or {@link
 * CallFailed}.
 *
 * @param <M> the generated resource model
 */
public interface ResourceType<M> {

  /** The model with its primary identifier, which has a default. Calls nothing. */
  M identified(M model, Invocation invocation);

  /**
   * The values, defaults applied, that can't be changed after creation, by property name. Calls
   * nothing.
   */
  List<Object> createOnly(M model, Invocation invocation);

  /**
   * Why create must answer AlreadyExists; empty when the way is free, or when what is there was
   * made by this very request. Asked in every invocation of a create: somebody else may have been
   * faster once the name was seen free.
   */
  Optional<String> taken(M model, Invocation invocation);

  /** Whether the resource exists, to read and to update. */
  boolean exists(M model, Invocation invocation);

  /**
   * Whether what is there is the work of this very creation, maybe of an earlier delivery of its
   * request. Asked of a creation that has seen the way free, and that fails or waits before it has
   * made anything itself.
   */
  default boolean isOwnWork(M model, Invocation invocation) {
    return exists(model, invocation);
  }

  /**
   * Says no to an update or a delete of what may be this type's and can't be proven to be. Changes
   * nothing.
   *
   * @throws Refused with the proof that is missing, and how to put it back
   */
  default void mayChange(M model, Invocation invocation) {}

  /** The same of a delete alone, which may follow a creation that has not come to make anything. */
  default void mayBeGone(M model, Invocation invocation) {
    mayChange(model, invocation);
  }

  /** Whether anything that delete would take away exists. */
  boolean remains(M model, Invocation invocation);

  /**
   * The parts in the order in which they are put; a comment beside the list says why an order
   * matters.
   *
   * @throws Refused when the model's values are invalid; this is found before the first call
   */
  List<Part<?>> parts(M model, Invocation invocation);

  /**
   * The same for a creation, in which only the mark of its request proves that something is its
   * own. Asked for also in the first invocation, which writes nothing: then only those that may be
   * there although the resource is not, or that say no to its declaration, have to be among them.
   */
  default List<Part<?>> partsOfCreation(M model, Invocation invocation) {
    return parts(model, invocation);
  }

  /**
   * Asks ahead what {@link #exists} and {@link #read} are going to ask one after another ({@link
   * org.sessionlogging.aws.Aws#ahead}). Calls nothing else.
   */
  default void lookAhead(M model, Invocation invocation) {}

  /** All properties as AWS holds them now, from the identifier alone. */
  M read(M model, Invocation invocation);

  /**
   * The outputs that a success never lacks, by property name. A read may be older than the last
   * write: a create or an update goes on until they show.
   */
  default Map<String, Function<M, String>> outputs() {
    return Map.of();
  }

  /**
   * What has to be shown before a create or update is a success, once everything is as declared.
   */
  default Optional<Proof> proof(M model, Invocation invocation) {
    return Optional.empty();
  }

  /**
   * Whether that declaration was a success before. Where nobody tells a rollback from another
   * update, one from something else to that is taken for a rollback.
   */
  default boolean wasSuccess(M model, Invocation invocation) {
    return false;
  }

  /**
   * Says no to a delete that would destroy what is not replaceable. Changes nothing.
   *
   * @throws Refused with the reason and the remedy
   */
  void mayDelete(M model, Invocation invocation);

  /** What delete takes away, in order, from the identifier alone. */
  List<Removal> removals(M model, Invocation invocation);

  /**
   * One page of the existing resources of this account and Region, each with just its identifier.
   */
  Page<M> list(Optional<String> token, Invocation invocation);

  /** Whether settings were refused: the message names the property, what is wrong, the remedy. */
  boolean isInvalid(RuntimeException e);

  /** The failures of this type's services. */
  default Failures failures() {
    return Failures.OF_EVERY_SERVICE;
  }
}
