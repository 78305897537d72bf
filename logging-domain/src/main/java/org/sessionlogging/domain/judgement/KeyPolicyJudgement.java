package org.sessionlogging.domain.judgement;

import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sessionlogging.domain.judgement.LogAccountFacts.KeyFacts;
import org.sessionlogging.domain.policy.KeyPolicies;
import org.sessionlogging.domain.policy.NeededUse;
import org.sessionlogging.domain.policy.PolicyDifference;
import org.sessionlogging.domain.policy.PolicyDocument;
import org.sessionlogging.domain.settings.KeyArn;
import org.sessionlogging.domain.settings.KeyPurpose;

/**
 * Whether the policies of keys and replicas are what Central writes for what the bucket's policy
 * declares; of a given key, whether it lets members use it.
 */
record KeyPolicyJudgement(LogAccountFacts facts) {

  /** One for each key that is there. */
  List<Finding> findings() {
    Optional<FoundDeclaration> declared = FoundDeclaration.of(facts);
    return keys().stream()
        .filter(it -> !it.state().is(Answer.Kind.ABSENT))
        .map(
            key ->
                key.policy().isKnown() || isOfThisAccount(key)
                    ? key.policy().judged(Check.KEY_POLICY, it -> of(key, it, declared))
                    : elsewhere(key))
        .toList();
  }

  private boolean isOfThisAccount(KeyFacts key) {
    return key.arn().account().equals(facts.place().account());
  }

  private static Finding elsewhere(KeyFacts key) {
    return Finding.unproven(
        Check.KEY_POLICY,
        key.policy().unasked(),
        "Have it looked at there: docs/keys.md has the statements that it must hold.");
  }

  /** The session key stands among the replicas as well. */
  private Collection<KeyFacts> keys() {
    Map<KeyArn, KeyFacts> keys = new LinkedHashMap<>();
    facts.keys().values().stream()
        .flatMap(it -> it.value().stream())
        .forEach(it -> keys.put(it.arn(), it));
    facts.replicas().values().forEach(it -> keys.putIfAbsent(it.arn(), it));
    return keys.values();
  }

  private Finding of(
      KeyFacts key, Optional<PolicyDocument> live, Optional<FoundDeclaration> declared) {
    if (declared.isEmpty()) {
      return Finding.unproven(
          Check.KEY_POLICY,
          "what is declared is read from the bucket's policy, which is not known or not Central's",
          "Have that put right first.");
    }
    PolicyDocument policy = live.orElseThrow();
    return key.isGiven() ? given(key, policy, declared.get()) : own(key, policy, declared.get());
  }

  private Finding own(KeyFacts key, PolicyDocument live, FoundDeclaration declared) {
    String difference =
        new PolicyDifference(
                KeyPolicies.of(purposes(key.arn()), declared.logging(), declared.organization()),
                live)
            .toString();
    if (!difference.isEmpty() && !key.ours().isKnown()) {
      return key.ours().unproven(Check.KEY_POLICY);
    }
    return difference.isEmpty()
        ? Finding.proven(Check.KEY_POLICY, "the policy of " + key.arn() + " is what Central writes")
        : LogAccountJudgement.wrong(
            Check.KEY_POLICY,
            "the policy of "
                + key.arn()
                + " is not what Central writes for what the bucket's policy declares: "
                + difference);
  }

  private Finding given(KeyFacts key, PolicyDocument live, FoundDeclaration declared) {
    NeededUse needed =
        NeededUse.of(purposes(key.arn()), declared.logging(), declared.organization(), key.arn());
    return switch (needed.in(live)) {
      case ALLOWED ->
          Finding.proven(Check.KEY_POLICY, "the given key " + key.arn() + " lets members use it");
      case UNPROVEN ->
          Finding.unproven(
              Check.KEY_POLICY,
              "the policy of the given key "
                  + key.arn()
                  + " lets members use it in other words, or not at all",
              "It does for certain with the statements of docs/keys.md, and without a Deny.");
      case LACKING ->
          Finding.failure(
              Check.KEY_POLICY,
              Reason.LASTING,
              "the policy of the given key "
                  + key.arn()
                  + " names nobody outside of its own account",
              "Have its owner add the statements of docs/keys.md (aws kms put-key-policy).");
    };
  }

  /** With ONE_KEY both are one; a replica serves sessions alone, as S3 knows no other Region's. */
  private Set<KeyPurpose> purposes(KeyArn arn) {
    Set<KeyPurpose> purposes = EnumSet.noneOf(KeyPurpose.class);
    for (KeyPurpose purpose : KeyPurpose.values()) {
      if (facts.key(purpose).filter(arn::equals).isPresent()) {
        purposes.add(purpose);
      }
    }
    return purposes.isEmpty() ? EnumSet.of(KeyPurpose.SESSION) : purposes;
  }
}
