package org.sessionlogging.member.policy;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.sessionlogging.domain.settings.MemberLogging;
import org.sessionlogging.domain.settings.OnMissingRole;
import org.sessionlogging.kit.reconcile.Part;
import org.sessionlogging.kit.reconcile.Refused;

/** All roles that are declared have the policy, as far as they exist. */
public record RoleAttachmentsPart(RoleAttachments handle, MemberLogging logging)
    implements Part<SortedMap<String, Boolean>> {

  @Override
  public void check(Optional<SortedMap<String, Boolean>> live) {
    if (logging.onMissingRole() == OnMissingRole.FAIL) {
      logging.roleNames().stream()
          .filter(role -> !live.orElseThrow().containsKey(role))
          .findFirst()
          .ifPresent(this::refuse);
    }
  }

  private void refuse(String role) {
    throw Refused.invalid(
        "RoleNames names "
            + role
            + ", which is no role of account "
            + logging.place().account()
            + ": create the role first, leave it out, or set OnMissingRole to SKIP.");
  }

  @Override
  public SortedMap<String, Boolean> desired(Optional<SortedMap<String, Boolean>> live) {
    SortedMap<String, Boolean> all = new TreeMap<>();
    live.orElseThrow().keySet().forEach(role -> all.put(role, true));
    return all;
  }
}
