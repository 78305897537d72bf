package org.sessionlogging.domain.judgement;

import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.sessionlogging.domain.policy.BucketPolicy;
import org.sessionlogging.domain.policy.PolicyDocument;
import org.sessionlogging.domain.policy.UploadEncryption;
import org.sessionlogging.domain.settings.BucketSettings;
import org.sessionlogging.domain.settings.CentralLogging;
import org.sessionlogging.domain.settings.GivenKeys;
import org.sessionlogging.domain.settings.InvalidSettings;
import org.sessionlogging.domain.settings.KeyArn;
import org.sessionlogging.domain.settings.KeyMode;
import org.sessionlogging.domain.settings.KeyPurpose;
import org.sessionlogging.domain.settings.KeySettings;
import org.sessionlogging.domain.settings.LifecycleRules;
import org.sessionlogging.domain.settings.LogAccess;
import org.sessionlogging.domain.settings.OrganizationId;
import org.sessionlogging.domain.settings.PrincipalArns;
import org.sessionlogging.domain.settings.Retention;

/**
 * Whether the bucket's policy is one that Central writes: what may be declared is read from it, and
 * what Central would write for that is compared as a whole (ADR 0019).
 */
record BucketPolicyJudgement(LogAccountFacts facts, PolicyDocument live) {

  static Finding of(LogAccountFacts facts, Optional<PolicyDocument> live) {
    return live.map(it -> new BucketPolicyJudgement(facts, it).finding())
        .orElseGet(
            () -> LogAccountJudgement.wrong(Check.BUCKET_POLICY, "the bucket has no policy"));
  }

  private Finding finding() {
    Optional<KeyArn> key = facts.key(KeyPurpose.BUCKET);
    Optional<BucketPolicy.Scope> scope = BucketPolicy.scope(live, facts.bucketName());
    if (key.isEmpty()) {
      return Finding.unproven(
          Check.BUCKET_POLICY, "it is not known which key uploads have to name", "");
    }
    return scope.flatMap(it -> written(it, key.get())).filter(live::equals).isPresent()
        ? Finding.proven(Check.BUCKET_POLICY, "the policy is what Central writes")
        : LogAccountJudgement.wrong(
            Check.BUCKET_POLICY,
            "the bucket's policy is not what Central writes for any declaration: somebody has changed it");
  }

  /** Who lets another organization in has not declared this one. */
  private Optional<PolicyDocument> written(BucketPolicy.Scope scope, KeyArn key) {
    try {
      return scope
          .organizationId()
          .filter(
              it -> facts.organization().value().filter(own -> !own.text().equals(it)).isEmpty())
          .map(OrganizationId::new)
          .map(
              it ->
                  BucketPolicy.of(
                      declared(scope), it, new UploadEncryption(key, facts.formerEncryption())));
    } catch (InvalidSettings e) {
      return Optional.empty();
    }
  }

  private CentralLogging declared(BucketPolicy.Scope scope) {
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
            new TreeSet<>(),
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
            PrincipalArns.NONE),
        new TreeMap<>());
  }
}
