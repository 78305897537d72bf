package org.sessionlogging.domain.judgement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sessionlogging.domain.Examples;
import org.sessionlogging.domain.judgement.NodeFacts.Node;
import org.sessionlogging.domain.judgement.NodeFacts.Serving;
import org.sessionlogging.domain.judgement.SimulatedRight.Decision;
import org.sessionlogging.domain.settings.KeyArn;
import org.sessionlogging.domain.settings.Preferences;

class NodeJudgementTest {
  private static final WantedAccess WANTED = wanted(Examples.KEYS.sessionKeyIn("us-east-1"));

  private static WantedAccess wanted(Optional<KeyArn> sessionKey) {
    return new WantedAccess(
        Examples.MEMBER,
        "central-session-logs",
        Examples.BUCKET_KEY,
        sessionKey,
        "222222222222/us-east-1",
        Preferences.NONE);
  }

  private static Node node(String ping, String version) {
    return new Node("i-1", ping, version, Optional.empty());
  }

  private static List<Finding> judged(WantedAccess wanted, Node node, Serving... roles) {
    return NodeJudgement.of(
        wanted,
        new NodeFacts(Shown.of(Optional.of(List.of(node))), Shown.of(Optional.of(List.of(roles)))));
  }

  @ParameterizedTest
  @CsvSource({
    "Online, 3.3.1345.0, PROVEN, PROVEN",
    "Online, 3.0.529.0, PROVEN, PROVEN",
    "Online, 3.0.99.0, WARNING, WARNING",
    "Online, 2.3.539.0, WARNING, WARNING",
    "Online, 2.3.538.9, FAILURE, WARNING",
    "Online, '', PROVEN, PROVEN",
    "Online, unheard-of, PROVEN, PROVEN",
    "ConnectionLost, 3.3.1345.0, WARNING, WARNING"
  })
  void agentsAndConnectionsAreJudged(
      String ping, String version, Severity encrypted, Severity plain) {
    assertThat(judged(WANTED, node(ping, version)).get(0).severity()).isEqualTo(encrypted);
    assertThat(judged(wanted(Optional.empty()), node(ping, version)).get(0).severity())
        .isEqualTo(plain);
  }

  @Test
  void whatIsNotShownIsUnproven() {
    Node node = node("Online", "3.3.1345.0");

    assertThat(
            NodeJudgement.of(
                WANTED, new NodeFacts(Shown.unknown("denied"), Shown.unknown("denied"))))
        .extracting(Finding::severity)
        .containsExactly(Severity.UNPROVEN);
    assertThat(
            NodeJudgement.of(
                WANTED,
                new NodeFacts(Shown.of(Optional.of(List.of(node))), Shown.unknown("denied"))))
        .extracting(Finding::severity)
        .containsExactly(Severity.PROVEN, Severity.UNPROVEN);
    assertThat(
            NodeJudgement.of(
                WANTED,
                new NodeFacts(Shown.of(Optional.of(List.of())), Shown.of(Optional.of(List.of())))))
        .extracting(Finding::cause)
        .containsExactly("no node is managed in this Region");
  }

  private static RoleFacts role(Decision decision, String... missing) {
    return new RoleFacts("web", false, List.of(right(decision, missing)), "");
  }

  private static SimulatedRight right(Decision decision, String... missing) {
    return new SimulatedRight(
        new NeededRight("s3:PutObject", "arn:aws:s3:::b/x", Map.of()), decision, List.of(missing));
  }

  private static Severity roles(Optional<RoleFacts> role, Optional<SimulatedRight> manages) {
    List<Finding> findings =
        judged(
            WANTED,
            node("Online", "3.3.1345.0"),
            new Serving(role, List.of("i-1", "i-2", "i-3", "i-4"), manages));
    assertThat(findings).hasSize(2);
    assertThat(findings.get(1).check()).isEqualTo(Check.NODE_ROLES);
    assertThat(findings.get(1).cause()).contains("4 nodes (i-1, i-2, i-3, ...)");
    return findings.get(1).severity();
  }

  @Test
  void rolesWithoutThePolicyAreJudgedByWhatTheyMayDo() {
    Optional<RoleFacts> lacking = Optional.of(role(Decision.NOT_ALLOWED));

    assertThat(roles(Optional.empty(), Optional.empty())).isEqualTo(Severity.UNPROVEN);
    assertThat(roles(lacking, Optional.empty())).isEqualTo(Severity.FAILURE);
    assertThat(roles(Optional.of(role(Decision.ALLOWED)), Optional.empty()))
        .isEqualTo(Severity.PROVEN);
    assertThat(roles(Optional.of(role(Decision.NOT_ALLOWED, "aws:x")), Optional.empty()))
        .isEqualTo(Severity.UNPROVEN);
    assertThat(
            roles(Optional.of(new RoleFacts("web", false, List.of(), "denied")), Optional.empty()))
        .isEqualTo(Severity.UNPROVEN);
  }

  @Test
  void instanceProfileGoesFirstIfItManages() {
    Optional<RoleFacts> lacking = Optional.of(role(Decision.NOT_ALLOWED));

    assertThat(roles(lacking, Optional.of(right(Decision.ALLOWED)))).isEqualTo(Severity.FAILURE);
    assertThat(roles(lacking, Optional.of(right(Decision.DENIED)))).isEqualTo(Severity.PROVEN);
    assertThat(roles(lacking, Optional.of(right(Decision.ALLOWED, "aws:x"))))
        .isEqualTo(Severity.UNPROVEN);
    assertThat(roles(lacking, Optional.of(right(Decision.NOT_ALLOWED, "aws:x"))))
        .isEqualTo(Severity.UNPROVEN);
  }
}
