package org.sessionlogging.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessionlogging.domain.settings.MemberTags;
import org.sessionlogging.fakes.store.AwsError;
import org.sessionlogging.verification.World.Run;

/** Roles that Member left out since they did not exist. */
class SkippedRolesLookTest {
  private final World world = new World();

  @BeforeEach
  void leaveOutTwo() {
    world
        .document(World.FIRST, World.THERE)
        .tags
        .putAll(MemberTags.ofSkippedRoles(new TreeSet<>(Set.of("batch", "Web,Api"))));
  }

  private Run run() {
    return world.run("--format", "json");
  }

  @Test
  void rolesThatStillDoNotExistAreFine() {
    assertThat(run().found()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"batch", "Web,Api"})
  void roleThatIsThereNowIsFound(String name) {
    assertThat(world.account(World.FIRST).iam().role(name).policies).isEmpty();

    Run run = run();

    assertThat(run.found())
        .containsExactly("WARNING " + World.FIRST + " " + World.THERE + " skipped-roles");
    assertThat(run.out()).contains("role " + name + " was left out since it did not exist");
  }

  /** Another Region's Member, or somebody, has given it the policy. */
  @Test
  void roleThatHasThePolicyIsFine() {
    world
        .account(World.FIRST)
        .iam()
        .role("batch")
        .policies
        .addAll(world.account(World.FIRST).iam().role("app").policies);

    assertThat(run().found()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"iam GetRole", "iam ListPolicies"})
  void whatMayNotBeLookedAtIsUnknown(String call) {
    world.journal.failAlways(call, AwsError.of(403, "AccessDenied", "not authorized"));

    assertThat(run().found())
        .allMatch(it -> it.startsWith("UNPROVEN"))
        .contains("UNPROVEN " + World.FIRST + " " + World.THERE + " skipped-roles");
  }
}
