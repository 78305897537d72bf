package org.sessionlogging.kit.contract;

import java.util.List;
import org.sessionlogging.kit.reconcile.Refused;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/** The properties that are set at creation for good. */
final class CreateOnly {
  private CreateOnly() {}

  /**
   * Says no to an update that would change one. A rollback names as previous what the failed update
   * wanted and never got, so what AWS holds has the last word.
   */
  static <M> void refuseChange(ResourceType<M> type, M previous, M model, Invocation invocation) {
    List<Object> desired = type.createOnly(model, invocation);
    if (type.createOnly(previous, invocation).equals(desired)) {
      return;
    }
    List<Object> live = type.createOnly(type.read(model, invocation), invocation);
    if (!live.equals(desired)) {
      throw new Refused(
          HandlerErrorCode.NotUpdatable,
          "A property that is set at creation would change: "
              + live
              + " to "
              + desired
              + ". Declare a new resource beside this one instead.");
    }
  }
}
