package org.sessionlogging.member.policy;

import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.sessionlogging.kit.reconcile.Handle;
import org.sessionlogging.kit.reconcile.Step;

/**
 * Whether each of some roles has a policy, by the policy's own list, from which read has its roles,
 * too; a role that does not exist is left out. It is never taken from a role here: whoever attached
 * it keeps it.
 *
 * @param needed those that are looked at
 */
public record RoleAttachments(PolicyAttachments attachments, Supplier<NeededRoles> needed)
    implements Handle<SortedMap<String, Boolean>> {

  @Override
  public String name() {
    return "attachments to roles";
  }

  @Override
  public Optional<SortedMap<String, Boolean>> read() {
    SortedMap<String, Boolean> found = new TreeMap<>();
    SortedSet<String> attached = attachments.all().roleNames();
    for (String role : needed.get().all()) {
      if (attached.contains(role)) {
        found.put(role, true);
      } else if (attachments.isRole(role)) {
        found.put(role, false);
      }
    }
    return Optional.of(found);
  }

  /** Those of RoleNames that do not exist. */
  public SortedSet<String> missing() {
    return attachments.missing(needed.get().declared());
  }

  @Override
  public Step write(SortedMap<String, Boolean> value, Optional<SortedMap<String, Boolean>> live) {
    SortedMap<String, Boolean> missing = new TreeMap<>(value);
    missing.entrySet().removeAll(live.orElseThrow().entrySet());
    missing.keySet().forEach(attachments::attach);
    return Step.DONE;
  }
}
