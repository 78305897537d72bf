package org.sessionlogging.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.sessionlogging.domain.Examples;
import org.sessionlogging.domain.GeneratedSettings;
import org.sessionlogging.domain.Law;
import org.sessionlogging.domain.settings.CentralLogging;

/** Who may do what with the bucket, in plain words; its policy decides every request likewise. */
class BucketAccessLawTest {
  private static final int REQUESTS = 300;

  private static final String[] READING = {
    "s3:GetBucketLocation",
    "s3:ListBucket",
    "s3:ListBucketVersions",
    "s3:GetObject",
    "s3:GetObjectVersion"
  };

  private static final String[] LOOSENING = {
    "s3:BypassGovernanceRetention",
    "s3:DeleteBucket",
    "s3:DeleteBucketPolicy",
    "s3:DeleteObject",
    "s3:DeleteObjectTagging",
    "s3:DeleteObjectVersion",
    "s3:PutBucketAbac",
    "s3:PutBucketAcl",
    "s3:PutBucketLogging",
    "s3:PutBucketNotification",
    "s3:PutBucketObjectLockConfiguration",
    "s3:PutBucketOwnershipControls",
    "s3:PutBucketPolicy",
    "s3:PutBucketPublicAccessBlock",
    "s3:PutBucketRequestPayment",
    "s3:PutBucketTagging",
    "s3:PutBucketVersioning",
    "s3:PutEncryptionConfiguration",
    "s3:PutLifecycleConfiguration",
    "s3:PutObjectLegalHold",
    "s3:PutObjectRetention",
    "s3:PutReplicationConfiguration",
    "s3:TagResource",
    "s3:UntagResource"
  };

  @Law
  @MethodSource("centrals")
  void policyDecidesAsItIsSaidHere(CentralLogging logging) {
    Logs logs = new Logs(logging);
    Decision decision = Decision.ofBucket(logs.bucketPolicy(), logs.account());
    assertThat(logs.ofBucket(REQUESTS).filter(it -> decision.allows(it) != isAllowed(logs, it)))
        .isEmpty();
  }

  @Law
  @MethodSource("centrals")
  void nothingIsDoneOverPlainHttp(CentralLogging logging) {
    assertThat(allowed(logging)).noneMatch(it -> it.says("aws:SecureTransport", "false"));
  }

  @Law
  @MethodSource("centrals")
  void nobodyWritesWhereItsLogsMayNotLie(CentralLogging logging) {
    Logs logs = new Logs(logging);
    assertThat(allowed(logging))
        .filteredOn(it -> it.calls("s3:PutObject", "s3:PutObjectAcl", "s3:AbortMultipartUpload"))
        .allMatch(it -> logs.mayLie(it.caller(), it.resource()));
  }

  @Law
  @MethodSource("centrals")
  void nobodyReplicatesIntoTheBucket(CentralLogging logging) {
    assertThat(allowed(logging)).noneMatch(it -> it.action().startsWith("s3:Replicate"));
  }

  @Law
  @MethodSource("centrals")
  void everyLogIsUnderTheKey(CentralLogging logging) {
    assertThat(allowed(logging))
        .filteredOn(it -> it.calls("s3:PutObject"))
        .noneMatch(it -> it.has(Logs.CUSTOMER_KEY))
        .noneMatch(it -> it.says(Logs.SSE, "AES256") || it.says(Logs.SSE, "aws:kms:dsse"))
        .allMatch(it -> namesTheKey(it) || (!it.has(Logs.SSE) && !it.has(Logs.KEY_ID)));
    assertThat(allowed(logging))
        .filteredOn(it -> it.calls("s3:UpdateObjectEncryption"))
        .allMatch(BucketAccessLawTest::namesTheKey);
  }

  private static List<Request> allowed(CentralLogging logging) {
    Logs logs = new Logs(logging);
    Decision decision = Decision.ofBucket(logs.bucketPolicy(), logs.account());
    List<Request> allowed = logs.ofBucket(REQUESTS).filter(decision::allows).toList();
    assertThat(allowed).isNotEmpty();
    return allowed;
  }

  @Law
  @MethodSource("centrals")
  void declaredReadersAloneRead(CentralLogging logging) {
    Logs logs = new Logs(logging);
    assertThat(allowed(logging))
        .filteredOn(it -> it.action().startsWith("s3:GetObject"))
        .noneMatch(it -> logs.mayNotRead(it.caller()));
  }

  @Law
  @MethodSource("centrals")
  void declaredAdministratorsAloneDeleteAndLoosen(CentralLogging logging) {
    Logs logs = new Logs(logging);
    assertThat(allowed(logging))
        .filteredOn(it -> it.calls(LOOSENING))
        .noneMatch(it -> logs.mayNotLoosenLogs(it.caller()));
  }

  /**
   * IAM decides in the log account; a member's IAM lets its instances write logs where its logs may
   * lie, and see that the bucket is encrypted; a declared reader of another account finds and reads
   * logs; nobody else does anything. And nobody does what the bucket refuses.
   */
  private static boolean isAllowed(Logs logs, Request request) {
    boolean writesLog =
        request.calls("s3:PutObject", "s3:PutObjectAcl", "s3:AbortMultipartUpload")
            && logs.mayLie(request.caller(), request.resource());
    boolean doesAsMembersDo = writesLog || request.calls("s3:GetEncryptionConfiguration");
    boolean granted =
        request.caller().isOf(logs.account())
            || (logs.isWriter(request.caller()) && doesAsMembersDo)
            || (logs.isReaderElsewhere(request.caller()) && request.calls(READING));
    return request.caller().letByIam() && granted && !isRefused(logs, request);
  }

  private static boolean isRefused(Logs logs, Request request) {
    return request.says("aws:SecureTransport", "false")
        || request.action().startsWith("s3:Replicate")
        || (request.action().startsWith("s3:GetObject") && logs.mayNotRead(request.caller()))
        || (request.calls(LOOSENING) && logs.mayNotLoosenLogs(request.caller()))
        || spoilsLogsOfOthers(logs, request)
        || isUploadUnderAnotherKey(request)
        || movesToAnotherKey(request)
        || sharesTheLog(request);
  }

  private static boolean spoilsLogsOfOthers(Logs logs, Request request) {
    return request.calls(
            "s3:PutObject", "s3:PutObjectAcl", "s3:PutObjectVersionAcl", "s3:AbortMultipartUpload")
        && !logs.mayLie(request.caller(), request.resource());
  }

  /** Saying nothing of encryption is fine, as the bucket's default holds then. */
  private static boolean isUploadUnderAnotherKey(Request request) {
    boolean otherAlgorithm = request.has(Logs.SSE) && !request.says(Logs.SSE, "aws:kms");
    boolean otherKey = request.has(Logs.KEY_ID) && !namesTheKey(request);
    boolean noKey = request.says(Logs.SSE, "aws:kms") && !request.has(Logs.KEY_ID);
    return request.calls("s3:PutObject")
        && (otherAlgorithm || otherKey || noKey || request.has(Logs.CUSTOMER_KEY));
  }

  private static boolean movesToAnotherKey(Request request) {
    return request.calls("s3:UpdateObjectEncryption") && !namesTheKey(request);
  }

  private static boolean namesTheKey(Request request) {
    return request.says(Logs.KEY_ID, Examples.BUCKET_KEY.toString());
  }

  /** An upload may do without an ACL; a call that sets one says in its header which. */
  private static boolean sharesTheLog(Request request) {
    boolean ownersAcl = request.says(Logs.ACL, "bucket-owner-full-control");
    boolean needsAcl = request.calls("s3:PutObjectAcl", "s3:PutObjectVersionAcl");
    return (!ownersAcl && (needsAcl || request.has(Logs.ACL)))
        || Logs.GRANTS.stream().anyMatch(request::has);
  }

  static Stream<CentralLogging> centrals() {
    return GeneratedSettings.cases(GeneratedSettings::central);
  }
}
