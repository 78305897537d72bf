package org.sessionlogging.verification.look;

import java.util.List;
import java.util.Optional;
import org.sessionlogging.aws.Pages;
import org.sessionlogging.domain.judgement.Finding;
import org.sessionlogging.domain.judgement.NodeFacts;
import org.sessionlogging.domain.judgement.NodeFacts.Node;
import org.sessionlogging.domain.judgement.NodeJudgement;
import org.sessionlogging.domain.judgement.Shown;
import org.sessionlogging.domain.judgement.WantedAccess;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.DescribeInstanceInformationRequest;
import software.amazon.awssdk.services.ssm.model.DescribeInstanceInformationResponse;
import software.amazon.awssdk.services.ssm.model.InstanceInformation;

/** The managed nodes of one account in one Region. */
record NodesLook(Visit visit) {
  private static final int MOST_PER_PAGE = 50;

  List<Finding> findings() {
    WantedAccess wanted = new SessionLook(visit).wanted();
    Shown<List<Node>> nodes = nodes();
    return NodeJudgement.of(
        wanted,
        new NodeFacts(
            nodes, new NodeRolesLook(visit).roles(wanted, nodes.value().orElse(List.of()))));
  }

  Shown<List<Node>> nodes() {
    return Asking.shown(
        () ->
            Optional.of(
                Pages.of(this::page, DescribeInstanceInformationResponse::nextToken)
                    .flatMap(page -> page.instanceInformationList().stream())
                    .map(NodesLook::node)
                    .toList()));
  }

  private DescribeInstanceInformationResponse page(String token) {
    return visit
        .aws()
        .call(
            visit.ssm(),
            DescribeInstanceInformationRequest.builder()
                .maxResults(MOST_PER_PAGE)
                .nextToken(token)
                .build(),
            SsmClient::describeInstanceInformation);
  }

  /** The role may come with its path. */
  private static Node node(InstanceInformation found) {
    return new Node(
        found.instanceId(),
        Optional.ofNullable(found.pingStatusAsString()).orElse("unknown"),
        Optional.ofNullable(found.agentVersion()).orElse(""),
        Optional.ofNullable(found.iamRole())
            .filter(it -> !it.isEmpty())
            .map(it -> it.substring(it.lastIndexOf('/') + 1)));
  }
}
