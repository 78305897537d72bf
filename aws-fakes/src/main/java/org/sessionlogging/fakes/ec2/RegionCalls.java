package org.sessionlogging.fakes.ec2;

import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeRegionsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeRegionsResponse;
import software.amazon.awssdk.services.ec2.model.Region;

/** Which Regions the account has enabled; the same from each of them. */
interface RegionCalls extends Ec2Client {
  Ec2State state();

  /** Without AllRegions the enabled ones alone (API reference, DescribeRegions). */
  @Override
  default DescribeRegionsResponse describeRegions(DescribeRegionsRequest request) {
    return DescribeRegionsResponse.builder()
        .regions(
            state().enabledRegions.stream()
                .map(it -> Region.builder().regionName(it).build())
                .toList())
        .build();
  }
}
