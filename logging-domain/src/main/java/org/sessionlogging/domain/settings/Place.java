package org.sessionlogging.domain.settings;

/**
 * Where something runs: one Region of one account (12 digits) in one partition.
 *
 * @param dnsSuffix ending of the host names of the partition's services
 */
public record Place(String partition, String account, String region, String dnsSuffix) {

  /** Value of kms:ViaService in calls that S3 makes here. */
  public String s3ViaService() {
    return s3ViaService(region);
  }

  /** The same in another Region of this partition. */
  public String s3ViaService(String other) {
    return "s3." + other + "." + dnsSuffix;
  }

  /** ARN of a bucket of this partition; bucket ARNs name neither account nor Region. */
  public String bucketArn(String bucketName) {
    return "arn:" + partition + ":s3:::" + bucketName;
  }

  /** ARN that stands, in a policy, for the account as a whole. */
  public String accountRoot() {
    return "arn:" + partition + ":iam::" + account + ":root";
  }
}
