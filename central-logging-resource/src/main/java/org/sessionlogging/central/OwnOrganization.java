package org.sessionlogging.central;

import java.util.Optional;
import org.sessionlogging.kit.contract.Session;
import org.sessionlogging.kit.reconcile.Refused;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.DescribeOrganizationRequest;

/** The organization that the log account belongs to; each of its accounts may ask for its id. */
public record OwnOrganization(OrganizationsClient organizations, Session session) {
  private static final String NOTE = "organization";

  /**
   * Its id, asked for once an operation.
   *
   * @throws Refused when the account is in no organization, or not in the declared one
   */
  public String id(Optional<String> declared) {
    return session
        .progress()
        .noted(NOTE)
        .orElseGet(
            () -> {
              String actual = ask();
              refuseAnother(declared.orElse(actual), actual);
              session.progress().note(NOTE, actual);
              return actual;
            });
  }

  private String ask() {
    return session
        .aws()
        .find(
            DescribeOrganizationRequest.builder().build(),
            organizations::describeOrganization,
            "AWSOrganizationsNotInUseException")
        .orElseThrow(
            () ->
                Refused.invalid(
                    "OrganizationId: account "
                        + session.account()
                        + " is in no organization, so no account could write logs. Create this resource in an"
                        + " account of the organization whose sessions are to be logged."))
        .organization()
        .id();
  }

  private void refuseAnother(String declared, String actual) {
    if (!declared.equals(actual)) {
      throw Refused.invalid(
          "OrganizationId: "
              + declared
              + " is not the organization of account "
              + session.account()
              + ", which is "
              + actual
              + ". Leave the property out, or create this resource in an account of that organization.");
    }
  }
}
