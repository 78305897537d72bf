package org.sessionlogging.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sessionlogging.domain.Examples;
import org.sessionlogging.domain.settings.AccountPrefix;
import org.sessionlogging.domain.settings.CentralLogging;
import org.sessionlogging.domain.settings.KeyPurpose;
import org.sessionlogging.domain.settings.Wildcards;

/** What the policies leave to IAM of the log account. */
class UndoingTest {
  private static final String ROLES = "arn:aws:iam::111111111111:role/";
  private static final CentralLogging OPEN =
      Examples.central(AccountPrefix.ENFORCED, Optional.empty());

  private static Undoing undoing(CentralLogging central) {
    return new Undoing(
        central.place(),
        Optional.of(BucketPolicy.of(central, Examples.ORGANIZATION, Examples.BUCKET_KEY)),
        Stream.of(KeyPurpose.values())
            .map(it -> KeyPolicies.of(Set.of(it), central, Examples.ORGANIZATION))
            .toList());
  }

  private static CentralLogging administered(Set<String> logs, Set<String> keys) {
    return Examples.narrowed(OPEN, Set.of(), Set.of(), logs, keys);
  }

  /** One list: what administrators alone may do, each family by names that belong to it. */
  @Test
  void actionsAreThoseOfTheAdministratorsWithoutWildcards() {
    List<String> loosening =
        Stream.concat(BucketPolicy.LOOSENING.stream(), KeyPolicies.LOOSENING.stream()).toList();

    assertThat(Undoing.actions())
        .noneMatch(it -> it.contains("*"))
        .allMatch(it -> Wildcards.anyMatches(loosening, it, false));
    assertThat(loosening)
        .allMatch(
            family ->
                Undoing.actions().stream()
                    .anyMatch(it -> Wildcards.anyMatches(Set.of(family), it, false)));
  }

  @Test
  void everythingIsLeftToIamWhereNobodyIsNamed() {
    assertThat(undoing(OPEN).leftToIam(ROLES + "app")).isEqualTo(Undoing.actions());
    assertThat(new Undoing(OPEN.place(), Optional.empty(), List.of()).leftToIam(ROLES + "app"))
        .isEqualTo(Undoing.actions());
  }

  @Test
  void ownRolesAndDeclaredAdministratorsAreMeantTo() {
    assertThat(undoing(OPEN).leftToIam(ROLES + "session-logging/Central")).isEmpty();

    Undoing named = undoing(administered(Set.of(ROLES + "admin-*"), Set.of(ROLES + "keys")));
    assertThat(named.leftToIam(ROLES + "admin-1")).isEmpty();
    assertThat(named.leftToIam(ROLES + "keys")).isEmpty();
  }

  @Test
  void whatThePoliciesRefuseIsLeftToNobody() {
    assertThat(undoing(administered(Set.of(ROLES + "admin"), Set.of())).leftToIam(ROLES + "app"))
        .isEmpty();

    assertThat(undoing(administered(Set.of(), Set.of(ROLES + "keys"))).leftToIam(ROLES + "app"))
        .isNotEmpty()
        .allMatch(it -> it.startsWith("s3:"));
  }

  /** A Deny on a condition of another kind holds for some calls alone. */
  @Test
  void otherDeniesAreNotCounted() {
    Statement deny = Statement.deny("X").everyone().actions("s3:*").resources("*");
    for (Statement some :
        List.of(
            deny.when("Bool", "aws:SecureTransport", "false"),
            deny.when("ArnNotLike", "aws:SourceArn", "x"),
            deny.when("ArnNotLike", "aws:PrincipalArn", ROLES + "app"),
            Statement.deny("X").principal("111111111111").actions("s3:*").resources("*"))) {
      assertThat(
              new Undoing(OPEN.place(), Optional.of(PolicyDocument.of(some)), List.of())
                  .leftToIam(ROLES + "app"))
          .contains("s3:DeleteObject");
    }
  }
}
