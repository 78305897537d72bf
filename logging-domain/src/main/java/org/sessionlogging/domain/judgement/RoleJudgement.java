package org.sessionlogging.domain.judgement;

import java.util.List;
import java.util.Optional;

/** What is known of a role means this. */
final class RoleJudgement {
  private RoleJudgement() {}

  static List<Finding> of(RoleFacts role) {
    return List.of(attachment(role), rights(role));
  }

  private static Finding attachment(RoleFacts role) {
    return role.attached()
        ? Finding.proven(Check.ATTACHMENT, "role " + role.name() + " has the policy")
        : Finding.failure(
            Check.ATTACHMENT,
            Reason.NOT_SHOWN,
            "role " + role.name() + " does not have the policy",
            "Somebody detaches it: find out who, then start the operation again.");
  }

  /** The first right that the role lacks is enough to put right; what is unknown comes after it. */
  static Finding rights(RoleFacts role) {
    if (!role.unasked().isEmpty()) {
      return Finding.unproven(
          Check.ROLE_RIGHTS,
          "of role " + role.name() + ", " + role.unasked(),
          "Allow iam:GetRole and iam:SimulatePrincipalPolicy to have them looked at; where IAM was asked too often, update again;"
              + " where its simulator can't decide, start a session to see.");
    }
    List<Finding> lacking =
        role.rights().stream().flatMap(it -> lacking(role.name(), it).stream()).toList();
    return lacking.stream()
        .filter(Finding::fails)
        .findFirst()
        .or(() -> lacking.stream().findFirst())
        .orElseGet(
            () ->
                Finding.proven(
                    Check.ROLE_RIGHTS,
                    "the policies of role " + role.name() + " allow all that the agent does"));
  }

  private static Optional<Finding> lacking(String role, SimulatedRight right) {
    String what = right.right().action() + " of role " + role + " on " + right.right().resource();
    if (!right.unknownKeys().isEmpty()) {
      return Optional.of(
          Finding.unproven(
              Check.ROLE_RIGHTS,
              what + " depends on " + String.join(", ", right.unknownKeys()),
              "IAM's simulator is not told these: start a session to see."));
    }
    return switch (right.decision()) {
      case ALLOWED -> Optional.empty();
      case OUTSIDE_BOUNDARY ->
          denied(
              what + " is outside of its permissions boundary",
              "Allow in the boundary what the policy allows, or take the role out of RoleNames; for the role that Default Host"
                  + " Management makes give another PermissionsBoundaryArn.");
      case DENIED_BY_ORGANIZATION ->
          denied(
              what + " is denied by a service control policy",
              "Allow it there: a service control policy is above the account.");
      case DENIED ->
          denied(
              what + " is denied by a policy of the role",
              "Take the Deny out of that policy, or except this bucket and these keys from it.");
      case NOT_ALLOWED ->
          denied(
              what + " is not allowed by any of its policies",
              "See whether somebody has changed or detached the policy, then start the operation again.");
    };
  }

  private static Optional<Finding> denied(String cause, String remedy) {
    return Optional.of(Finding.failure(Check.ROLE_RIGHTS, Reason.DENIED, cause, remedy));
  }
}
