package org.sessionlogging.member;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.sessionlogging.domain.policy.MemberPolicy;
import org.sessionlogging.domain.settings.DefaultRole;
import org.sessionlogging.domain.settings.MemberKeys;
import org.sessionlogging.domain.settings.MemberLogging;
import org.sessionlogging.domain.settings.OnMissingRole;
import org.sessionlogging.kit.reconcile.Part;
import org.sessionlogging.member.document.DocumentTagsPart;
import org.sessionlogging.member.document.PreferencesPart;
import org.sessionlogging.member.document.SessionDocument;
import org.sessionlogging.member.hostmanagement.FormerHostRolePart;
import org.sessionlogging.member.hostmanagement.HostManagementPart;
import org.sessionlogging.member.hostmanagement.HostManagementPlan;
import org.sessionlogging.member.hostmanagement.HostRolePart;
import org.sessionlogging.member.parameter.PolicyArnParameter;
import org.sessionlogging.member.parameter.PolicyArnPart;
import org.sessionlogging.member.policy.FormerPoliciesPart;
import org.sessionlogging.member.policy.HeldPolicies;
import org.sessionlogging.member.policy.ManagedPolicy;
import org.sessionlogging.member.policy.MemberPolicies;
import org.sessionlogging.member.policy.NeededRoles;
import org.sessionlogging.member.policy.PolicyPart;
import org.sessionlogging.member.policy.RegionMarkPart;
import org.sessionlogging.member.policy.RoleAttachments;
import org.sessionlogging.member.policy.RoleAttachmentsPart;

/** The one list of what Member owns, in the order in which it is put. */
record MemberParts(
    SessionDocument document,
    MemberPolicies policies,
    PolicyArnParameter parameter,
    MemberHosts hosts,
    MemberLogging logging,
    MemberKeys keys,
    Optional<String> request) {

  /** What sessions need first, what nothing needs any more last. */
  List<Part<?>> inOrder() {
    String region = logging.place().region();
    HeldPolicies held = new HeldPolicies(policies, region);
    ManagedPolicy policy = policies.named(MemberPolicy.name(logging, keys));
    HostManagementPlan plan = hosts.plan(logging.hostManagement());
    Supplier<NeededRoles> needed = () -> new NeededRoles(logging.roleNames(), plan.roleName());
    RoleAttachments roles = new RoleAttachments(policy.attachments(), needed);
    return List.of(
        document.life().departed(),
        // The agent refuses sessions when preferences are in force that it has no permission for,
        // so the permission comes first, and the former one goes only when nothing needs it.
        new PolicyPart(policy, logging, keys, needed),
        new HostRolePart(hosts.ownRole(), plan, logging.tags(), document.progress()),
        new RoleAttachmentsPart(roles, logging, plan::turnsOn),
        new PreferencesPart(document, logging, keys, request, () -> held.inUse().isPresent()),
        // A document bears its memory from birth; what else its tags say needs a document.
        new DocumentTagsPart(
            document.tags(), logging, keys, () -> skipped(roles), () -> isTurnedOn(plan)),
        // The document remembers by then that it was off, and the role has the policy.
        new HostManagementPart(plan),
        new RegionMarkPart(policy, region, needed),
        // Other stacks are told of the policy that is in use before the former one goes.
        new PolicyArnPart(parameter, logging, policy.arn()),
        new FormerPoliciesPart(held, policy.arn()),
        // A role that has policies can't go.
        new FormerHostRolePart(hosts.roleRemoval(), () -> letsGo(plan)),
        document.claim().listed());
  }

  private boolean isTurnedOn(HostManagementPlan plan) {
    return plan.turnsOn() || (hosts.isTurnedOnHere() && !hosts.roleRemoval().isOver());
  }

  private boolean letsGo(HostManagementPlan plan) {
    return (hosts.isTurnedOnHere() && !plan.turnsOn())
        || (hosts.useOwnRole() && !plan.roleName().equals(DefaultRole.OURS.name()));
  }

  private SortedSet<String> skipped(RoleAttachments roles) {
    return logging.onMissingRole() == OnMissingRole.SKIP ? roles.missing() : new TreeSet<>();
  }
}
