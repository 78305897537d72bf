package org.sessionlogging.member;

import org.sessionlogging.fakes.laws.FaultLaw;

/**
 * The law that takes longest has a class of its own, beside {@link LawsTest}: two run at a time.
 */
class FaultsTest extends FaultLaw<ResourceModel, CallbackContext> {
  FaultsTest() {
    super(new MemberUnderTest(), 120);
  }
}
