package org.sessionlogging.domain.judgement;

import java.util.Optional;
import org.sessionlogging.domain.judgement.NodeFacts.Serving;

/** What is known of a role that serves nodes and does not have Member's policy means this. */
record NodeRoleJudgement(String nodes, RoleFacts role, Optional<SimulatedRight> manages) {

  static Finding of(Serving serving) {
    String nodes = new Counted("node", serving.nodes()).toString();
    return serving
        .role()
        .map(it -> new NodeRoleJudgement(nodes, it, serving.manages()).finding())
        .orElseGet(
            () ->
                Finding.unproven(
                    Check.NODE_ROLES,
                    "AWS does not show which role " + nodes + " have",
                    "See there with which credentials the agent runs: aws sts get-caller-identity."));
  }

  private Finding finding() {
    if (manages.filter(it -> !isAllowed(it) && it.unknownKeys().isEmpty()).isPresent()) {
      return Finding.proven(
          Check.NODE_ROLES, nodes + " are served by the role of Default Host Management");
    }
    Finding rights = RoleJudgement.rights(role);
    String cause = nodes + " with role " + role.name() + " without the policy: " + rights.cause();
    return switch (rights.severity()) {
      case PROVEN -> Finding.proven(Check.NODE_ROLES, cause);
      case FAILURE -> lacking(cause);
      default -> Finding.unproven(Check.NODE_ROLES, cause, rights.remedy());
    };
  }

  private Finding lacking(String cause) {
    String remedy = "Name the role in RoleNames of Member, or attach Member's PolicyArn to it.";
    return manages.filter(it -> !isAllowed(it)).isPresent()
        ? Finding.unproven(
            Check.NODE_ROLES,
            cause
                + "; whether it serves them, or the role of Default Host Management, depends on conditions",
            remedy)
        : Finding.failure(Check.NODE_ROLES, Reason.LASTING, cause, remedy);
  }

  private static boolean isAllowed(SimulatedRight right) {
    return right.decision() == SimulatedRight.Decision.ALLOWED && right.unknownKeys().isEmpty();
  }
}
