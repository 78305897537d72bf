package org.sessionlogging.domain.judgement;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What the endpoints of networks with managed nodes mean for their sessions. Where there is none,
 * nodes go another way, of which nothing is said.
 */
public final class NetworkJudgement {
  private final WantedAccess wanted;
  private final PassageJudgement nodes;
  private final List<Endpoint> endpoints;

  private NetworkJudgement(
      WantedAccess wanted, Optional<String> organization, List<Endpoint> endpoints) {
    this.wanted = wanted;
    this.nodes = new PassageJudgement(wanted, organization);
    this.endpoints = endpoints;
  }

  /**
   * The findings, at least one for each check that applies.
   *
   * @param organization id of the organization that members and log account are in, where known
   */
  public static List<Finding> of(
      WantedAccess wanted, Optional<String> organization, Shown<List<Endpoint>> endpoints) {
    List<Finding> wrong =
        new NetworkJudgement(wanted, organization, endpoints.value().orElse(List.of())).wrong();
    return wrong.isEmpty()
        ? List.of(
            endpoints.judged(
                Check.ENDPOINTS,
                all -> Finding.proven(Check.ENDPOINTS, "nothing at endpoints is in the way")))
        : wrong;
  }

  private List<Finding> wrong() {
    List<Finding> wrong = new ArrayList<>();
    for (NodeService service : NodeService.values()) {
      List<Endpoint> some =
          endpoints.stream()
              .filter(it -> it.service() == service)
              .filter(it -> it.region().equals(service.region(wanted)))
              .toList();
      found(service, some, it -> !it.isAvailable()).map(this::notAvailable).ifPresent(wrong::add);
      found(service, some, this::isGoneAround).map(this::goneAround).ifPresent(wrong::add);
      wrong.addAll(nodes.findings(service, some));
    }
    trapped().ifPresent(wrong::add);
    return wrong;
  }

  private static Optional<Counted> found(
      NodeService service, List<Endpoint> some, Predicate<Endpoint> wrong) {
    return Counted.among(some, wrong, service + " endpoint", Endpoint::id);
  }

  private Finding notAvailable(Counted these) {
    return Finding.warning(
        Check.ENDPOINTS,
        these + " not available",
        "See why (aws ec2 describe-vpc-endpoints: State, LastError), accept, repair or delete: until then nodes need another"
            + " way to the service.");
  }

  /** S3 is asked through the gateway where there is one beside it. */
  private boolean isGoneAround(Endpoint endpoint) {
    return !endpoint.gateway()
        && !endpoint.privateDns()
        && endpoints.stream()
            .noneMatch(
                it ->
                    it.gateway()
                        && it.service() == endpoint.service()
                        && it.vpc().equals(endpoint.vpc()));
  }

  private Finding goneAround(Counted these) {
    return Finding.warning(
        Check.ENDPOINTS,
        these
            + " with private DNS off: the agent asks for the service's public name, which does not lead there",
        "Turn it on (aws ec2 modify-vpc-endpoint --private-dns-enabled), unless a hosted zone of your own leads there, or"
            + " nodes have another way.");
  }

  /** Nodes whose only endpoints for S3 lead to other Regions than the bucket's. */
  private Optional<Finding> trapped() {
    String region = NodeService.S3.region(wanted);
    List<Endpoint> toS3 =
        endpoints.stream()
            .filter(it -> it.service() == NodeService.S3 && it.isAvailable())
            .toList();
    Set<String> networks = new TreeSet<>();
    toS3.forEach(it -> networks.add(it.vpc()));
    toS3.stream().filter(it -> it.region().equals(region)).forEach(it -> networks.remove(it.vpc()));
    return networks.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Finding.warning(
                Check.BUCKET_REGION,
                new Counted("network", List.copyOf(networks))
                    + " with endpoints for S3, none of which leads to "
                    + region
                    + ", where the bucket is",
                BucketJudgement.WAYS_OUT));
  }
}
