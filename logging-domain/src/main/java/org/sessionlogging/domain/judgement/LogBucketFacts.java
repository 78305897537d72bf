package org.sessionlogging.domain.judgement;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sessionlogging.domain.policy.PolicyDocument;
import org.sessionlogging.domain.policy.UploadEncryption;

/**
 * The settings of the log bucket.
 *
 * @param encryption by default
 * @param publicAccessBlocked whether all four blocks are on
 * @param objectOwnership the setting's own word
 * @param marks what Central remembers of it
 * @param objectLock empty while it is off
 * @param expiries the lifecycle's rules that are on
 * @param copies the replication's rules that are on
 * @param accessLog empty while it is off
 */
public record LogBucketFacts(
    Shown<Encryption> encryption,
    Shown<Boolean> publicAccessBlocked,
    Shown<String> objectOwnership,
    Shown<Boolean> versioned,
    Shown<PolicyDocument> policy,
    Shown<Marks> marks,
    Shown<Lock> objectLock,
    Shown<List<Expiry>> expiries,
    Shown<List<Copy>> copies,
    Shown<AccessLogFacts> accessLog) {

  /**
   * How it encrypts what comes without a key of its own.
   *
   * @param key as it was written there
   * @param bucketKeys whether one data key serves many objects
   * @param customerKeysBlocked whether uploads with keys that the caller keeps (SSE-C) are refused
   */
  public record Encryption(
      String algorithm, Optional<String> key, boolean bucketKeys, boolean customerKeysBlocked) {

    /** What uploads name that ask the bucket for it. */
    String named() {
      return algorithm.equals(UploadEncryption.KMS) ? key.orElse(algorithm) : algorithm;
    }
  }

  /**
   * What its tags say (ADR 0011).
   *
   * @param adopting whether it goes on with what was found when it was taken over
   * @param formerEncryption what that was
   * @param sessionKey ARN of a given session key that no alias leads to
   */
  public record Marks(
      boolean adopting, Optional<String> formerEncryption, Optional<String> sessionKey) {}

  /**
   * Object Lock.
   *
   * @param retention what new logs get, in S3's word for its mode; empty where they get none
   */
  public record Lock(Optional<Retained> retention) {}

  /**
   * How long nobody deletes a log.
   *
   * @param days from its upload
   */
  public record Retained(String mode, int days) {
    @Override
    public String toString() {
      return mode + " for " + days + " days";
    }
  }

  /**
   * What S3 takes away by itself.
   *
   * @param prefix of the keys that it is about; whatever else narrows it is not looked at
   * @param days after the upload; then a log is hidden, or gone without versions
   * @param date on which, and on each day after it, all logs are
   * @param noncurrentDays after a version was hidden or overwritten; then it is gone
   * @param uploads whether unfinished uploads of the whole bucket are aborted
   */
  public record Expiry(
      String id,
      String prefix,
      Optional<Integer> days,
      Optional<Instant> date,
      Optional<Integer> noncurrentDays,
      boolean uploads) {

    boolean takesAway() {
      return days.isPresent() || date.isPresent() || noncurrentDays.isPresent();
    }

    /**
     * Whether an object may be gone, or hidden, by now (S3 user guide, intro-lifecycle-rules.html,
     * "Expiration": by days, or once a date has come).
     */
    public boolean mayHaveTaken(String key, Instant uploaded, Instant now) {
      return key.startsWith(prefix)
          && (days.filter(it -> uploaded.plus(Duration.ofDays(it)).isBefore(now)).isPresent()
              || date.filter(it -> !it.isAfter(now)).isPresent());
    }
  }

  /**
   * A rule that copies logs to another bucket.
   *
   * @param region of that bucket; empty when it is none of the log account's
   */
  public record Copy(String id, String prefix, String bucketName, Shown<String> region) {}

  /**
   * Where it is written who asks what of the bucket.
   *
   * @param region of that bucket; empty when it is none of the log account's
   * @param algorithm by which it encrypts
   */
  public record AccessLogFacts(String bucketName, Shown<String> region, Shown<String> algorithm) {}
}
