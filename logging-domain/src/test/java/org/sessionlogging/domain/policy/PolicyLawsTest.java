package org.sessionlogging.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.sessionlogging.domain.Examples;
import org.sessionlogging.domain.GeneratedSettings;
import org.sessionlogging.domain.Law;
import org.sessionlogging.domain.settings.CentralLogging;
import org.sessionlogging.domain.settings.KeyPurpose;
import org.sessionlogging.domain.settings.OrganizationId;

class PolicyLawsTest {
  @Law
  @MethodSource("centrals")
  void scopeReadsBackWhatThePolicyWasBuiltFrom(CentralLogging logging) {
    assertThat(
            BucketPolicy.scope(
                throughText(BucketPolicy.of(logging, organization(logging), Examples.BUCKET_KEY)),
                logging.bucket().name()))
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

  @Law
  @MethodSource("centrals")
  void rootAdministersKeysAndUsesThemOnlyInAContext(CentralLogging logging) {
    for (PolicyDocument policy : policies(logging).subList(1, 4)) {
      assertThat(policy.statement("LogAccountAdministersKey").orElseThrow().actions())
          .contains("kms:PutKeyPolicy")
          .noneMatch(
              action ->
                  action.matches(
                      "kms:(\\*|CreateGrant|Encrypt|Decrypt|ReEncrypt.*|Generate.*|Sign|Verify.*|DeriveSharedSecret)"));
      assertThat(policy.statements())
          .filteredOn(
              it ->
                  it.actions().contains("kms:Decrypt")
                      || it.actions().contains("kms:GenerateDataKey"))
          .isNotEmpty()
          .allMatch(it -> it.toString().contains("kms:EncryptionContext:"));
    }
  }

  // Bucket policies take 20 KB, key policies 32 KB; the settings here are the longest.
  @Law
  @MethodSource("centrals")
  void policiesFit(CentralLogging logging) {
    assertThat(policies(logging)).allMatch(policy -> policy.json().length() < 20 * 1024);
  }

  @Law
  @MethodSource("centrals")
  void textAndMeaningSurviveAWSsHands(CentralLogging logging) {
    assertThat(policies(logging)).allMatch(policy -> throughText(policy).equals(policy));
  }

  private static List<PolicyDocument> policies(CentralLogging logging) {
    OrganizationId organization = organization(logging);
    return List.of(
        BucketPolicy.of(logging, organization, Examples.BUCKET_KEY),
        KeyPolicies.of(Set.of(KeyPurpose.BUCKET), logging, organization),
        KeyPolicies.of(Set.of(KeyPurpose.SESSION), logging, organization),
        KeyPolicies.of(Set.of(KeyPurpose.values()), logging, organization));
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
