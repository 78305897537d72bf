package org.sessionlogging.domain.judgement;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.sessionlogging.domain.policy.Certainty;
import org.sessionlogging.domain.policy.EndpointPolicy;
import org.sessionlogging.domain.settings.KeyArn;

/**
 * What endpoints let nodes do, by their policies.
 *
 * @param organization id of the one that members and log account are in, where known
 */
record Passage(WantedAccess wanted, Optional<String> organization) {

  Certainty through(Endpoint endpoint, NeededRight need) {
    return endpoint
        .policy()
        .map(
            it ->
                new EndpointPolicy(it, wanted.place().account(), context(endpoint))
                    .lets(need.action(), need.resource()))
        .orElse(Certainty.YES);
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
