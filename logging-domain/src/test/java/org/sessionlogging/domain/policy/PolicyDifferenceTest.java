package org.sessionlogging.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Policies that differ, in words. */
class PolicyDifferenceTest {
  private static final Statement ONE = Statement.allow("One").actions("s3:a", "s3:b");
  private static final Statement TWO = Statement.deny("Two").actions("s3:c");

  private static String difference(PolicyDocument wanted, PolicyDocument live) {
    return new PolicyDifference(wanted, live).toString();
  }

  @Test
  void sameMeaningIsNoDifference() {
    assertThat(
            difference(
                PolicyDocument.of(ONE, TWO),
                PolicyDocument.of(TWO, Statement.allow("One").actions("s3:b", "s3:a"))))
        .isEmpty();
  }

  @Test
  void statementsAreNamedByWhatBecameOfThem() {
    PolicyDocument live =
        PolicyDocument.of(
            ONE.actions("s3:*"),
            new Statement(Statement.allow("").actions("s3:d").content().without("Sid")));

    assertThat(difference(PolicyDocument.of(ONE, TWO, TWO.named("Three")), live))
        .isEqualTo("Three, Two are missing; One is changed; a statement without an id is added");
  }

  @Test
  void versionCounts() {
    PolicyDocument wanted = PolicyDocument.of(ONE);
    assertThat(
            difference(
                wanted, PolicyDocument.parse(wanted.json().replace("2012-10-17", "2008-10-17"))))
        .isEqualTo("another Version or Id");
  }
}
