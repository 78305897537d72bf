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
  class Buckets extends BucketFacts {
    Buckets() {
      super(emulator);
    }
  }

  @Nested
  class BucketSettings extends BucketSettingFacts {
    BucketSettings() {
      super(emulator);
    }
  }

  @Nested
  class BucketAccess extends BucketAccessFacts {
    BucketAccess() {
      super(emulator);
    }
  }

  @Nested
  class BucketRetention extends BucketRetentionFacts {
    BucketRetention() {
      super(emulator);
    }
  }

  @Nested
  class BucketReports extends BucketReportFacts {
    BucketReports() {
      super(emulator);
    }
  }

  @Nested
  class Objects extends ObjectFacts {
    Objects() {
      super(emulator);
    }
  }

  @Nested
  class Sessions extends SessionFacts {
    Sessions() {
      super(emulator);
    }
  }

  @Nested
  class Keys extends KeyFacts {
    Keys() {
      super(emulator);
    }
  }

  @Nested
  class KeyStates extends KeyStateFacts {
    KeyStates() {
      super(emulator);
    }
  }

  @Nested
  class KeyUse extends KeyUseFacts {
    KeyUse() {
      super(emulator);
    }
  }

  @Nested
  class Documents extends DocumentFacts {
    Documents() {
      super(emulator);
    }
  }

  @Nested
  class DocumentVersions extends DocumentVersionFacts {
    DocumentVersions() {
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
  class Settings extends SettingFacts {
    Settings() {
      super(emulator);
    }
  }

  @Nested
  class Roles extends RoleFacts {
    Roles() {
      super(emulator);
    }
  }

  @Nested
  class Simulation extends SimulationFacts {
    Simulation() {
      super(emulator);
    }
  }

  @Nested
  class Principals extends PrincipalFacts {
    Principals() {
      super(emulator);
    }
  }

  @Nested
  class Ec2 extends Ec2Facts {
    Ec2() {
      super(emulator);
    }
  }

  @Nested
  class CloudFormation extends CloudFormationFacts {
    CloudFormation() {
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
