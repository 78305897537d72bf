package org.sessionlogging.domain.judgement;

import java.util.Optional;
import org.sessionlogging.domain.policy.BucketPolicy;
import org.sessionlogging.domain.policy.PolicyDifference;
import org.sessionlogging.domain.policy.PolicyDocument;
import org.sessionlogging.domain.policy.UploadEncryption;
import org.sessionlogging.domain.settings.KeyArn;
import org.sessionlogging.domain.settings.KeyPurpose;

/**
 * Whether the bucket's policy is one that Central writes: what may be declared is read from it, and
 * what Central would write for that is compared as a whole (ADR 0019).
 */
record BucketPolicyJudgement(LogAccountFacts facts) {
  private static final String OTHER = "the bucket's policy is not what Central writes";

  Finding of(Optional<PolicyDocument> live) {
    return live.map(this::finding)
        .orElseGet(
            () -> LogAccountJudgement.wrong(Check.BUCKET_POLICY, "the bucket has no policy"));
  }

  private Finding finding(PolicyDocument live) {
    Optional<KeyArn> key = facts.key(KeyPurpose.BUCKET);
    if (key.isEmpty()) {
      return Finding.unproven(
          Check.BUCKET_POLICY, "it is not known which key uploads have to name", "");
    }
    Optional<FoundDeclaration> declared = FoundDeclaration.of(facts);
    if (declared.isEmpty()) {
      return LogAccountJudgement.wrong(
          Check.BUCKET_POLICY,
          OTHER
              + " for any declaration: its statement MembersWriteLogs, or the organization that it lets in, is of another form");
    }
    PolicyDifference difference = new PolicyDifference(written(declared.get(), key.get()), live);
    if (difference.toString().isEmpty()) {
      return Finding.proven(Check.BUCKET_POLICY, "the policy is what Central writes");
    }
    return facts.bucket().marks().isKnown()
        ? LogAccountJudgement.wrong(Check.BUCKET_POLICY, OTHER + ": " + difference)
        : facts.bucket().marks().unproven(Check.BUCKET_POLICY);
  }

  /** A bucket that was taken over lets what it was encrypted with pass, too. */
  private PolicyDocument written(FoundDeclaration declared, KeyArn key) {
    return BucketPolicy.of(
        declared.logging(),
        declared.organization(),
        new UploadEncryption(
            key, facts.bucket().marks().value().flatMap(LogBucketFacts.Marks::formerEncryption)));
  }
}
