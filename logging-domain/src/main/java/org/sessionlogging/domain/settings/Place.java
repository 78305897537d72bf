package org.sessionlogging.domain.settings;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

  /** ARN of something of KMS here, by its kind and name. */
  public String kmsArn(String kindAndName) {
    return "arn:" + partition + ":kms:" + region + ":" + account + ":" + kindAndName;
  }

  /** ARN of an EC2 instance here. */
  public String instanceArn(String id) {
    return "arn:" + partition + ":ec2:" + region + ":" + account + ":instance/" + id;
  }

  /** ARN of a group of CloudWatch Logs here, without the part for streams. */
  public String logGroupArn(String name) {
    return "arn:" + partition + ":logs:" + region + ":" + account + ":log-group:" + name;
  }

  /** ARN of a managed policy of the account, which has its path in it; policies have no Region. */
  public String policyArn(String pathAndName) {
    return "arn:" + partition + ":iam::" + account + ":policy" + pathAndName;
  }

  /** ARN of a managed policy that AWS keeps for every account. */
  public String policyArnOfAws(String name) {
    return "arn:" + partition + ":iam::aws:policy/" + name;
  }

  /** ARN that stands, in a policy, for the account as a whole. */
  public String accountRoot() {
    return "arn:" + partition + ":iam::" + account + ":root";
  }

  /** ARN pattern of the roles of the account that are made for these types, by their path. */
  public String ownRoles() {
    return "arn:" + partition + ":iam::" + account + ":role/session-logging/*";
  }

  /**
   * A text for policies with a pattern in the place of this Region, wherever it stands as a word:
   * one that Regions of the same form match, so that a policy is the same in all of them, and as
   * little else as wildcards allow. {@code eu-west-1} becomes {@code ??-*-?}.
   */
  public String inRegionsAlike(String text) {
    String pattern =
        region.replaceAll("(?<=^[a-z]{0,20})[a-z]|[0-9]", "?").replaceAll("-.*-", "-*-");
    return text.replaceAll(
        "(?<![A-Za-z0-9])" + Pattern.quote(region) + "(?![A-Za-z0-9])",
        Matcher.quoteReplacement(pattern));
  }
}
