package org.sessionlogging.verification.look;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sessionlogging.aws.Pages;
import org.sessionlogging.domain.judgement.Endpoint;
import org.sessionlogging.domain.judgement.Finding;
import org.sessionlogging.domain.judgement.NetworkJudgement;
import org.sessionlogging.domain.judgement.NodeFacts.Node;
import org.sessionlogging.domain.judgement.NodeService;
import org.sessionlogging.domain.judgement.Shown;
import org.sessionlogging.domain.policy.PolicyDocument;
import org.sessionlogging.domain.settings.OrganizationId;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeVpcEndpointsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcEndpointsResponse;
import software.amazon.awssdk.services.ec2.model.VpcEndpoint;

/** The endpoints of the networks in which one account has managed nodes in one Region. */
record NetworkLook(Visit visit) {

  /** What is on its way out leads nowhere. */
  private static final Set<String> LEAVING = Set.of("deleting", "deleted");

  /** None where no node is managed. */
  List<Finding> findings() {
    Shown<List<Node>> nodes = new NodesLook(visit).nodes();
    if (nodes.value().filter(List::isEmpty).isPresent()) {
      return List.of();
    }
    return NetworkJudgement.of(
        new SessionLook(visit).wanted(),
        visit.log().organization().value().map(OrganizationId::text),
        nodes.then(it -> Asking.shown(() -> Optional.of(endpoints(it)))));
  }

  private List<Endpoint> endpoints(List<Node> nodes) {
    Set<String> networks =
        new InstancesLook(visit)
            .among(nodes).stream().flatMap(it -> it.network().stream()).collect(Collectors.toSet());
    return networks.isEmpty()
        ? List.of()
        : all()
            .filter(it -> networks.contains(it.vpcId()) && !LEAVING.contains(it.stateAsString()))
            .flatMap(it -> endpoint(it).stream())
            .toList();
  }

  private Stream<VpcEndpoint> all() {
    return Pages.of(
            token ->
                visit
                    .aws()
                    .call(
                        visit.ec2(),
                        DescribeVpcEndpointsRequest.builder().nextToken(token).build(),
                        Ec2Client::describeVpcEndpoints),
            DescribeVpcEndpointsResponse::nextToken)
        .flatMap(page -> page.vpcEndpoints().stream());
  }

  private static Optional<Endpoint> endpoint(VpcEndpoint found) {
    return NodeService.of(found.serviceName())
        .map(
            service ->
                new Endpoint(
                    found.vpcEndpointId(),
                    found.vpcId(),
                    service,
                    "Gateway".equals(found.vpcEndpointTypeAsString()),
                    region(found),
                    found.stateAsString(),
                    Boolean.TRUE.equals(found.privateDnsEnabled()),
                    Asking.shown(
                        () ->
                            Optional.ofNullable(found.policyDocument())
                                .map(PolicyDocument::parse))));
  }

  /** Told by itself since endpoints may lead to other Regions; the name has it always. */
  private static String region(VpcEndpoint endpoint) {
    String[] name = endpoint.serviceName().split("\\.", -1);
    return Optional.ofNullable(endpoint.serviceRegion()).orElse(name[name.length - 2]);
  }
}
