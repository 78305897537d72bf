package org.sessionlogging.fakes.facts;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** What holds of AWS holds of the emulator. */
class EmulatorObeysAwsFactsTest {
  private static Emulator emulator;

  @BeforeAll
  static void start() {
    emulator = new Emulator();
  }

  @AfterAll
  static void end() {
    emulator.close();
  }

  @Nested
  class S3 extends S3Facts {
    S3() {
      super(emulator);
    }
  }

  @Nested
  class Kms extends KmsFacts {
    Kms() {
      super(emulator);
    }
  }

  @Nested
  class Ssm extends SsmFacts {
    Ssm() {
      super(emulator);
    }
  }

  @Nested
  class Parameters extends ParameterFacts {
    Parameters() {
      super(emulator);
    }
  }

  @Nested
  class Iam extends IamFacts {
    Iam() {
      super(emulator);
    }
  }

  @Nested
  class Organizations extends OrganizationsFacts {
    Organizations() {
      super(emulator);
    }
  }
}
