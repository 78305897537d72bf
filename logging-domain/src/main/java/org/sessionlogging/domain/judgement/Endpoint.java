package org.sessionlogging.domain.judgement;

import org.sessionlogging.domain.policy.PolicyDocument;

/**
 * An endpoint of a virtual private cloud in which there are managed nodes.
 *
 * @param gateway whether it is a gateway endpoint: it leads where routes do, and has no DNS
 * @param region of the service that it leads to
 * @param state in the words of EC2; {@code available} when it can be used
 * @param privateDns whether the service's public name leads to it
 * @param policy empty where it has none, and so lets everything through; unknown where its text is
 *     no policy
 */
public record Endpoint(
    String id,
    String vpc,
    NodeService service,
    boolean gateway,
    String region,
    String state,
    boolean privateDns,
    Shown<PolicyDocument> policy) {
  private static final String AVAILABLE = "available";

  boolean isAvailable() {
    return state.equalsIgnoreCase(AVAILABLE);
  }

  /** Whether the public name of its service leads to it, which is what the agent asks for. */
  boolean isOnTheWay() {
    return isAvailable() && (gateway || privateDns);
  }
}
