package org.sessionlogging.fakes.ssm;

/** One managed node, with an agent of these days. */
public final class FakeNode {
  public String ping = "Online";
  public String agentVersion = "3.3.1345.0";

  /** Name of the role that SSM tells: that of an activation, or of Default Host Management. */
  public String role;
}
