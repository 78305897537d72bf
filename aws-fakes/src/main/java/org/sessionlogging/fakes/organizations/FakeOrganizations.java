package org.sessionlogging.fakes.organizations;

import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.sessionlogging.fakes.store.AwsError;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.DescribeOrganizationRequest;
import software.amazon.awssdk.services.organizations.model.DescribeOrganizationResponse;
import software.amazon.awssdk.services.organizations.model.Organization;

/** Organizations as an account sees it that is in one, or in none. */
public final class FakeOrganizations implements OrganizationsClient {
  public Optional<String> id = Optional.of("o-abcdefghij");

  /** Accounts that are not in it; all others are. */
  public final SortedSet<String> outsiders = new TreeSet<>();

  /** The organization that an account is in. */
  public Optional<String> idOf(String account) {
    return id.filter(it -> !outsiders.contains(account));
  }

  /** Where in it (IAM user guide, aws:PrincipalOrgPaths). */
  Optional<String> pathOf(String account) {
    return idOf(account).map(it -> it + "/r-root/ou-root-members/");
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}

  /** Every account of an organization may ask (API reference, DescribeOrganization). */
  @Override
  public DescribeOrganizationResponse describeOrganization(DescribeOrganizationRequest request) {
    return DescribeOrganizationResponse.builder()
        .organization(
            Organization.builder()
                .id(
                    id.orElseThrow(
                        () ->
                            AwsError.of(
                                400,
                                "AWSOrganizationsNotInUseException",
                                "Your account is not a member of an organization.")))
                .build())
        .build();
  }
}
