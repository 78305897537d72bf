package org.sessionlogging.fakes.ec2;

/** EC2 of one account in one Region. */
public record FakeEc2(Ec2State state, String region) implements RegionCalls {
  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}
