package org.sessionlogging.fakes.facts;

import org.junit.jupiter.api.Nested;

/** What holds of AWS holds of the fakes. */
class FakesObeyAwsFactsTest {
  @Nested
  class Buckets extends BucketFacts {
    Buckets() {
      super(new Fakes());
    }
  }

  @Nested
  class BucketSettings extends BucketSettingFacts {
    BucketSettings() {
      super(new Fakes());
    }
  }

  @Nested
  class BucketAccess extends BucketAccessFacts {
    BucketAccess() {
      super(new Fakes());
    }
  }

  @Nested
  class BucketRetention extends BucketRetentionFacts {
    BucketRetention() {
      super(new Fakes());
    }
  }

  @Nested
  class BucketReports extends BucketReportFacts {
    BucketReports() {
      super(new Fakes());
    }
  }

  @Nested
  class Objects extends ObjectFacts {
    Objects() {
      super(new Fakes());
    }
  }

  @Nested
  class Sessions extends SessionFacts {
    Sessions() {
      super(new Fakes());
    }
  }

  @Nested
  class Keys extends KeyFacts {
    Keys() {
      super(new Fakes());
    }
  }

  @Nested
  class KeyStates extends KeyStateFacts {
    KeyStates() {
      super(new Fakes());
    }
  }

  @Nested
  class KeyUse extends KeyUseFacts {
    KeyUse() {
      super(new Fakes());
    }
  }

  @Nested
  class Documents extends DocumentFacts {
    Documents() {
      super(new Fakes());
    }
  }

  @Nested
  class DocumentVersions extends DocumentVersionFacts {
    DocumentVersions() {
      super(new Fakes());
    }
  }

  @Nested
  class Parameters extends ParameterFacts {
    Parameters() {
      super(new Fakes());
    }
  }

  @Nested
  class Iam extends IamFacts {
    Iam() {
      super(new Fakes());
    }
  }

  @Nested
  class Settings extends SettingFacts {
    Settings() {
      super(new Fakes());
    }
  }

  @Nested
  class Roles extends RoleFacts {
    Roles() {
      super(new Fakes());
    }
  }

  @Nested
  class Simulation extends SimulationFacts {
    Simulation() {
      super(new Fakes());
    }
  }

  @Nested
  class Principals extends PrincipalFacts {
    Principals() {
      super(new Fakes());
    }
  }

  @Nested
  class Ec2 extends Ec2Facts {
    Ec2() {
      super(new Fakes());
    }
  }

  @Nested
  class CloudFormation extends CloudFormationFacts {
    CloudFormation() {
      super(new Fakes());
    }
  }

  @Nested
  class Organizations extends OrganizationsFacts {
    Organizations() {
      super(new Fakes());
    }
  }
}
