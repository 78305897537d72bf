package org.sessionlogging.member.hostmanagement;

import java.util.Optional;
import org.sessionlogging.domain.policy.HostTrust;
import org.sessionlogging.domain.policy.PolicyDocument;

/**
 * What is kept of the role that is made where Default Host Management is turned on.
 *
 * @param ours whether its tag says that this type has made it
 * @param trust whom it trusts
 * @param boundaryArn the policy that bounds it
 * @param manages whether it may do what Default Host Management does
 */
public record HostRoleSettings(
    boolean ours, Optional<PolicyDocument> trust, Optional<String> boundaryArn, boolean manages) {

  static HostRoleSettings of(Optional<String> boundaryArn) {
    return new HostRoleSettings(true, Optional.of(HostTrust.document()), boundaryArn, true);
  }
}
