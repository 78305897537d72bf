package org.sessionlogging.central;

import java.util.Map;
import org.sessionlogging.fakes.FakeAws;
import org.sessionlogging.fakes.s3.FakeBucket;

/** Somebody's bucket for access logs. */
final class AccessLogs {
  /** As the contract's inputs name it. */
  static final String NAME = "acme-access-logs";

  private AccessLogs() {}

  /** In the account, with a policy that lets S3 deliver. */
  static FakeBucket add(FakeAws aws, String region) {
    FakeBucket bucket = aws.s3().add(NAME, aws.account(), region, Map.of("Team", "other"));
    bucket.policy = policy("");
    return bucket;
  }

  /** Lets S3 deliver, with further members of the statement. */
  static String policy(String further) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":"
        + "\"logging.s3.amazonaws.com\"},\"Action\":\"s3:PutObject\",\"Resource\":\"arn:aws:s3:::"
        + NAME
        + "/*\""
        + further
        + "}]}";
  }
}
