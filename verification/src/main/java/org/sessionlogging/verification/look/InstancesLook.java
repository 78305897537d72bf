package org.sessionlogging.verification.look;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.sessionlogging.aws.Pages;
import org.sessionlogging.domain.judgement.NodeFacts.Node;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.IamInstanceProfile;
import software.amazon.awssdk.services.ec2.model.Instance;

/** The instances among the managed nodes of one account in one Region, as EC2 shows them. */
record InstancesLook(Visit visit) {
  private static final String INSTANCE = "i-";

  /** Values that a filter takes (EC2 user guide, "Find your Amazon EC2 resources"). */
  private static final int VALUES = 200;

  /**
   * One instance.
   *
   * @param network id of its virtual private cloud
   * @param profile name of its instance profile
   */
  record Placed(String id, Optional<String> network, Optional<String> profile) {
    private static Placed of(Instance instance) {
      return new Placed(
          instance.instanceId(),
          Optional.ofNullable(instance.vpcId()),
          Optional.ofNullable(instance.iamInstanceProfile())
              .map(IamInstanceProfile::arn)
              .map(it -> it.substring(it.lastIndexOf('/') + 1)));
    }
  }

  /**
   * Those that are there; asked for by filter, which passes over what is gone.
   *
   * @throws org.sessionlogging.aws.CallFailed when they are not shown
   */
  List<Placed> among(List<Node> nodes) {
    List<String> ids = nodes.stream().map(Node::id).filter(it -> it.startsWith(INSTANCE)).toList();
    return IntStream.iterate(0, it -> it < ids.size(), it -> it + VALUES)
        .mapToObj(it -> ids.subList(it, Math.min(it + VALUES, ids.size())))
        .flatMap(this::described)
        .map(Placed::of)
        .toList();
  }

  private Stream<Instance> described(List<String> ids) {
    return Pages.of(
            token ->
                visit
                    .aws()
                    .call(
                        visit.ec2(),
                        DescribeInstancesRequest.builder()
                            .filters(Filter.builder().name("instance-id").values(ids).build())
                            .nextToken(token)
                            .build(),
                        Ec2Client::describeInstances),
            DescribeInstancesResponse::nextToken)
        .flatMap(page -> page.reservations().stream())
        .flatMap(it -> it.instances().stream());
  }
}
