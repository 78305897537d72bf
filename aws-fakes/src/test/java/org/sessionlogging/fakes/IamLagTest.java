package org.sessionlogging.fakes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.sessionlogging.fakes.store.Lag;

/** What creations, changes and deletions of policies look like in the next seconds. */
class IamLagTest extends Lagging {
  private static final String POLICY = "arn:aws:iam::111122223333:policy/p";

  @Test
  void newPolicyAndNewRoleAreUnknownWhereTheyMeet() {
    aws.lag(Lag.of("iam AttachRolePolicy", 2));
    iam.createRole(it -> it.roleName("app"));
    iam.createPolicy(it -> it.policyName("p").policyDocument("{}"));

    assertThat(calls(3, () -> iam.attachRolePolicy(it -> it.policyArn(POLICY).roleName("app"))))
        .containsExactly("NoSuchEntity", "NoSuchEntity", "done");
  }

  @Test
  void detachedPolicyIsInUseForAWhile() {
    aws.iam().policy(POLICY, "{}");
    aws.iam().role("app").policies.add(POLICY);
    aws.lag(api -> 1);

    assertThat(calls(1, () -> iam.detachRolePolicy(it -> it.policyArn(POLICY).roleName("app"))))
        .containsExactly("done");
    assertThat(
            tries(
                2,
                () -> iam.listEntitiesForPolicy(it -> it.policyArn(POLICY)).policyRoles().size()))
        .containsExactly("1", "0");
    assertThat(calls(2, () -> iam.deletePolicy(it -> it.policyArn(POLICY))))
        .containsExactly("DeleteConflict", "done");
  }

  @Test
  void nameOfAPolicyIsTakenAtOnce() {
    aws.lag(api -> 4);
    iam.createPolicy(it -> it.policyName("p").policyDocument("{}"));

    assertThat(calls(1, () -> iam.createPolicy(it -> it.policyName("p").policyDocument("{}"))))
        .containsExactly("EntityAlreadyExists");
  }
}
