package org.sessionlogging.domain.settings;

import java.util.Optional;

/**
 * Who may do what with the logs.
 *
 * @param organizationId the organization whose accounts write; empty for the log account's own,
 *     which has to be asked for
 * @param logPrefix first part of every log's key, without slashes at its ends
 */
public record LogAccess(
    Optional<OrganizationId> organizationId,
    AccountPrefix accountPrefix,
    Optional<String> logPrefix) {

  /** Checks every property alone. */
  public LogAccess {
    PropertyRules.prefix("LogPrefix", logPrefix);
  }
}
