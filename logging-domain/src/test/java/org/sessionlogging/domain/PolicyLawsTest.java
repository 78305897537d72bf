package org.sessionlogging.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PolicyLawsTest {
  private static final int TRIES = 200;

  @Property(tries = TRIES)
  void scopeReadsBackWhatThePolicyWasBuiltFrom(@ForAll("centrals") CentralLogging logging) {
    assertThat(
            BucketPolicy.scope(
                throughText(BucketPolicy.of(logging, Examples.BUCKET_KEY)), logging.bucketName()))
        .contains(
            new BucketPolicy.Scope(
                Optional.of(logging.organizationId()),
                logging.accountPrefix(),
                logging.logPrefix()));
  }

  // S3 user guide, "The meaning of public": a literal aws:PrincipalOrgID keeps an Allow to everyone
  // private.
  @Property(tries = TRIES)
  void everyAllowToEveryoneNamesTheOrganizationAndLeavesTheLogAccountOut(
      @ForAll("centrals") CentralLogging logging) {
    assertThat(policies(logging))
        .flatExtracting(PolicyDocument::statements)
        .filteredOn(statement -> statement.allows() && statement.addressesEveryone())
        .hasSizeGreaterThan(2)
        .allSatisfy(
            statement -> {
              assertThat(statement.toString())
                  .contains(
                      "\"StringEquals\":{\"aws:PrincipalOrgID\":\""
                          + logging.organizationId()
                          + "\"");
              assertThat(statement.conditionValues("aws:PrincipalAccount"))
                  .containsExactly(logging.place().account());
            });
  }

  @Property(tries = TRIES)
  void rootAdministersKeysAndUsesThemOnlyInAContext(@ForAll("centrals") CentralLogging logging) {
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
  @Property(tries = TRIES)
  void policiesFit(@ForAll("centrals") CentralLogging logging) {
    assertThat(policies(logging)).allMatch(policy -> policy.json().length() < 20 * 1024);
  }

  @Property(tries = TRIES)
  void textAndMeaningSurviveAWSsHands(@ForAll("centrals") CentralLogging logging) {
    assertThat(policies(logging)).allMatch(policy -> throughText(policy).equals(policy));
  }

  private static List<PolicyDocument> policies(CentralLogging logging) {
    return List.of(
        BucketPolicy.of(logging, Examples.BUCKET_KEY),
        KeyPolicies.bucketKey(logging),
        KeyPolicies.sessionKey(logging),
        KeyPolicies.oneKey(logging));
  }

  private static PolicyDocument throughText(PolicyDocument policy) {
    return PolicyDocument.parse(policy.json());
  }

  @Provide
  Arbitrary<CentralLogging> centrals() {
    Arbitrary<Place> places =
        Combinators.combine(
                Arbitraries.of("aws", "aws-cn", "aws-us-gov"),
                Arbitraries.strings().numeric().ofLength(12),
                Arbitraries.of("eu-west-1", "cn-north-1", "us-gov-west-1"))
            .as(Place::new);
    Arbitrary<String> buckets =
        Arbitraries.strings().withCharRange('a', 'm').numeric().ofMinLength(3).ofMaxLength(63);
    Arbitrary<String> organizations =
        Arbitraries.strings()
            .withCharRange('a', 'z')
            .numeric()
            .ofMinLength(10)
            .ofMaxLength(32)
            .map(id -> "o-" + id);
    Arbitrary<String> prefixes =
        Arbitraries.strings()
            .alpha()
            .numeric()
            .withChars("_-")
            .ofMinLength(1)
            .ofMaxLength(50)
            .list()
            .ofMinSize(1)
            .ofMaxSize(5)
            .map(parts -> String.join("/", parts));
    return Combinators.combine(
            places,
            buckets,
            organizations,
            Arbitraries.of(AccountPrefix.values()),
            prefixes.optional())
        .as(Examples::central);
  }
}
