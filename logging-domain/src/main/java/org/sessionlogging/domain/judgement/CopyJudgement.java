package org.sessionlogging.domain.judgement;

import java.util.List;
import java.util.Optional;
import org.sessionlogging.domain.judgement.LogBucketFacts.AccessLogFacts;
import org.sessionlogging.domain.judgement.LogBucketFacts.Copy;
import org.sessionlogging.domain.policy.UploadEncryption;

/** What the bucket gives to other buckets: copies of logs, and who asked what of it. */
record CopyJudgement(LogAccountFacts facts) {

  /** One for each rule that copies logs. */
  List<Finding> replication(Optional<List<Copy>> found) {
    List<Finding> findings =
        found.orElse(List.of()).stream()
            .filter(it -> facts.mayBeLogs(it.prefix()))
            .map(this::copy)
            .toList();
    return findings.isEmpty()
        ? List.of(Finding.proven(Check.REPLICATION, "nothing copies logs to another bucket"))
        : findings;
  }

  private Finding copy(Copy copy) {
    String cause = "the replication rule " + copy.id() + " copies logs to " + copy.bucketName();
    return copy.region()
        .judged(
            Check.REPLICATION,
            own ->
                own.isPresent()
                    ? Finding.proven(Check.REPLICATION, cause + ", a bucket of this account")
                    : Finding.failure(
                        Check.REPLICATION,
                        Reason.LASTING,
                        cause
                            + ", which is no bucket of this account, so that none of Central's policies guards them",
                        "Take the rule out (aws s3api delete-bucket-replication, or put-bucket-replication with the others)."));
  }

  /** Sessions are logged all the same. */
  Finding accessLog(Optional<AccessLogFacts> found) {
    return found
        .map(this::target)
        .orElseGet(
            () -> Finding.proven(Check.ACCESS_LOG, "access logs are off, as they are by default"));
  }

  private Finding target(AccessLogFacts target) {
    return target
        .region()
        .judged(
            Check.ACCESS_LOG,
            region ->
                region.filter(facts.place().region()::equals).isPresent()
                    ? target.algorithm().judged(Check.ACCESS_LOG, it -> encrypted(target, it))
                    : lost(target, "is none of this account in " + facts.place().region()));
  }

  private static Finding encrypted(AccessLogFacts target, Optional<String> algorithm) {
    return algorithm.filter(it -> !it.equals(UploadEncryption.AES256)).isPresent()
        ? lost(target, "is encrypted with a KMS key by default, and S3 delivers none there")
        : Finding.proven(
            Check.ACCESS_LOG, "access logs go to " + target.bucketName() + " of this account");
  }

  private static Finding lost(AccessLogFacts target, String why) {
    return Finding.warning(
        Check.ACCESS_LOG,
        "access logs are lost: their bucket " + target.bucketName() + " " + why,
        "Make it as docs/retention.md has it, or declare another AccessLog of Central.");
  }
}
