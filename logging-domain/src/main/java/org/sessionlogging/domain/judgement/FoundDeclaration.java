package org.sessionlogging.domain.judgement;

import java.util.Optional;
import java.util.TreeMap;
import org.sessionlogging.domain.policy.BucketPolicy;
import org.sessionlogging.domain.policy.KeyPolicies;
import org.sessionlogging.domain.policy.PolicyDocument;
import org.sessionlogging.domain.settings.BucketSettings;
import org.sessionlogging.domain.settings.CentralLogging;
import org.sessionlogging.domain.settings.GivenKeys;
import org.sessionlogging.domain.settings.InvalidSettings;
import org.sessionlogging.domain.settings.KeyMode;
import org.sessionlogging.domain.settings.KeyRegions;
import org.sessionlogging.domain.settings.KeySettings;
import org.sessionlogging.domain.settings.LifecycleRules;
import org.sessionlogging.domain.settings.LogAccess;
import org.sessionlogging.domain.settings.OrganizationId;
import org.sessionlogging.domain.settings.PrincipalArns;
import org.sessionlogging.domain.settings.Retention;

/**
 * What has been declared of who may do what, read from the policies (ADR 0019).
 *
 * @param organization the one that the bucket's policy lets in
 */
record FoundDeclaration(CentralLogging logging, OrganizationId organization) {

  /** Empty where the bucket's policy is of no form that Central writes. */
  static Optional<FoundDeclaration> of(LogAccountFacts facts) {
    return facts.policy().value().flatMap(it -> of(facts, it));
  }

  /** Who lets another organization in has not declared this one. */
  private static Optional<FoundDeclaration> of(LogAccountFacts facts, PolicyDocument live) {
    try {
      return BucketPolicy.scope(live, facts.bucketName())
          .flatMap(
              scope ->
                  scope
                      .organizationId()
                      .map(OrganizationId::new)
                      .filter(
                          it -> facts.organization().value().filter(o -> !o.equals(it)).isEmpty())
                      .map(it -> new FoundDeclaration(logging(facts, live, scope), it)));
    } catch (InvalidSettings e) {
      return Optional.empty();
    }
  }

  private static CentralLogging logging(
      LogAccountFacts facts, PolicyDocument live, BucketPolicy.Scope scope) {
    return new CentralLogging(
        facts.place(),
        new BucketSettings(
            facts.bucketName(),
            new Retention(true, Optional.empty(), LifecycleRules.NONE),
            Optional.empty(),
            false),
        KeySettings.of(
            KeyMode.TWO_KEYS,
            GivenKeys.NONE,
            KeyRegions.NONE,
            Optional.empty(),
            Optional.empty(),
            false),
        new LogAccess(
            Optional.empty(),
            scope.organizationPaths(),
            scope.accountPrefix(),
            scope.logPrefix(),
            new PrincipalArns(BucketPolicy.readers(live)),
            new PrincipalArns(BucketPolicy.administrators(live)),
            keyAdministrators(facts)),
        new TreeMap<>());
  }

  /** The first key of Central's says who; the others have to say the same. */
  private static PrincipalArns keyAdministrators(LogAccountFacts facts) {
    return facts.keys().values().stream()
        .flatMap(it -> it.value().stream())
        .filter(it -> !it.isGiven())
        .flatMap(it -> it.policy().value().stream())
        .findFirst()
        .map(it -> new PrincipalArns(KeyPolicies.administrators(it)))
        .orElse(PrincipalArns.NONE);
  }
}
