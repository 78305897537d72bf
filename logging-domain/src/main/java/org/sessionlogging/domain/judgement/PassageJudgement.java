package org.sessionlogging.domain.judgement;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.sessionlogging.domain.policy.Certainty;
import org.sessionlogging.domain.policy.EndpointPolicy;
import org.sessionlogging.domain.settings.KeyArn;

/**
 * Whether the policies of endpoints let nodes do what the agent does.
 *
 * @param organization id of the one that members and log account are in, where known
 */
record PassageJudgement(WantedAccess wanted, Optional<String> organization) {

  /** What is in the way at those that nodes go through; of all others the policy is idle. */
  List<Finding> findings(NodeService service, List<Endpoint> endpoints) {
    List<Endpoint> some = endpoints.stream().filter(Endpoint::isOnTheWay).toList();
    List<Finding> findings = new ArrayList<>();
    for (NeededRight need : service.needs(wanted)) {
      those(service, some, need, Certainty.NO)
          .map(it -> refused(service, it, need))
          .ifPresent(findings::add);
      those(service, some, need, Certainty.UNKNOWN)
          .map(it -> undecided(it, need))
          .ifPresent(findings::add);
    }
    return findings;
  }

  private Optional<Counted> those(
      NodeService service, List<Endpoint> some, NeededRight need, Certainty letsIt) {
    return Counted.among(
        some, it -> through(it, need) == letsIt, service + " endpoint", Endpoint::id);
  }

  private Certainty through(Endpoint endpoint, NeededRight need) {
    if (!endpoint.policy().isKnown()) {
      return Certainty.UNKNOWN;
    }
    return endpoint
        .policy()
        .value()
        .map(
            it ->
                new EndpointPolicy(it, wanted.place().account(), context(endpoint))
                    .lets(need.action(), need.resource()))
        .orElse(Certainty.YES);
  }

  private static Finding refused(NodeService service, Counted these, NeededRight need) {
    String cause = these + " whose policy does not let " + told(need) + " through";
    String remedy =
        "Allow in it what the agent does (docs/troubleshooting.md, networks), or give it back the policy that lets everything"
            + " through: aws ec2 modify-vpc-endpoint --reset-policy.";
    return service == NodeService.EC2MESSAGES
        ? Finding.warning(
            Check.ENDPOINTS, cause, remedy + " SSM Agent does without it from 3.3.40.0 on.")
        : Finding.failure(Check.ENDPOINTS, Reason.LASTING, cause, remedy);
  }

  private static Finding undecided(Counted these, NeededRight need) {
    return Finding.unproven(
        Check.ENDPOINTS,
        these + " of whose policy can't be told whether it lets " + told(need) + " through",
        "Start a session there, and see that its log arrives.");
  }

  private static String told(NeededRight need) {
    return need.resource().equals(EndpointPolicy.SOMETHING)
        ? need.action()
        : need.action() + " on " + need.resource();
  }

  /** Keys of nodes' calls (IAM user guide, "AWS global condition context keys"). */
  private Map<String, Optional<String>> context(Endpoint endpoint) {
    String caller = wanted.place().account();
    String owner =
        switch (endpoint.service()) {
          case S3 -> wanted.bucketKey().account();
          case KMS -> wanted.sessionKey().map(KeyArn::account).orElse(caller);
          default -> caller;
        };
    Map<String, Optional<String>> context = new HashMap<>();
    context.put("aws:principalaccount", Optional.of(caller));
    context.put("aws:resourceaccount", Optional.of(owner));
    context.put("s3:resourceaccount", Optional.of(owner));
    context.put("aws:sourcevpc", Optional.of(endpoint.vpc()));
    context.put("aws:sourcevpce", Optional.of(endpoint.id()));
    context.put("aws:securetransport", Optional.of("true"));
    context.put("aws:principalisawsservice", Optional.of("false"));
    context.put("aws:viaawsservice", Optional.of("false"));
    organization.ifPresent(
        id ->
            Stream.of("aws:principalorgid", "aws:resourceorgid")
                .forEach(key -> context.put(key, Optional.of(id))));
    return context;
  }
}
