package org.sessionlogging.central;

import java.util.Optional;
import org.sessionlogging.domain.settings.OrganizationId;
import org.sessionlogging.kit.contract.Invocation;
import org.sessionlogging.kit.reconcile.Refused;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.DescribeOrganizationRequest;
import software.amazon.awssdk.services.organizations.model.DescribeOrganizationResponse;

/** The organization that the log account belongs to; each of its accounts may ask for its id. */
record OwnOrganization(OrganizationsClient organizations, Invocation invocation) {
  private static final String NOTE = "organization";

  /**
   * Its id, asked for once an operation.
   *
   * @throws Refused when the account is in no organization, or not in the declared one
   */
  OrganizationId id(Optional<OrganizationId> declared) {
    return invocation
        .progress()
        .noted(NOTE)
        .map(OrganizationId::new)
        .orElseGet(
            () -> {
              OrganizationId actual = ask();
              refuseAnother(declared.orElse(actual), actual);
              invocation.progress().note(NOTE, actual.text());
              return actual;
            });
  }

  /** The first look of an operation, which decides nothing. */
  Optional<DescribeOrganizationResponse> look() {
    return invocation.progress().noted(NOTE).isPresent() ? Optional.empty() : find();
  }

  private Optional<DescribeOrganizationResponse> find() {
    return invocation
        .aws()
        .find(
            organizations,
            DescribeOrganizationRequest.builder().build(),
            OrganizationsClient::describeOrganization,
            "AWSOrganizationsNotInUseException");
  }

  private OrganizationId ask() {
    return find()
        .map(it -> new OrganizationId(it.organization().id()))
        .orElseThrow(
            () ->
                Refused.invalid(
                    "OrganizationId: account "
                        + invocation.account()
                        + " is in no organization, so no account could write logs. Create this resource in an"
                        + " account of the organization whose sessions are to be logged."));
  }

  private void refuseAnother(OrganizationId declared, OrganizationId actual) {
    if (!declared.equals(actual)) {
      throw Refused.invalid(
          "OrganizationId: "
              + declared
              + " is not the organization of account "
              + invocation.account()
              + ", which is "
              + actual
              + ". Leave the property out, or create this resource in an account of that organization.");
    }
  }
}
