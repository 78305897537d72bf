package org.sessionlogging.domain.judgement;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sessionlogging.domain.judgement.LogAccountFacts.KeyFacts;
import org.sessionlogging.domain.settings.KeyPurpose;

/** What was found of the log account means this. */
public final class LogAccountJudgement {
  static final String UPDATE =
      "Have Central put it right: an update of its stack with a changed tag does.";
  private static final String OWNER = "BucketOwnerEnforced";

  private final LogAccountFacts facts;

  private LogAccountJudgement(LogAccountFacts facts) {
    this.facts = facts;
  }

  /** The findings, at least one for each check that applies. */
  public static List<Finding> of(LogAccountFacts facts) {
    return new LogAccountJudgement(facts).findings();
  }

  private List<Finding> findings() {
    List<Finding> findings = new ArrayList<>(bucket());
    facts
        .keys()
        .forEach(
            (purpose, shown) ->
                shown
                    .value()
                    .ifPresentOrElse(
                        key -> findings.addAll(key(purpose, key)),
                        () -> findings.add(shown.judged(check(purpose), it -> noKey(purpose)))));
    facts.replicas().forEach((region, key) -> findings.add(replica(key)));
    findings.addAll(new KeyPolicyJudgement(facts).findings());
    return findings;
  }

  private List<Finding> bucket() {
    LogBucketFacts bucket = facts.bucket();
    RetentionJudgement retention = new RetentionJudgement(facts);
    CopyJudgement copies = new CopyJudgement(facts);
    List<Finding> findings = new ArrayList<>();
    findings.add(
        bucket.encryption().judged(Check.BUCKET_ENCRYPTION, new EncryptionJudgement(facts)::of));
    findings.add(
        bucket
            .publicAccessBlocked()
            .judged(
                Check.PUBLIC_ACCESS,
                on ->
                    setting(
                        Check.PUBLIC_ACCESS,
                        on.orElse(false),
                        "all four public access blocks are on",
                        "not all of the bucket's public access blocks are on")));
    findings.add(
        bucket
            .objectOwnership()
            .judged(
                Check.OWNERSHIP,
                word ->
                    setting(
                        Check.OWNERSHIP,
                        word.equals(Optional.of(OWNER)),
                        "object ownership is " + OWNER,
                        "object ownership is "
                            + word.orElse("not set")
                            + ", so that a member may keep logs to itself")));
    findings.add(bucket.versioned().judged(Check.VERSIONING, RetentionJudgement::versioning));
    findings.add(bucket.objectLock().judged(Check.OBJECT_LOCK, RetentionJudgement::objectLock));
    findings.addAll(bucket.expiries().allJudged(Check.LIFECYCLE, retention::lifecycle));
    findings.addAll(bucket.copies().allJudged(Check.REPLICATION, copies::replication));
    findings.add(bucket.accessLog().judged(Check.ACCESS_LOG, copies::accessLog));
    findings.add(bucket.policy().judged(Check.BUCKET_POLICY, new BucketPolicyJudgement(facts)::of));
    return findings;
  }

  private static List<Finding> key(KeyPurpose purpose, KeyFacts key) {
    List<Finding> findings = new ArrayList<>();
    if (purpose == KeyPurpose.BUCKET) {
      findings.add(KeyJudgement.state(Check.BUCKET_KEY, key.arn(), key.state()));
    }
    findings.add(
        key.rotates()
            .judged(Check.KEY_ROTATION, on -> KeyJudgement.rotation(key, on.orElse(false))));
    return findings;
  }

  private static Check check(KeyPurpose purpose) {
    return purpose == KeyPurpose.BUCKET ? Check.BUCKET_KEY : Check.SESSION_KEY;
  }

  private Finding noKey(KeyPurpose purpose) {
    return wrong(
        check(purpose),
        "no key bears " + purpose.alias(facts.bucketName()) + " in the log account");
  }

  /** Members ask the KMS of their own Region alone (amazon-ssm-agent, agent/session/crypto). */
  private static Finding replica(KeyFacts key) {
    String region = key.arn().region();
    return key.state().is(Answer.Kind.ABSENT)
        ? Finding.failure(
            Check.SESSION_KEY,
            Reason.LASTING,
            key.state().said(),
            "Sessions in " + region + " are refused: add it to ReplicaRegions of Central.")
        : KeyJudgement.state(Check.SESSION_KEY, key.arn(), key.state());
  }

  static Finding wrong(Check check, String cause) {
    return Finding.failure(check, Reason.LASTING, cause, UPDATE);
  }

  static Finding setting(Check check, boolean right, String shown, String cause) {
    return right ? Finding.proven(check, shown) : wrong(check, cause);
  }
}
