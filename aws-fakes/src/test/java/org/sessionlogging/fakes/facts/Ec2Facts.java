package org.sessionlogging.fakes.facts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Region;

/** Regions, and instances that are gone. */
abstract class Ec2Facts {
  private static final String API = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/";

  private final AwsUnderTest aws;

  Ec2Facts(AwsUnderTest aws) {
    this.aws = aws;
  }

  @Test
  @Source(API + "API_DescribeRegions.html: the Regions that are enabled for your account")
  void enabledRegionsAreTheSameFromEachOfThem() {
    assertThat(aws.ec2(AwsUnderTest.HERE).describeRegions().regions())
        .extracting(Region::regionName)
        .contains(AwsUnderTest.HERE, AwsUnderTest.THERE)
        .containsExactlyInAnyOrderElementsOf(
            aws.ec2(AwsUnderTest.THERE).describeRegions().regions().stream()
                .map(Region::regionName)
                .toList());
  }

  @Test
  @Source(
      API
          + "API_DescribeInstances.html: instance IDs that are not valid are an error, filters that"
          + " match nothing are not")
  void filterByIdPassesOverInstancesThatAreGone() {
    Filter gone = Filter.builder().name("instance-id").values("i-0123456789abcdef0").build();

    assertThat(aws.ec2(AwsUnderTest.HERE).describeInstances(it -> it.filters(gone)).reservations())
        .isEmpty();
  }
}
