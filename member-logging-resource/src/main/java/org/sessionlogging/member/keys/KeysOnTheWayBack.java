package org.sessionlogging.member.keys;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.sessionlogging.domain.settings.MemberKeys;
import org.sessionlogging.domain.settings.MemberLogging;
import org.sessionlogging.kit.reconcile.PartFailed;
import org.sessionlogging.kit.reconcile.Refused;

/**
 * The keys of a member that goes back to what was there before: where nobody answers former ones
 * will do, as a bucket that can't be reached any more must not keep a stack from its way back.
 *
 * @param former those that the declaration had when it was a success, or else those in force, as
 *     far as they are this bucket's
 */
public record KeysOnTheWayBack(
    AskedKeys asked, Supplier<Optional<MemberKeys>> former, Consumer<String> log) {

  /**
   * The keys, none of them open.
   *
   * @throws Refused as {@link AskedKeys#of} does, where there are no former ones
   * @throws PartFailed likewise
   */
  public MemberKeys of(MemberLogging logging) {
    try {
      return asked.of(logging);
    } catch (Refused | PartFailed e) {
      MemberKeys found = former.get().orElseThrow(() -> e);
      log.accept(e + ": going back to " + found);
      return found;
    }
  }
}
