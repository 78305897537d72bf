package org.sessionlogging.fakes.facts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The organization, as each of its accounts sees it. */
abstract class OrganizationsFacts {
  private final AwsUnderTest aws;

  OrganizationsFacts(AwsUnderTest aws) {
    this.aws = aws;
  }

  @Test
  @Source(
      "https://docs.aws.amazon.com/organizations/latest/APIReference/API_DescribeOrganization.html:"
          + " can be called from any account in an organization")
  void everyAccountMayAskForTheOrganization() {
    assertThat(aws.organizations().describeOrganization().organization().id())
        .matches("o-[a-z0-9]{10,32}");
  }
}
