package org.sessionlogging.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sessionlogging.domain.policy.MemberPolicy;
import org.sessionlogging.domain.preferences.PreferencesDocument;
import org.sessionlogging.domain.settings.MemberKeys;
import org.sessionlogging.domain.settings.MemberLogging;
import org.sessionlogging.fakes.FakeAws;
import org.sessionlogging.fakes.iam.FakeRole;
import org.sessionlogging.fakes.ssm.FakeDocument;
import org.sessionlogging.verification.World.Run;

/** What is found in many organizations, and keeps no log from its place: nothing is wrong. */
class OrdinaryOrganizationTest {
  private static final String HERE = World.FIRST + " " + World.HERE + " ";

  private final World world = new World();

  private Run run(String... more) {
    String[] all = Arrays.copyOf(more, more.length + 2);
    all[more.length] = "--format";
    all[more.length + 1] = "json";
    return world.run(all);
  }

  /** The management account, which StackSets leave out, or a unit that OrganizationPaths do. */
  @Test
  void accountWithoutMemberAndNodesIsAWarning() {
    withoutMember();
    world.account(World.FIRST).ssm().nodesIn(World.HERE).clear();
    world.account(World.FIRST).ssm().sessionsIn(World.HERE).clear();
    world.account(World.FIRST).iam().roles.get("app").policies.clear();

    Run run = run("--regions", World.HERE);

    assertThat(run.found())
        .containsExactly("WARNING " + HERE + "preferences", "WARNING " + HERE + "registration");
    assertThat(run.status()).isZero();
  }

  @Test
  void nodesWithoutMemberAreWrong() {
    withoutMember();

    assertThat(run("--regions", World.HERE).found()).contains("FAILURE " + HERE + "preferences");
  }

  private void withoutMember() {
    world.account(World.FIRST).ssm().in(World.HERE).remove(MemberLogging.PREFERENCES_DOCUMENT);
    world.account(World.FIRST).cloudFormation(World.HERE).types.clear();
    world.account(World.FIRST).cloudFormation(World.HERE).resources.clear();
  }

  /** SessionKeyArn: NONE, for clients that can't encrypt: then the policy names no such key. */
  @Test
  void memberWithoutASessionKeyIsAWarning() {
    FakeAws account = world.account(World.FIRST);
    MemberLogging logging = World.member(World.FIRST, World.HERE);
    MemberKeys keys = new MemberKeys(World.BUCKET_KEY, Optional.empty());
    FakeDocument document = world.document(World.FIRST, World.HERE);
    document.defaultVersion =
        document.write(PreferencesDocument.of(logging.preferences(keys)).json());
    FakeRole app = account.iam().role("app");
    app.policies.forEach(it -> account.iam().policy(it, MemberPolicy.of(logging, keys).json()));

    Run run = run("--regions", World.HERE);

    assertThat(run.found()).containsExactly("WARNING " + HERE + "preferences");
    assertThat(run.out()).contains("sessions are not encrypted by a key");
  }

  /** The canary's role has Member's policy, and all but its uploads are denied to it. */
  @Test
  void roleOfTheCanaryIsNoRoleOfNodes() {
    for (String account : world.accounts.keySet()) {
      FakeRole app = world.account(account).iam().role("app");
      FakeRole canary = world.account(account).iam().role("SessionLoggingCanary");
      canary.path = "/session-logging/";
      canary.policies.addAll(app.policies);
      canary.boundary = "arn:aws:iam::aws:policy/ReadOnlyAccess";
    }

    assertThat(run().found()).isEmpty();
  }
}
