package org.sessionlogging.verification;

import java.util.Optional;
import picocli.CommandLine.Option;

/** The roles that {@code verify} assumes. */
final class Roles {
  @Option(
      names = "--role-name",
      paramLabel = "ROLE",
      defaultValue = "session-logging/SessionLoggingAuditor",
      description =
          "The role, with its path, that is assumed in each other account; default: ${DEFAULT-VALUE}.")
  private String auditor;

  @Option(
      names = "--canary",
      paramLabel = "ROLE",
      description =
          "Begins an upload as the SSM Agent does, and aborts it, in each account and Region, by this role"
              + " (examples/canary.yaml).")
  private String canary;

  String auditor() {
    return named(auditor);
  }

  Optional<String> canary() {
    return Optional.ofNullable(canary).map(Roles::named);
  }

  /** A path may begin with its slash. */
  private static String named(String role) {
    return role.startsWith("/") ? role.substring(1) : role;
  }
}
