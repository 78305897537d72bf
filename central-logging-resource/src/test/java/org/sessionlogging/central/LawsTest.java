package org.sessionlogging.central;

import org.junit.jupiter.api.Nested;
import org.sessionlogging.fakes.laws.ArchitectureLaw;
import org.sessionlogging.fakes.laws.BadInputLaw;
import org.sessionlogging.fakes.laws.DoorLaw;
import org.sessionlogging.fakes.laws.FaultLaw;
import org.sessionlogging.fakes.laws.LagLaw;
import org.sessionlogging.fakes.laws.PermissionLaw;

/** What holds of every type holds of Central. */
class LawsTest {
  private static final CentralUnderTest CENTRAL = new CentralUnderTest();

  @Nested
  class Architecture extends ArchitectureLaw<ResourceModel, CallbackContext> {
    Architecture() {
      super(CENTRAL);
    }
  }

  @Nested
  class BadInput extends BadInputLaw<ResourceModel, CallbackContext> {
    BadInput() {
      super(CENTRAL);
    }
  }

  @Nested
  class Doors extends DoorLaw<ResourceModel, CallbackContext> {
    Doors() {
      super(CENTRAL);
    }
  }

  @Nested
  class Faults extends FaultLaw<ResourceModel, CallbackContext> {
    Faults() {
      super(CENTRAL, "known-faults.txt", 700);
    }
  }

  @Nested
  class Lag extends LagLaw<ResourceModel, CallbackContext> {
    Lag() {
      super(CENTRAL, "known-lags.txt", 300);
    }
  }

  @Nested
  class Permissions extends PermissionLaw<ResourceModel, CallbackContext> {
    Permissions() {
      super(CENTRAL);
    }
  }
}
