package org.sessionlogging.domain.policy;

import java.util.ArrayList;
import java.util.List;
import org.sessionlogging.domain.settings.CentralLogging;

/** What the bucket refuses to everybody, administrators of the log account included. */
final class BucketRefusals {
  /** Id of the statement that refuses reading to all but the declared readers. */
  static final String OTHER_READERS = "RefuseOtherReaders";

  /** Id of the statement that refuses to move logs to another key than the bucket's. */
  static final String MOVES = "RefuseMoveToForeignKey";

  private static final String ENCRYPTION = "s3:x-amz-server-side-encryption";
  static final String KEY_ID = "s3:x-amz-server-side-encryption-aws-kms-key-id";
  private static final String CUSTOMER_ALGORITHM =
      "s3:x-amz-server-side-encryption-customer-algorithm";
  private static final String ACL = "s3:x-amz-acl";
  private static final String OWNERS_ACL = "bucket-owner-full-control";

  // With a version in the request PutObjectAcl is authorized as the other one (S3 user guide,
  // "Required permissions for Amazon S3 API operations").
  private static final List<String> SETTING_ACLS =
      List.of("s3:PutObjectAcl", "s3:PutObjectVersionAcl");
  private static final List<String> WITH_ACLS =
      List.of("s3:PutObject", "s3:PutObjectAcl", "s3:PutObjectVersionAcl");
  private static final List<String> WRITES =
      List.of(
          "s3:PutObject", "s3:PutObjectAcl", "s3:PutObjectVersionAcl", "s3:AbortMultipartUpload");

  private BucketRefusals() {}

  static List<Statement> of(CentralLogging logging, UploadEncryption encryption) {
    String bucket = logging.bucketArn();
    String objects = bucket + "/*";
    List<Statement> statements = new ArrayList<>();
    statements.add(
        Statement.deny("RefusePlainHttp")
            .everyone()
            .actions("s3:*")
            .resources(bucket, objects)
            .when("Bool", "aws:SecureTransport", "false"));
    statements.addAll(encryption(logging, objects, encryption));
    statements.addAll(acls(objects));
    statements.addAll(grants(objects));
    // A replica brings content, deletions, tags and annotations past every rule for uploads: each
    // by
    // a call of its own (S3 user guide, "What does Amazon S3 replicate?"; Service Authorization
    // Reference, ReplicateObjectAnnotation), and a call that a partition lacks can't be named
    // there.
    statements.add(
        Statement.deny("RefuseReplicas").everyone().actions("s3:Replicate*").resources(objects));
    if (logging.access().readers().given()) {
      statements.add(
          Callers.except(
              logging.access().readers(),
              Statement.deny(OTHER_READERS)
                  .everyone()
                  .actions("s3:GetObject*")
                  .resources(objects)));
    }
    LogLocation location = LogLocation.of(logging);
    if (!location.isWholeBucket()) {
      // Without this, whoever may do everything in the log account could forge or spoil another
      // account's log.
      statements.add(
          Statement.deny("RefuseForeignPrefix")
              .everyone()
              .actions(WRITES)
              .notResources(location.ofCaller()));
    }
    return statements;
  }

  /**
   * UploadPart is a PutObject to policies and carries none of these keys, and plain uploads get the
   * default encryption: so each condition holds only when its key is present (S3 user guide,
   * "Multipart upload API and permissions").
   */
  private static List<Statement> encryption(
      CentralLogging logging, String objects, UploadEncryption encryption) {
    List<Statement> statements = new ArrayList<>();
    statements.add(
        put("RefuseOtherEncryption")
            .resources(objects)
            .when("Null", ENCRYPTION, "false")
            .when("StringNotEquals", ENCRYPTION, encryption.algorithms()));
    statements.add(
        put("RefuseForeignKeys")
            .resources(objects)
            .when("Null", KEY_ID, "false")
            .when("StringNotEquals", KEY_ID, encryption.keys(logging.place())));
    if (!encryption.mayNameNoKey()) {
      // S3 would take the AWS managed key aws/s3, whose policy lets no other account read.
      statements.add(
          put("RefuseEncryptionWithoutKey")
              .resources(objects)
              .when("StringEquals", ENCRYPTION, UploadEncryption.KMS)
              .when("Null", KEY_ID, "true"));
    }
    statements.add(
        put("RefuseCustomerProvidedKeys")
            .resources(objects)
            .when("Null", CUSTOMER_ALGORITHM, "false"));
    statements.add(
        // It always names the key it moves to (S3 API reference, UpdateObjectEncryption): a request
        // that seems to name none is no reason to let it pass.
        Statement.deny(MOVES)
            .everyone()
            .actions("s3:UpdateObjectEncryption")
            .resources(objects)
            .when("StringNotEquals", KEY_ID, encryption.key().toString()));
    return statements;
  }

  /**
   * Uploads may say nothing of an ACL. A call that sets one has it in its header, or in its body
   * where no policy can see it (S3 API reference, PutObjectAcl): then the key is missing, and
   * refused.
   */
  private static List<Statement> acls(String objects) {
    return List.of(
        put("RefuseOtherAcls")
            .resources(objects)
            .when("Null", ACL, "false")
            .when("StringNotEquals", ACL, OWNERS_ACL),
        Statement.deny("RefuseOtherAclCalls")
            .everyone()
            .actions(SETTING_ACLS)
            .resources(objects)
            .when("StringNotEquals", ACL, OWNERS_ACL));
  }

  /** One statement a header: keys within one condition block must all be there for it to hold. */
  private static List<Statement> grants(String objects) {
    return List.of(
        grant("RefuseGrantRead", objects, "s3:x-amz-grant-read"),
        grant("RefuseGrantWrite", objects, "s3:x-amz-grant-write"),
        grant("RefuseGrantReadAcp", objects, "s3:x-amz-grant-read-acp"),
        grant("RefuseGrantWriteAcp", objects, "s3:x-amz-grant-write-acp"),
        grant("RefuseGrantFullControl", objects, "s3:x-amz-grant-full-control"));
  }

  private static Statement grant(String sid, String objects, String header) {
    return Statement.deny(sid)
        .everyone()
        .actions(WITH_ACLS)
        .resources(objects)
        .when("Null", header, "false");
  }

  private static Statement put(String sid) {
    return Statement.deny(sid).everyone().actions("s3:PutObject");
  }
}
