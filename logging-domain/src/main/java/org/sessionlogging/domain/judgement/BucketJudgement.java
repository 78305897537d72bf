package org.sessionlogging.domain.judgement;

import java.util.ArrayList;
import java.util.List;

/** What the bucket's answers mean. */
record BucketJudgement(WantedAccess wanted, BucketFacts facts) {
  private static final String KMS = "aws:kms";

  /** What helps where a network leads to S3 of another Region than the bucket's. */
  static final String WAYS_OUT =
      "A gateway endpoint for S3 leads to its own Region only: instances in a private subnet with no other way to S3"
          + " have their sessions refused. Give them a NAT gateway or an interface endpoint that reaches the bucket's"
          + " Region, or a bucket in each Region.";

  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    findings.add(bucket());
    if (facts.answer().is(Answer.Kind.YES)) {
      findings.add(encryption());
    }
    findings.add(region());
    return findings;
  }

  /** Whether the bucket answers, whatever it says. */
  Finding bucket() {
    Answer answer = facts.answer();
    String name = wanted.bucketName();
    return switch (answer.kind()) {
      case YES ->
          Finding.proven(Check.BUCKET, name + " answers as the bucket of the account of its keys");
      case DENIED, DENIED_BY_RESOURCE ->
          Finding.failure(
              Check.BUCKET,
              Reason.DENIED,
              answer.said(),
              "Either account "
                  + wanted.bucketKey().account()
                  + ", to which the key belongs, does not own "
                  + name
                  + ": correct BucketName or BucketKeyArn (keys that another account has given: docs/verifying.md)."
                  + " Or a policy denies it. Allow the action to the role that this operation runs under; look at the bucket's"
                  + " policy, which lets the organization in (OrganizationId and OrganizationPaths of Central), and for a"
                  + " service control policy.");
      case UNKNOWN ->
          Finding.unproven(
              Check.BUCKET,
              answer.said(),
              "Ask as the account itself: aws s3api get-bucket-encryption.");
      default ->
          Finding.failure(
              Check.BUCKET,
              Reason.NOT_SHOWN,
              answer.said(),
              "There is no bucket "
                  + name
                  + " in "
                  + wanted.bucketKey().region()
                  + ", the Region of its key: create it with Central, or correct BucketName.");
    };
  }

  private Finding encryption() {
    String found =
        facts.algorithm().orElse("nothing") + facts.keyId().map(key -> " with " + key).orElse("");
    if (!facts.algorithm().filter(KMS::equals).isPresent()) {
      return different(wanted.bucketName() + " is encrypted by " + found + ", not by " + KMS);
    }
    return facts.keyId().filter(wanted.bucketKey().toString()::equals).isPresent()
        ? Finding.proven(Check.BUCKET_ENCRYPTION, "by exactly the key that the policy names")
        : different(
            wanted.bucketName()
                + " is encrypted by "
                + found
                + ", and the policy of the instances names "
                + wanted.bucketKey());
  }

  /** A setting that was changed a moment ago may show late. */
  private static Finding different(String cause) {
    return Finding.failure(
        Check.BUCKET_ENCRYPTION,
        Reason.NOT_SHOWN,
        cause,
        "If BucketKeyArn is not declared and Central has changed the key meanwhile, start the operation again: it asks anew."
            + " If it is declared, give the key that the bucket has, by its ARN. If that is not what Central declares, an"
            + " update of its stack puts the bucket right. While Central takes a bucket over (OnExistingBucket: ADOPT) it keeps the key that was"
            + " found: declare VerifyAccess: false until it is FAIL.");
  }

  /**
   * S3 gateway endpoints serve their own Region; then the agent's question before the session fails
   * and the session is refused (awslabs/landing-zone-accelerator-on-aws#896).
   */
  private Finding region() {
    String region = wanted.bucketKey().region();
    return region.equals(wanted.place().region())
        ? Finding.proven(Check.BUCKET_REGION, "the bucket is in this Region")
        : Finding.warning(
            Check.BUCKET_REGION,
            "the bucket is in " + region + ", the instances are in " + wanted.place().region(),
            WAYS_OUT);
  }
}
