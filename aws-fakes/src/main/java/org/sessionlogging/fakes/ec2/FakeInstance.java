package org.sessionlogging.fakes.ec2;

/** One instance. */
public final class FakeInstance {
  public String network = "vpc-1";

  /** ARN of its instance profile, if any. */
  public String profile;
}
