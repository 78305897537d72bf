package org.sessionlogging.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;
import org.sessionlogging.domain.Examples;
import org.sessionlogging.domain.GeneratedSettings;
import org.sessionlogging.domain.Law;
import org.sessionlogging.domain.settings.AccountPrefix;
import org.sessionlogging.domain.settings.CentralLogging;
import org.sessionlogging.domain.settings.KeyPurpose;
import org.sessionlogging.domain.settings.OrganizationId;
import org.sessionlogging.domain.settings.Place;

class PolicyLawsTest {
  @Law
  @MethodSource("centrals")
  void scopeReadsBackWhatThePolicyWasBuiltFrom(CentralLogging logging) {
    assertThat(
            BucketPolicy.scope(
                throughText(new Logs(logging).bucketPolicy()), logging.bucket().name()))
        .contains(
            new BucketPolicy.Scope(
                Optional.of(organization(logging).text()),
                logging.access().accountPrefix(),
                logging.access().logPrefix()));
  }

  // S3 user guide, "The meaning of public": a literal aws:PrincipalOrgID keeps an Allow to everyone
  // private.
  @Law
  @MethodSource("centrals")
  void everyAllowToEveryoneNamesTheOrganizationAndLeavesTheLogAccountOut(CentralLogging logging) {
    assertThat(policies(logging))
        .flatExtracting(PolicyDocument::statements)
        .filteredOn(statement -> statement.allows() && statement.addressesEveryone())
        .hasSizeGreaterThan(2)
        .allSatisfy(
            statement -> {
              assertThat(statement.toString())
                  .contains(
                      "\"StringEquals\":{\"aws:PrincipalOrgID\":\"" + organization(logging) + "\"");
              assertThat(statement.conditionValues("aws:PrincipalAccount"))
                  .containsExactly(logging.place().account());
            });
  }

  // KMS refuses a policy under which the caller could not put the next one (KMS API reference,
  // PutKeyPolicy, BypassPolicyLockoutSafetyCheck): the root's statement has no condition, and
  // nothing is denied.
  @Law
  @MethodSource("centrals")
  void rootCanAlwaysPutAKeysPolicyAndNeverUsesTheKey(CentralLogging logging) {
    for (PolicyDocument policy : keyPolicies(logging)) {
      Decision.Rule root =
          Decision.Rule.of(policy.statement("LogAccountAdministersKey").orElseThrow());
      assertThat(root.principals()).containsExactly(logging.place().accountRoot());
      assertThat(root.resources()).containsExactly("*");
      assertThat(root.conditions()).isEmpty();
      assertThat(root.actions())
          .contains("kms:PutKeyPolicy")
          .doesNotContain("kms:CreateGrant")
          .doesNotContainAnyElementsOf(ServiceAuthorization.USES_OF_KEYS);
      assertThat(policy.statements()).allMatch(Statement::allows);
    }
  }

  @Law
  @MethodSource("centrals")
  void eachKeyHasItsOwnPolicyAndOneKeyHasBoth(CentralLogging logging) {
    Logs logs = new Logs(logging);
    List<Statement> bucket = logs.keyPolicy(Set.of(KeyPurpose.BUCKET)).statements();
    List<Statement> session = logs.keyPolicy(Set.of(KeyPurpose.SESSION)).statements();
    assertThat(bucket)
        .filteredOn(session::contains)
        .extracting(it -> it.sid().orElseThrow())
        .containsExactly("LogAccountAdministersKey", "MembersDescribeKey");
    assertThat(logs.keyPolicy(Set.of(KeyPurpose.values())).statements())
        .hasSize(bucket.size() + session.size() - 2)
        .containsAll(bucket)
        .containsAll(session);
  }

  // S3 refuses a policy whose actions do not apply to its resources, or whose conditions do not
  // apply to both (repost.aws/knowledge-center/s3-bucket-policy-resource-errors).
  @Law
  @MethodSource("centrals")
  void everyStatementSaysWhatItsActionsKnow(CentralLogging logging) {
    for (PolicyDocument policy : policies(logging)) {
      for (Statement statement : policy.statements()) {
        Decision.Rule rule = Decision.Rule.of(statement);
        List<String> actions = rule.actions().stream().filter(it -> !it.endsWith("*")).toList();
        for (String action : actions) {
          ServiceAuthorization known = ServiceAuthorization.of(action);
          assertThat(rule.conditions()).as(action).allMatch(it -> known.knows(it.key()));
          assertThat(Stream.concat(rule.resources().stream(), rule.notResources().stream()))
              .as(action)
              .isNotEmpty()
              .allMatch(known.kind()::isOf);
        }
        if (actions.size() < rule.actions().size()) {
          assertThat(rule.conditions()).allMatch(it -> it.key().startsWith("aws:"));
        }
      }
    }
  }

  // S3 user guide, "Policies and permissions in Amazon S3": 20 KB; KMS developer guide, "Resource
  // quotas": 32 KB.
  @Law
  @MethodSource("centrals")
  void policiesFit(CentralLogging logging) {
    assertThat(bytes(new Logs(logging).bucketPolicy())).isLessThan(20 * 1024);
    assertThat(keyPolicies(logging)).allMatch(it -> bytes(it) < 32 * 1024);
  }

  @Test
  void policiesOfTheLongestSettingsFit() {
    CentralLogging longest =
        Examples.central(
            new Place("aws-us-gov", "111111111111", "us-gov-west-1", "amazonaws.com"),
            "b".repeat(63),
            new OrganizationId("o-" + "x".repeat(32)),
            AccountPrefix.ENFORCED,
            Optional.of("p".repeat(256)));
    policiesFit(longest);
    assertThat(new Logs(longest).bucketPolicy().json()).hasSizeLessThan(10_000);
  }

  @Law
  @MethodSource("centrals")
  void textAndMeaningSurviveAWSsHands(CentralLogging logging) {
    assertThat(policies(logging)).allMatch(policy -> throughText(policy).equals(policy));
  }

  private static List<PolicyDocument> policies(CentralLogging logging) {
    List<PolicyDocument> policies = new ArrayList<>(keyPolicies(logging));
    policies.add(0, new Logs(logging).bucketPolicy());
    return policies;
  }

  private static List<PolicyDocument> keyPolicies(CentralLogging logging) {
    return Logs.KEYS.stream().map(new Logs(logging)::keyPolicy).toList();
  }

  private static int bytes(PolicyDocument policy) {
    return policy.json().getBytes(StandardCharsets.UTF_8).length;
  }

  private static OrganizationId organization(CentralLogging logging) {
    return logging.access().organizationId().orElseThrow();
  }

  private static PolicyDocument throughText(PolicyDocument policy) {
    return PolicyDocument.parse(policy.json());
  }

  static Stream<CentralLogging> centrals() {
    return GeneratedSettings.cases(GeneratedSettings::central);
  }
}
