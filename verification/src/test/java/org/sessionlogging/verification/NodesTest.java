package org.sessionlogging.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sessionlogging.fakes.ssm.FakeNode;
import org.sessionlogging.verification.World.Run;

/** Managed nodes and the roles that serve them, in one account and Region. */
class NodesTest {
  private static final String CORE = "arn:aws:iam::" + World.FIRST + ":policy/core";
  private static final String NODES = World.FIRST + " " + World.HERE + " nodes";
  private static final String ROLES = World.FIRST + " " + World.HERE + " node-roles";

  private final World world = new World();

  private FakeNode node(String id) {
    return world
        .account(World.FIRST)
        .ssm()
        .nodesIn(World.HERE)
        .computeIfAbsent(id, it -> new FakeNode());
  }

  /** An instance whose profile has a role. */
  private FakeNode node(String id, String role) {
    world.account(World.FIRST).iam().role(role);
    world.account(World.FIRST).iam().profiles.put(role, role);
    world.account(World.FIRST).ec2().instance(World.HERE, id).profile =
        "arn:aws:iam::" + World.FIRST + ":instance-profile/" + role;
    return node(id);
  }

  private void grant(String role, String statement) {
    world
        .account(World.FIRST)
        .iam()
        .policy(CORE, "{\"Version\":\"2012-10-17\",\"Statement\":[" + statement + "]}");
    world.account(World.FIRST).iam().role(role).policies.add(CORE);
  }

  private void hostManagement(String role) {
    world.account(World.FIRST).iam().role(role);
    world.account(World.FIRST).ssm().settingsIn(World.HERE).put(World.HOST_MANAGEMENT, role);
  }

  private Run run() {
    return world.run("--format", "json");
  }

  @Test
  void agentsTooOldForSessionKeysRefuseSessions() {
    node(World.NODE).agentVersion = "2.3.50.0";
    Run run = run();

    assertThat(VerifyTest.found(run)).containsExactly("FAILURE " + NODES);
    assertThat(run.out()).contains("1 node (" + World.NODE + ") with an SSM Agent below 2.3.539.0");
  }

  @Test
  void agentsTooOldForEncryptedBucketsMayLoseLogs() {
    node(World.NODE).agentVersion = "3.0.99.0";

    assertThat(VerifyTest.found(run())).containsExactly("WARNING " + NODES);
  }

  @Test
  void nodesThatDoNotAnswerAreCountedAndAFewNamed() {
    IntStream.range(1, 6)
        .mapToObj(it -> node("i-" + it, "app"))
        .forEach(it -> it.ping = "ConnectionLost");
    Run run = run();

    assertThat(VerifyTest.found(run)).containsExactly("WARNING " + NODES);
    assertThat(run.out()).contains("5 nodes (i-1, i-2, i-3, ...) not online");
  }

  @Test
  void ofNodesThatDoNotAnswerNoRoleIsLookedAt() {
    node("i-gone").ping = "ConnectionLost";

    assertThat(VerifyTest.found(run())).containsExactly("WARNING " + NODES);
    world.account(World.FIRST).ssm().nodesIn(World.HERE).remove(World.NODE);
    assertThat(VerifyTest.found(run())).containsExactly("WARNING " + NODES);
  }

  @Test
  void roleThatLacksTheFirstRightIsNotAskedForTheOthers() {
    node("i-1", "web");
    run();
    World healthy = new World();
    healthy.run();

    assertThat(simulations(world)).isEqualTo(simulations(healthy) + 1);
  }

  private static int simulations(World world) {
    return Collections.frequency(world.journal.calls(), "iam SimulatePrincipalPolicy");
  }

  @Test
  void rolesWithoutThePolicyAreOneFindingEach() {
    node("i-1", "web");
    node("i-2", "web");
    node("mi-3").role = "plant";
    world.account(World.FIRST).iam().role("plant");
    Run run = run();

    assertThat(VerifyTest.found(run)).containsExactly("FAILURE " + ROLES, "FAILURE " + ROLES);
    assertThat(run.out())
        .contains(
            "1 node (mi-3) with role plant without the policy: s3:GetEncryptionConfiguration of role plant on",
            "2 nodes (i-1, i-2) with role web without the policy",
            "Name the role in RoleNames of Member");
  }

  @Test
  void policyOfTheTeamsOwnIsAsGood() {
    node("i-1", "web");
    grant("web", "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}");

    assertThat(VerifyTest.found(run())).isEmpty();
  }

  @Test
  void profileThatDoesNotManageLeavesTheNodeToDefaultHostManagement() {
    hostManagement("app");
    node("i-1", "web");

    assertThat(VerifyTest.found(run())).isEmpty();
  }

  @Test
  void profileThatManagesGoesBeforeDefaultHostManagement() {
    hostManagement("app");
    node("i-1", "web");
    grant(
        "web",
        "{\"Effect\":\"Allow\",\"Action\":\"ssm:UpdateInstanceInformation\",\"Resource\":\"*\"}");

    assertThat(VerifyTest.found(run())).containsExactly("FAILURE " + ROLES);
  }

  @Test
  void profileThatManagesOnConditionsIsUndecided() {
    hostManagement("app");
    node("i-1", "web");
    grant(
        "web",
        "{\"Effect\":\"Allow\",\"Action\":\"ssm:UpdateInstanceInformation\",\"Resource\":\"*\","
            + "\"Condition\":{\"StringEquals\":{\"aws:SourceVpc\":\"vpc-1\"}}}");

    assertThat(VerifyTest.found(run())).containsExactly("UNPROVEN " + ROLES);
  }

  @Test
  void nodeOfDefaultHostManagementHasNoProfile() {
    hostManagement("app");
    node("i-1").role = "app";
    node("i-2");

    assertThat(VerifyTest.found(run())).isEmpty();
  }

  @Test
  void nodeWhoseRoleAwsDoesNotShowIsUnknown() {
    node("i-1");
    node("i-2", "gone");
    world.account(World.FIRST).iam().profiles.remove("gone");
    node("i-3", "");
    Run run = run();

    assertThat(VerifyTest.found(run)).containsExactly("UNPROVEN " + ROLES);
    assertThat(run.out()).contains("AWS does not show which role 3 nodes (i-1, i-2, i-3) have");
  }

  @Test
  void withoutNodesNothingElseIsAsked() {
    world.accounts.values().forEach(it -> it.ssm().nodes.clear());

    assertThat(VerifyTest.found(run())).isEmpty();
    assertThat(world.journal.calls())
        .doesNotContain("ec2 DescribeInstances", "ec2 DescribeVpcEndpoints");
  }

  @Test
  void manyNodesAreAskedForTwoHundredAtATime() {
    IntStream.range(1000, 1300).forEach(it -> node("i-" + it, "app"));

    assertThat(VerifyTest.found(run())).isEmpty();
  }
}
