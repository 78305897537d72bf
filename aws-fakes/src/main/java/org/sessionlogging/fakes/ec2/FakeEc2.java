package org.sessionlogging.fakes.ec2;

import java.util.List;
import java.util.Map;
import org.sessionlogging.fakes.store.AwsError;
import org.sessionlogging.fakes.store.Page;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcEndpointsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcEndpointsResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.Reservation;
import software.amazon.awssdk.services.ec2.model.VpcEndpoint;

/** EC2 of one account in one Region. */
public record FakeEc2(Ec2State state, String region) implements RegionCalls {
  private static final int VALUES = 200;

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}

  /**
   * Those that a filter by id names, one reservation each; ids of instances that are gone are
   * passed over (API reference, DescribeInstances; at most 200 values: EC2 user guide, "Find your
   * Amazon EC2 resources", FilterLimitExceeded).
   */
  @Override
  public DescribeInstancesResponse describeInstances(DescribeInstancesRequest request) {
    Filter ids = request.filters().get(0);
    if (request.filters().size() > 1 || !ids.name().equals("instance-id")) {
      throw AwsError.of(400, "InvalidParameterValue", "The filter is invalid.");
    }
    if (ids.values().size() > VALUES) {
      throw AwsError.of(
          400, "FilterLimitExceeded", "The maximum number of filter values is " + VALUES + ".");
    }
    List<Reservation> found =
        state.instancesIn(region).entrySet().stream()
            .filter(it -> ids.values().contains(it.getKey()))
            .map(it -> Reservation.builder().instances(described(it)).build())
            .toList();
    Page<Reservation> page = Page.of(found, request.nextToken(), request.maxResults());
    return DescribeInstancesResponse.builder()
        .reservations(page.items())
        .nextToken(page.next())
        .build();
  }

  private static Instance described(Map.Entry<String, FakeInstance> named) {
    FakeInstance instance = named.getValue();
    Instance.Builder described =
        Instance.builder().instanceId(named.getKey()).vpcId(instance.network);
    if (instance.profile != null) {
      described.iamInstanceProfile(it -> it.arn(instance.profile));
    }
    return described.build();
  }

  /**
   * All of them, pages of any length (API reference, DescribeVpcEndpoints). The service's Region is
   * told of those that lead elsewhere.
   */
  @Override
  public DescribeVpcEndpointsResponse describeVpcEndpoints(DescribeVpcEndpointsRequest request) {
    Page<Map.Entry<String, FakeEndpoint>> page =
        Page.of(
            List.copyOf(state.endpointsIn(region).entrySet()),
            request.nextToken(),
            request.maxResults());
    return DescribeVpcEndpointsResponse.builder()
        .vpcEndpoints(page.as(it -> described(it.getKey(), it.getValue())))
        .nextToken(page.next())
        .build();
  }

  private static VpcEndpoint described(String id, FakeEndpoint endpoint) {
    return VpcEndpoint.builder()
        .vpcEndpointId(id)
        .vpcId(endpoint.network)
        .serviceName(endpoint.serviceName)
        .serviceRegion(endpoint.serviceRegion)
        .vpcEndpointType(endpoint.type)
        .state(endpoint.state)
        .privateDnsEnabled(endpoint.privateDns)
        .policyDocument(endpoint.policy)
        .build();
  }
}
