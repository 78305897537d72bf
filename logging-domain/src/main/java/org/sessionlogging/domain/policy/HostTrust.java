package org.sessionlogging.domain.policy;

/**
 * Whom the role of Default Host Management trusts: Systems Manager, which hands its credentials to
 * the instances of the account and Region that have it for their default. A condition is not
 * documented (Systems Manager user guide, "Managing EC2 instances automatically with Default Host
 * Management Configuration", Command line).
 */
public final class HostTrust {

  private HostTrust() {}

  /** The trust policy. */
  public static PolicyDocument document() {
    return PolicyDocument.of(
        Statement.allow("SystemsManager").service("ssm.amazonaws.com").actions("sts:AssumeRole"));
  }
}
