package org.sessionlogging.domain.judgement;

import java.util.List;

/**
 * What is known of a role that instances have.
 *
 * @param attached whether it has the policy
 * @param rights what the simulator says; none where it could not be asked
 * @param unasked why not; empty where it was
 */
public record RoleFacts(
    String name, boolean attached, List<SimulatedRight> rights, String unasked) {

  public RoleFacts {
    rights = List.copyOf(rights);
  }
}
