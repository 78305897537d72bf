package org.sessionlogging.domain.judgement;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sessionlogging.domain.settings.KeyArn;
import org.sessionlogging.domain.settings.KeyPurpose;

/** What was found of the log account means this. */
public final class LogAccountJudgement {
  private static final String KMS = "aws:kms";
  private static final String OWNER = "BucketOwnerEnforced";
  private static final String UPDATE =
      "Have Central put it right: an update of its stack with a changed tag does.";

  private final LogAccountFacts facts;

  private LogAccountJudgement(LogAccountFacts facts) {
    this.facts = facts;
  }

  /** The findings in the order of {@link Check}, one for each check and Region that applies. */
  public static List<Finding> of(LogAccountFacts facts) {
    return new LogAccountJudgement(facts).findings();
  }

  private List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    findings.add(facts.encryption().judged(Check.BUCKET_ENCRYPTION, this::encryption));
    findings.add(
        facts
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
        facts
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
    findings.add(facts.versioned().judged(Check.VERSIONING, this::versioning));
    findings.add(
        facts.policy().judged(Check.BUCKET_POLICY, it -> BucketPolicyJudgement.of(facts, it)));
    facts
        .keys()
        .forEach((purpose, shown) -> shown.value().ifPresent(key -> add(findings, purpose, key)));
    facts
        .keys()
        .forEach(
            (purpose, shown) -> {
              if (shown.value().isEmpty()) {
                findings.add(shown.judged(key(purpose), none -> noKey(purpose)));
              }
            });
    facts
        .key(KeyPurpose.SESSION)
        .ifPresent(
            key ->
                facts
                    .replicas()
                    .forEach((region, answer) -> findings.add(replica(key, region, answer))));
    return findings;
  }

  private Finding encryption(Optional<LogAccountFacts.Encryption> found) {
    LogAccountFacts.Encryption encryption =
        found.orElseGet(
            () -> new LogAccountFacts.Encryption("nothing", Optional.empty(), false, false));
    String key = encryption.key().map(it -> " with " + it).orElse("");
    Optional<String> wanted = facts.key(KeyPurpose.BUCKET).map(KeyArn::toString);
    boolean right =
        encryption.algorithm().equals(KMS)
            && encryption.key().flatMap(KeyArn::parse).isPresent()
            && (wanted.isEmpty() || encryption.key().equals(wanted));
    if (!right) {
      return wrong(
          Check.BUCKET_ENCRYPTION,
          facts.bucketName()
              + " is encrypted by "
              + encryption.algorithm()
              + key
              + wanted
                  .map(it -> ", and members may use " + it)
                  .orElse(", which is not a key's ARN"));
    }
    if (encryption.bucketKeys()) {
      return wrong(
          Check.BUCKET_ENCRYPTION,
          "S3 Bucket Keys are on, with which the key's policy can't tell one account's logs from another's");
    }
    return setting(
        Check.BUCKET_ENCRYPTION,
        encryption.customerKeysBlocked(),
        "by " + KMS + key,
        "uploads with keys that the caller keeps (SSE-C), which nobody else can read, are not blocked");
  }

  private Finding versioning(Optional<Boolean> on) {
    return on.orElse(false)
        ? Finding.proven(Check.VERSIONING, "versions are kept")
        : Finding.warning(
            Check.VERSIONING,
            "a log that is deleted or overwritten is lost, as versioning is off",
            "Declare VersioningEnabled of Central, unless that is meant.");
  }

  private static void add(
      List<Finding> findings, KeyPurpose purpose, LogAccountFacts.KeyFacts key) {
    if (purpose == KeyPurpose.BUCKET) {
      findings.add(KeyJudgement.state(Check.BUCKET_KEY, key.arn(), key.state()));
    }
    findings.add(
        key.rotates()
            .judged(
                Check.KEY_ROTATION,
                on ->
                    setting(
                        Check.KEY_ROTATION,
                        on.orElse(false),
                        key.arn() + " is rotated",
                        key.arn() + " is not rotated by KMS")));
  }

  private static Check key(KeyPurpose purpose) {
    return purpose == KeyPurpose.BUCKET ? Check.BUCKET_KEY : Check.SESSION_KEY;
  }

  private Finding noKey(KeyPurpose purpose) {
    return wrong(
        key(purpose), "no key bears " + purpose.alias(facts.bucketName()) + " in the log account");
  }

  /** Members ask the KMS of their own Region alone (amazon-ssm-agent, agent/session/crypto). */
  private static Finding replica(KeyArn key, String region, Answer answer) {
    KeyArn there = key.in(region);
    return answer.is(Answer.Kind.ABSENT)
        ? Finding.failure(
            Check.SESSION_KEY,
            Reason.LASTING,
            answer.said(),
            "Sessions in " + region + " are refused: add it to ReplicaRegions of Central.")
        : KeyJudgement.state(Check.SESSION_KEY, there, answer);
  }

  static Finding wrong(Check check, String cause) {
    return Finding.failure(check, Reason.LASTING, cause, UPDATE);
  }

  private static Finding setting(Check check, boolean right, String shown, String cause) {
    return right ? Finding.proven(check, shown) : wrong(check, cause);
  }
}
