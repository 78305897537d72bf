package org.sessionlogging.member;

import org.junit.jupiter.api.Nested;
import org.sessionlogging.fakes.laws.ArchitectureLaw;
import org.sessionlogging.fakes.laws.BadInputLaw;
import org.sessionlogging.fakes.laws.DoorLaw;
import org.sessionlogging.fakes.laws.FaultLaw;
import org.sessionlogging.fakes.laws.LagLaw;
import org.sessionlogging.fakes.laws.PermissionLaw;

/** What holds of every type holds of Member. */
class LawsTest {
  private static final MemberUnderTest MEMBER = new MemberUnderTest();

  @Nested
  class Architecture extends ArchitectureLaw<ResourceModel, CallbackContext> {
    Architecture() {
      super(MEMBER);
    }
  }

  @Nested
  class BadInput extends BadInputLaw<ResourceModel, CallbackContext> {
    BadInput() {
      super(MEMBER);
    }
  }

  @Nested
  class Doors extends DoorLaw<ResourceModel, CallbackContext> {
    Doors() {
      super(MEMBER);
    }
  }

  @Nested
  class Faults extends FaultLaw<ResourceModel, CallbackContext> {
    Faults() {
      super(MEMBER, "known-faults.txt", 700);
    }
  }

  @Nested
  class Lag extends LagLaw<ResourceModel, CallbackContext> {
    Lag() {
      super(MEMBER, "known-lags.txt", 300);
    }
  }

  @Nested
  class Permissions extends PermissionLaw<ResourceModel, CallbackContext> {
    Permissions() {
      super(MEMBER);
    }
  }
}
