package org.sessionlogging.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessionlogging.domain.Examples;
import org.sessionlogging.domain.settings.AccountPrefix;

class BucketPolicyScopeTest {
  private static final String BUCKET = "central-session-logs";

  @Test
  void policyOfAnotherBucketHasNoScope() {
    PolicyDocument policy =
        BucketPolicy.of(
            Examples.central(AccountPrefix.ENFORCED, Optional.empty()),
            Examples.ORGANIZATION,
            Examples.BUCKET_KEY);
    assertThat(BucketPolicy.scope(policy, "central")).isEmpty();
  }

  @Test
  void policyWithoutTheMembersStatementHasNoScope() {
    assertThat(BucketPolicy.scope(PolicyDocument.of(), BUCKET)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:s3:::central-session-logs",
        "arn:aws:s3:::central-session-logs/",
        "arn:aws:s3:::central-session-logs/x",
        "arn:aws:s3:::central-session-logs/x*",
        "arn:aws:s3:::central-session-logs/x${aws:PrincipalAccount}/*",
        "*"
      })
  void resourceOfAnotherFormHasNoScope(String resource) {
    assertThat(BucketPolicy.scope(members(resource), BUCKET)).isEmpty();
  }

  @Test
  void severalResourcesHaveNoScope() {
    assertThat(BucketPolicy.scope(members("arn:aws:s3:::central-session-logs/*", "*"), BUCKET))
        .isEmpty();
  }

  @Test
  void organizationIsUnknownWhenNoneOrSeveralAreNamed() {
    Statement members =
        Statement.allow("MembersWriteLogs").resources("arn:aws:s3:::central-session-logs/*");
    Optional<BucketPolicy.Scope> unknown =
        Optional.of(
            new BucketPolicy.Scope(
                Optional.empty(), Examples.set(), AccountPrefix.OPTIONAL, Optional.empty()));
    assertThat(BucketPolicy.scope(PolicyDocument.of(members), BUCKET)).isEqualTo(unknown);
    assertThat(
            BucketPolicy.scope(
                PolicyDocument.of(members.when("StringEquals", "aws:PrincipalOrgID", "o-1", "o-2")),
                BUCKET))
        .isEqualTo(unknown);
  }

  private static PolicyDocument members(String... resources) {
    return PolicyDocument.of(Statement.allow("MembersWriteLogs").everyone().resources(resources));
  }
}
