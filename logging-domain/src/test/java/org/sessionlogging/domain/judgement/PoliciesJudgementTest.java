package org.sessionlogging.domain.judgement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.domain.judgement.FoundLogAccount.shown;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sessionlogging.domain.Examples;
import org.sessionlogging.domain.judgement.LogAccountFacts.KeyFacts;
import org.sessionlogging.domain.policy.PolicyDocument;
import org.sessionlogging.domain.policy.Statement;
import org.sessionlogging.domain.settings.AccountPrefix;
import org.sessionlogging.domain.settings.KeyArn;
import org.sessionlogging.domain.settings.KeyPurpose;
import org.sessionlogging.domain.settings.OrganizationId;

/** The policies of bucket, keys and replicas, against what Central writes. */
class PoliciesJudgementTest {
  private static final Statement MINE =
      Statement.allow("Mine").everyone().actions("kms:*").resources("*");

  private final FoundLogAccount found = new FoundLogAccount();

  private static PolicyDocument and(PolicyDocument policy, Statement more) {
    List<Statement> statements = new ArrayList<>(policy.statements());
    statements.add(more);
    return PolicyDocument.of(statements);
  }

  private static PolicyDocument without(PolicyDocument policy, String sid) {
    return PolicyDocument.of(
        policy.statements().stream().filter(it -> !it.sid().orElse("").equals(sid)).toList());
  }

  @Test
  void statementsOfTheBucketsPolicyAreNamed() {
    PolicyDocument right = found.policy.value().orElseThrow();

    found.policy = shown(and(without(right, "RefusePlainHttp"), MINE));
    assertThat(found.only(Severity.FAILURE, Check.BUCKET_POLICY).cause())
        .isEqualTo(
            "the bucket's policy is not what Central writes: RefusePlainHttp is missing; Mine is added");

    found.policy =
        shown(
            PolicyDocument.parse(
                right.json().replace("\"aws:SecureTransport\":\"false\"", "\"aws:x\":\"false\"")));
    assertThat(found.only(Severity.FAILURE, Check.BUCKET_POLICY).cause())
        .endsWith(": RefusePlainHttp is changed");
  }

  @Test
  void bucketWithoutAPolicyIsWrong() {
    found.policy = Shown.of(Optional.empty());

    assertThat(found.told())
        .filteredOn(it -> it.severity() == Severity.FAILURE)
        .extracting(Finding::cause)
        .containsExactly("the bucket has no policy");
  }

  /** Nobody knows then what else is declared, so the keys' policies can't be judged. */
  @Test
  void policyOfAnotherOrganizationIsWrong() {
    found.organization = shown(new OrganizationId("o-zzzzzzzzzz"));
    assertThat(found.told())
        .extracting(it -> it.severity() + " " + it.check())
        .containsOnly("FAILURE bucket-policy", "UNPROVEN key-policy");

    found.organization = Shown.unknown("organizations DescribeOrganization failed: no");
    assertThat(found.told()).isEmpty();
  }

  @Test
  void policyThatNoDeclarationHasIsWrong() {
    PolicyDocument right = found.policy.value().orElseThrow();
    found.policy =
        shown(PolicyDocument.parse(right.json().replace(Examples.ORGANIZATION.text(), "o-*")));

    assertThat(found.told())
        .filteredOn(it -> it.severity() == Severity.FAILURE)
        .singleElement()
        .satisfies(it -> assertThat(it.cause()).contains("for any declaration"));
  }

  @Test
  void statementsOfAKeysPolicyAreNamed() {
    PolicyDocument right = found.policyOf(KeyPurpose.BUCKET);
    found.keys.put(
        KeyPurpose.BUCKET,
        shown(
            FoundLogAccount.key(
                Examples.BUCKET_KEY, and(without(right, "MembersEncryptLogs"), MINE))));

    assertThat(found.only(Severity.FAILURE, Check.KEY_POLICY).cause())
        .startsWith("the policy of " + Examples.BUCKET_KEY + " is not what Central writes")
        .endsWith(": MembersEncryptLogs is missing; Mine is added");
  }

  @Test
  void policyOfAReplicaIsLookedAt() {
    KeyArn there = Examples.SESSION_KEY.in("us-east-1");
    found.replicas.put(
        "us-east-1", FoundLogAccount.key(there, and(found.policyOf(KeyPurpose.SESSION), MINE)));

    assertThat(found.only(Severity.FAILURE, Check.KEY_POLICY).cause())
        .contains(there.toString(), "Mine is added");
  }

  @Test
  void oneKeyHasBothUses() {
    FoundLogAccount one = new FoundLogAccount();
    KeyFacts both =
        FoundLogAccount.key(
            Examples.BUCKET_KEY, one.policyOf(KeyPurpose.BUCKET, KeyPurpose.SESSION));
    one.keys.put(KeyPurpose.BUCKET, shown(both));
    one.keys.put(KeyPurpose.SESSION, shown(both));
    one.replicas.clear();

    assertThat(one.told()).isEmpty();
  }

  /** Whatever the lists say, all policies have to say the same. */
  @Test
  void listsOfReadersAndAdministratorsAreReadFromThePolicies() {
    String role = "arn:aws:iam::111111111111:role/";
    FoundLogAccount narrowed =
        new FoundLogAccount(
            Examples.narrowed(
                Examples.central(AccountPrefix.OPTIONAL, Optional.of("logs")),
                Set.of("o-exampleorg1/r-root/*"),
                Set.of(role + "reader"),
                Set.of(role + "administrator"),
                Set.of(role + "key-administrator")));
    assertThat(narrowed.told()).isEmpty();

    PolicyDocument loose =
        PolicyDocument.parse(
            narrowed
                .policyOf(KeyPurpose.SESSION)
                .json()
                .replace(role + "key-administrator", role + "somebody"));
    narrowed.replicas.put(
        "us-east-1", FoundLogAccount.key(Examples.SESSION_KEY.in("us-east-1"), loose));
    assertThat(narrowed.only(Severity.FAILURE, Check.KEY_POLICY).cause())
        .endsWith(": RefuseOtherKeyAdministrators is changed");
  }

  @Test
  void givenKeyHasToLetMembersUseItAndNoMore() {
    PolicyDocument own = found.policyOf(KeyPurpose.BUCKET);
    given(and(own, Statement.allow("Theirs").service("x.amazonaws.com").actions("kms:*")));
    assertThat(found.told()).isEmpty();

    given(without(own, "MembersEncryptLogs"));
    found.only(Severity.UNPROVEN, Check.KEY_POLICY);

    given(
        PolicyDocument.of(
            Statement.allow("Root")
                .principal("arn:aws:iam::111111111111:root")
                .actions("kms:*")
                .resources("*")));
    assertThat(found.only(Severity.FAILURE, Check.KEY_POLICY).remedy()).contains("docs/keys.md");
  }

  private void given(PolicyDocument policy) {
    found.ownKey = Optional.empty();
    found.keys.put(KeyPurpose.BUCKET, shown(FoundLogAccount.given(Examples.BUCKET_KEY, policy)));
  }

  @Test
  void keyThatMayBeGivenIsNotCalledWrong() {
    KeyFacts right = found.keys.get(KeyPurpose.BUCKET).value().orElseThrow();
    Shown<Boolean> untold = Shown.unknown("kms ListResourceTags failed: no");
    found.keys.put(
        KeyPurpose.BUCKET,
        shown(new KeyFacts(right.arn(), right.state(), right.rotates(), untold, right.policy())));
    assertThat(found.told()).isEmpty();

    found.keys.put(
        KeyPurpose.BUCKET,
        shown(
            new KeyFacts(
                right.arn(),
                right.state(),
                right.rotates(),
                untold,
                right.policy().map(it -> and(it, MINE)))));
    assertThat(found.only(Severity.UNPROVEN, Check.KEY_POLICY).cause())
        .isEqualTo("kms ListResourceTags failed: no");
  }
}
