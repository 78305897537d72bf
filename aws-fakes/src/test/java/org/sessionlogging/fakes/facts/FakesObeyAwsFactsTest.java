package org.sessionlogging.fakes.facts;

import org.junit.jupiter.api.Nested;

/** What holds of AWS holds of the fakes. */
class FakesObeyAwsFactsTest {
  @Nested
  class S3 extends S3Facts {
    S3() {
      super(new Fakes());
    }
  }

  @Nested
  class Kms extends KmsFacts {
    Kms() {
      super(new Fakes());
    }
  }

  @Nested
  class Ssm extends SsmFacts {
    Ssm() {
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
  class Organizations extends OrganizationsFacts {
    Organizations() {
      super(new Fakes());
    }
  }
}
