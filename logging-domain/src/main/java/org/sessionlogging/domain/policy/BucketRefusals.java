package org.sessionlogging.domain.policy;

import java.util.ArrayList;
import java.util.List;
import org.sessionlogging.domain.settings.AccountPrefix;
import org.sessionlogging.domain.settings.CentralLogging;
import org.sessionlogging.domain.settings.KeyArn;

/** What the bucket refuses to everybody, administrators of the log account included. */
final class BucketRefusals {
  private static final String ENCRYPTION = "s3:x-amz-server-side-encryption";
  private static final String KEY_ID = "s3:x-amz-server-side-encryption-aws-kms-key-id";
  private static final String CUSTOMER_ALGORITHM =
      "s3:x-amz-server-side-encryption-customer-algorithm";
  private static final String ACL = "s3:x-amz-acl";

  private BucketRefusals() {}

  static List<Statement> of(CentralLogging logging, KeyArn bucketKey) {
    String bucket = logging.bucketArn();
    String objects = bucket + "/*";
    List<Statement> statements = new ArrayList<>();
    statements.add(
        Statement.deny("RefusePlainHttp")
            .everyone()
            .actions("s3:*")
            .resources(bucket, objects)
            .when("Bool", "aws:SecureTransport", "false"));
    statements.addAll(encryption(objects, bucketKey));
    statements.add(
        acl("RefuseOtherAcls", objects)
            .when("Null", ACL, "false")
            .when("StringNotEquals", ACL, "bucket-owner-full-control"));
    statements.addAll(grants(objects));
    if (logging.access().accountPrefix() == AccountPrefix.ENFORCED) {
      // Without this, whoever may do everything in the log account could forge another account's
      // log.
      statements.add(put("RefuseForeignPrefix").notResources(LogLocation.of(logging).ofCaller()));
    }
    return statements;
  }

  /**
   * UploadPart is a PutObject to policies and carries none of these keys, and plain uploads get the
   * default encryption: so each condition holds only when its key is present (S3 user guide,
   * "Multipart upload API and permissions").
   */
  private static List<Statement> encryption(String objects, KeyArn bucketKey) {
    return List.of(
        put("RefuseOtherEncryption")
            .resources(objects)
            .when("Null", ENCRYPTION, "false")
            .when("StringNotEquals", ENCRYPTION, "aws:kms"),
        put("RefuseForeignKeys")
            .resources(objects)
            .when("Null", KEY_ID, "false")
            .when("StringNotEquals", KEY_ID, bucketKey.toString()),
        // S3 would take the AWS managed key aws/s3, whose policy lets no other account read.
        put("RefuseEncryptionWithoutKey")
            .resources(objects)
            .when("StringEquals", ENCRYPTION, "aws:kms")
            .when("Null", KEY_ID, "true"),
        put("RefuseCustomerProvidedKeys")
            .resources(objects)
            .when("Null", CUSTOMER_ALGORITHM, "false"));
  }

  /** One statement a header: keys within one condition block must all be there for it to hold. */
  private static List<Statement> grants(String objects) {
    return List.of(
        acl("RefuseGrantRead", objects).when("Null", "s3:x-amz-grant-read", "false"),
        acl("RefuseGrantWrite", objects).when("Null", "s3:x-amz-grant-write", "false"),
        acl("RefuseGrantReadAcp", objects).when("Null", "s3:x-amz-grant-read-acp", "false"),
        acl("RefuseGrantWriteAcp", objects).when("Null", "s3:x-amz-grant-write-acp", "false"),
        acl("RefuseGrantFullControl", objects)
            .when("Null", "s3:x-amz-grant-full-control", "false"));
  }

  private static Statement put(String sid) {
    return Statement.deny(sid).everyone().actions("s3:PutObject");
  }

  private static Statement acl(String sid, String objects) {
    return Statement.deny(sid)
        .everyone()
        .actions("s3:PutObject", "s3:PutObjectAcl")
        .resources(objects);
  }
}
