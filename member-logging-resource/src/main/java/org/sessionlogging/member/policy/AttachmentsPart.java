package org.sessionlogging.member.policy;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.sessionlogging.domain.policy.MemberPolicy;
import org.sessionlogging.domain.settings.MemberLogging;
import org.sessionlogging.kit.reconcile.Part;
import org.sessionlogging.kit.reconcile.Refused;
import org.sessionlogging.kit.reconcile.Step;

/**
 * The roles that are declared and have the policy. Whoever else attached it to something keeps it.
 */
public final class AttachmentsPart implements Part<SortedSet<String>> {
  private final MemberPolicies policies;
  private final PolicyChanges changes;
  private final MemberLogging logging;
  private final String arn;

  public AttachmentsPart(MemberPolicies policies, PolicyChanges changes, MemberLogging logging) {
    this.policies = policies;
    this.changes = changes;
    this.logging = logging;
    this.arn = policies.arn(MemberPolicy.name(logging));
  }

  @Override
  public String name() {
    return "attachments to RoleNames";
  }

  @Override
  public Optional<SortedSet<String>> live() {
    SortedSet<String> attached = new TreeSet<>();
    for (String role : logging.roleNames()) {
      List<String> arns = policies.attachedTo(role).orElseThrow(() -> unknown(role));
      if (arns.contains(arn)) {
        attached.add(role);
      }
    }
    return Optional.of(attached);
  }

  private Refused unknown(String role) {
    return Refused.invalid(
        "RoleNames names "
            + role
            + ", which is no role of account "
            + logging.place().account()
            + ": create the role first, or leave it out.");
  }

  @Override
  public SortedSet<String> desired() {
    return logging.roleNames();
  }

  @Override
  public Step put(SortedSet<String> desired, Optional<SortedSet<String>> live) {
    desired.stream()
        .filter(role -> live.filter(attached -> attached.contains(role)).isEmpty())
        .forEach(role -> changes.attach(arn, role));
    return Step.DONE;
  }
}
