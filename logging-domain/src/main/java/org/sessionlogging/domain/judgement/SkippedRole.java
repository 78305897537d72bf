package org.sessionlogging.domain.judgement;

import java.util.List;

/**
 * A role that Member left out since it did not exist.
 *
 * @param exists whether it does now
 * @param attached whether it has the policy all the same
 */
public record SkippedRole(String name, Shown<Boolean> exists, boolean attached) {

  /** One finding for each; none where none was left out. */
  public static List<Finding> judged(Shown<List<SkippedRole>> roles) {
    return roles.isKnown()
        ? roles.value().orElse(List.of()).stream().map(SkippedRole::finding).toList()
        : List.of(roles.unproven(Check.SKIPPED_ROLES));
  }

  private Finding finding() {
    return exists.judged(
        Check.SKIPPED_ROLES,
        is ->
            is.orElse(false) && !attached
                ? Finding.warning(
                    Check.SKIPPED_ROLES,
                    "role " + name + " was left out since it did not exist, and is there now",
                    "Update Member's stack with a changed tag, or its stack instance: then the role gets the policy.")
                : Finding.proven(
                    Check.SKIPPED_ROLES,
                    "role " + name + (attached ? " has the policy" : " does still not exist")));
  }
}
