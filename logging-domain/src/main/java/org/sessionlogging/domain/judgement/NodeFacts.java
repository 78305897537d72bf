package org.sessionlogging.domain.judgement;

import java.util.List;
import java.util.Optional;

/**
 * What was found of the managed nodes of one account in one Region.
 *
 * @param roles those that serve nodes which answer, and have not Member's policy
 */
public record NodeFacts(Shown<List<Node>> nodes, Shown<List<Serving>> roles) {

  /**
   * A node that Systems Manager manages.
   *
   * @param id of an EC2 instance ({@code i-...}) or of anything else ({@code mi-...})
   * @param ping whether it answers, in the words of SSM: Online, ConnectionLost, Inactive
   * @param agentVersion its SSM Agent's; empty where SSM does not tell
   * @param role name of the role that SSM says it has: that of its activation, or of Default Host
   *     Management
   */
  public record Node(String id, String ping, String agentVersion, Optional<String> role) {

    /** Whether sessions can be started there now. */
    public boolean isOnline() {
      return ping.equals("Online");
    }
  }

  /**
   * A role of nodes.
   *
   * @param role what is known of it; empty for nodes of which AWS shows none
   * @param nodes their ids
   * @param manages whether it lets SSM manage an instance, asked where Default Host Management
   *     would step in (amazon-ssm-agent#610: the instance profile goes first, if it does)
   */
  public record Serving(
      Optional<RoleFacts> role, List<String> nodes, Optional<SimulatedRight> manages) {
    public Serving {
      nodes = List.copyOf(nodes);
    }
  }
}
