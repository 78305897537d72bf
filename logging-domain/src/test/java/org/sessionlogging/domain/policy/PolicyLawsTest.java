package org.sessionlogging.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
                logging.access().organizationPaths(),
                logging.access().accountPrefix(),
                logging.access().logPrefix()));
  }

  @Law
  @MethodSource("centrals")
  void listsReadBackAsDeclared(CentralLogging logging) {
    Logs logs = new Logs(logging);
    PolicyDocument bucket = throughText(logs.bucketPolicy());
    assertThat(BucketPolicy.readers(bucket)).isEqualTo(logging.access().readers().patterns());
    assertThat(BucketPolicy.administrators(bucket))
        .isEqualTo(logging.access().logAdministrators().patterns());
    assertThat(keyPolicies(logging))
        .allMatch(
            it ->
                KeyPolicies.administrators(throughText(it))
                    .equals(logging.access().keyAdministrators().patterns()));
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
              assertThat(leavesOut(statement, logging.place().account())).isTrue();
            });
  }

  private static boolean leavesOut(Statement statement, String account) {
    Set<String> named = statement.conditionValues("ArnLike", "aws:PrincipalArn");
    return named.isEmpty()
        ? statement.conditionValues("StringNotEquals", "aws:PrincipalAccount").contains(account)
        : named.stream().noneMatch(it -> it.contains(":" + account + ":"));
  }

  // KMS refuses a policy under which the caller could not put the next one (KMS API reference,
  // PutKeyPolicy, BypassPolicyLockoutSafetyCheck): the root's statement has no condition.
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
        .filteredOn(it -> !it.startsWith("RefuseOther"))
        .containsExactly("LogAccountAdministersKey", "MembersDescribeKey");
    long shared = bucket.stream().filter(session::contains).count();
    assertThat(logs.keyPolicy(Set.of(KeyPurpose.values())).statements())
        .hasSize((int) (bucket.size() + session.size() - shared))
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
        List<String> resources = new ArrayList<>(rule.resources());
        resources.addAll(rule.notResources());
        List<ServiceAuthorization> all = new ArrayList<>();
        for (String action : rule.actions()) {
          List<ServiceAuthorization> meant =
              ServiceAuthorization.meant(action).stream().map(ServiceAuthorization::of).toList();
          assertThat(meant)
              .as(action)
              .isNotEmpty()
              .allMatch(it -> rule.conditions().stream().allMatch(key -> it.knows(key.key())))
              .allMatch(it -> resources.stream().anyMatch(it.kind()::isOf));
          all.addAll(meant);
        }
        assertThat(resources)
            .isNotEmpty()
            .allMatch(resource -> all.stream().anyMatch(it -> it.kind().isOf(resource)));
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

    String path = "o-" + "x".repeat(32) + "/r-" + "a".repeat(32) + "/";
    Set<String> paths =
        longest(240, path + "ou-bbbb-12345678/".repeat(8), "ou-bbbb-000000000000000000000000", "/");
    Set<String> here = longest(256, "arn:aws-us-gov:iam::111111111111:role/", "n".repeat(217), "");
    Set<String> elsewhere =
        longest(256, "arn:aws-us-gov:iam::222222222222:role/", "n".repeat(217), "");
    for (CentralLogging narrowed :
        List.of(
            Examples.narrowed(longest, paths, elsewhere, here, here),
            Examples.narrowed(longest, paths, here, here, Set.of()))) {
      policiesFit(narrowed);
      policiesFitWithAFormerKey(narrowed);
    }
  }

  // KMS API reference, CreateAlias, AliasName: 256 characters. Written out, it is in the policy
  // twice.
  private static void policiesFitWithAFormerKey(CentralLogging logging) {
    UploadEncryption encryption =
        new UploadEncryption(Examples.BUCKET_KEY, Optional.of("alias/" + "a".repeat(250)));
    assertThat(bytes(BucketPolicy.of(logging, organization(logging), encryption)))
        .isBetween(10 * 1024, 20 * 1024 - 1);
  }

  /** As many as there may be, of the greatest length. */
  private static Set<String> longest(int most, String beginning, String middle, String ending) {
    Set<String> all =
        IntStream.range(0, 10)
            .mapToObj(it -> beginning + middle + it + ending)
            .collect(Collectors.toSet());
    assertThat(all).hasSize(10).allMatch(it -> it.length() == most);
    return all;
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
