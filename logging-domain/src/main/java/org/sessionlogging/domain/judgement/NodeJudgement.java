package org.sessionlogging.domain.judgement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sessionlogging.domain.judgement.NodeFacts.Node;
import org.sessionlogging.domain.judgement.NodeFacts.Serving;

/** What was found of managed nodes means this. */
public final class NodeJudgement {
  /** Systems Manager API reference, InstanceInformation. */
  private static final Pattern VERSION = Pattern.compile("[0-9]{1,6}(\\.[0-9]{1,6}){2,3}");

  /** Sessions that a key encrypts (amazon-ssm-agent, RELEASENOTES.md). */
  private static final String WITH_SESSION_KEYS = "2.3.539.0";

  /**
   * The first since which uploads to an encrypted bucket are whole: with the bucket's own key
   * (3.0.502.0), mended (3.0.529.0), to another Region (2.3.1509.0) (amazon-ssm-agent,
   * RELEASENOTES.md).
   */
  private static final String WITH_BUCKET_KEYS = "3.0.529.0";

  private static final String UPDATE =
      "Update SSM Agent (aws ssm send-command --document-name AWS-UpdateSSMAgent).";

  private final WantedAccess wanted;
  private final NodeFacts facts;

  private NodeJudgement(WantedAccess wanted, NodeFacts facts) {
    this.wanted = wanted;
    this.facts = facts;
  }

  /** The findings in the order of {@link Check}, at least one for each that applies. */
  public static List<Finding> of(WantedAccess wanted, NodeFacts facts) {
    return new NodeJudgement(wanted, facts).findings();
  }

  private List<Finding> findings() {
    List<Node> nodes = facts.nodes().value().orElse(List.of());
    if (nodes.isEmpty()) {
      return List.of(
          facts
              .nodes()
              .judged(
                  Check.NODES,
                  none -> Finding.proven(Check.NODES, "no node is managed in this Region")));
    }
    List<Finding> findings = new ArrayList<>(nodes(nodes));
    List<Serving> roles = facts.roles().value().orElse(List.of());
    if (roles.isEmpty()) {
      findings.add(
          facts
              .roles()
              .judged(
                  Check.NODE_ROLES,
                  none -> Finding.proven(Check.NODE_ROLES, "the nodes' roles have the policy")));
    }
    roles.forEach(it -> findings.add(NodeRoleJudgement.of(it)));
    return findings;
  }

  private List<Finding> nodes(List<Node> nodes) {
    boolean encrypted = wanted.sessionKey().isPresent();
    List<Finding> wrong =
        Stream.of(
                found(
                    nodes,
                    it -> encrypted && isOlder(it, WITH_SESSION_KEYS),
                    of ->
                        Finding.failure(
                            Check.NODES,
                            Reason.LASTING,
                            of
                                + " with an SSM Agent below "
                                + WITH_SESSION_KEYS
                                + ", which knows no session keys: sessions are refused",
                            UPDATE)),
                found(
                    nodes,
                    it ->
                        isOlder(it, WITH_BUCKET_KEYS)
                            && !(encrypted && isOlder(it, WITH_SESSION_KEYS)),
                    of ->
                        Finding.warning(
                            Check.NODES,
                            of
                                + " with an SSM Agent below "
                                + WITH_BUCKET_KEYS
                                + ", which may fail to write to an encrypted bucket",
                            UPDATE)),
                found(
                    nodes,
                    it -> !it.isOnline(),
                    of ->
                        Finding.warning(
                            Check.NODES,
                            of + " not online: they can't be reached, and leave no log",
                            "See whether the agent runs, has a role, and reaches ssm and ssmmessages (docs/troubleshooting.md,"
                                + " networks). What is terminated goes by itself.")))
            .flatMap(Optional::stream)
            .toList();
    return wrong.isEmpty()
        ? List.of(
            Finding.proven(Check.NODES, "all nodes answer, with an SSM Agent that can write logs"))
        : wrong;
  }

  private static Optional<Finding> found(
      List<Node> nodes, Predicate<Node> wrong, Function<Counted, Finding> say) {
    return Counted.among(nodes, wrong, "node", Node::id).map(say);
  }

  private static boolean isOlder(Node node, String version) {
    return VERSION.matcher(node.agentVersion()).matches()
        && Arrays.compare(numbers(node.agentVersion()), numbers(version)) < 0;
  }

  private static int[] numbers(String version) {
    return Stream.of(version.split("\\.", -1)).mapToInt(Integer::parseInt).toArray();
  }
}
