package org.sessionlogging.fakes.ec2;

import java.util.SortedSet;

/**
 * EC2 of one account.
 *
 * @param enabledRegions those that can be used
 */
public record FakeEc2(SortedSet<String> enabledRegions) implements RegionCalls {
  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}
