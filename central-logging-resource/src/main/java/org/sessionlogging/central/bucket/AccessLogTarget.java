package org.sessionlogging.central.bucket;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.sessionlogging.domain.policy.AccessLogDelivery;
import org.sessionlogging.domain.policy.PolicyDocument;
import org.sessionlogging.domain.settings.AccessLog;
import org.sessionlogging.kit.reconcile.Handle;
import org.sessionlogging.kit.reconcile.Part;
import org.sessionlogging.kit.reconcile.Refused;
import org.sessionlogging.kit.reconcile.Step;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetBucketAclRequest;
import software.amazon.awssdk.services.s3.model.Grant;
import software.amazon.awssdk.services.s3.model.ObjectOwnership;
import software.amazon.awssdk.services.s3.model.Permission;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/**
 * What keeps access logs from arriving in the bucket that is named for them, in words; empty text
 * when nothing does. It is never changed: only looked at, and refused before anything is written
 * (S3 user guide, enable-server-access-logging.html: what S3 itself does not all refuse).
 */
public record AccessLogTarget(LogBucket target, AccessLogDelivery delivery)
    implements Handle<String> {
  private static final String LOG_DELIVERY = "http://acs.amazonaws.com/groups/s3/LogDelivery";

  /** As a part. */
  public static Part<String> of(LogBucket logs, AccessLog accessLog) {
    return Part.of(
        new AccessLogTarget(
            new LogBucket(logs.aws(), logs.s3(), logs.place(), accessLog.bucket(), logs.progress()),
            new AccessLogDelivery(logs.place(), logs.name(), accessLog)),
        "");
  }

  @Override
  public String name() {
    return "access log bucket";
  }

  @Override
  public Optional<String> read() {
    return Optional.of(
        switch (target.presence()) {
          case NOWHERE -> "there is no such bucket. Make it first";
          case IN_ANOTHER_REGION ->
              "it is in another Region. Name one in " + target.place().region();
          case IN_ANOTHER_ACCOUNT ->
              "it belongs to another account. Name one of account " + target.owner();
          case HERE -> inTheWay();
        });
  }

  private String inTheWay() {
    if (new BucketObjectLock(target).read().filter(BucketObjectLock.State::on).isPresent()) {
      return "it has Object Lock, and S3 delivers no access logs there. Name a bucket without";
    }
    if (!isEncryptedByS3()) {
      return "it is encrypted with a KMS key by default, and S3 delivers no access logs there. Set SSE-S3 (AES256)";
    }
    Optional<PolicyDocument> policy = new BucketPolicySetting(target).read();
    if (policy.filter(delivery::isDeniedBy).isPresent()) {
      return "its policy denies logging.s3.amazonaws.com to write. Except that service from the Deny";
    }
    return policy.filter(delivery::isAllowedBy).isPresent() || isGrantedByAcl()
        ? ""
        : "its policy does not let logging.s3.amazonaws.com write. Add this statement to it: "
            + delivery.statement();
  }

  private boolean isEncryptedByS3() {
    return new BucketEncryption(target)
        .read()
        .map(rule -> rule.applyServerSideEncryptionByDefault().sseAlgorithm())
        .filter(it -> it != ServerSideEncryption.AES256)
        .isEmpty();
  }

  /** ACLs count where they are on, as S3 counts them. */
  private boolean isGrantedByAcl() {
    if (new BucketOwnership(target)
        .read()
        .filter(it -> it == ObjectOwnership.BUCKET_OWNER_ENFORCED)
        .isPresent()) {
      return false;
    }
    Set<Permission> granted =
        target
            .call(
                GetBucketAclRequest.builder()
                    .bucket(target.name())
                    .expectedBucketOwner(target.owner())
                    .build(),
                S3Client::getBucketAcl)
            .grants()
            .stream()
            .filter(it -> LOG_DELIVERY.equals(it.grantee().uri()))
            .map(Grant::permission)
            .collect(Collectors.toSet());
    return granted.contains(Permission.FULL_CONTROL)
        || granted.containsAll(Set.of(Permission.WRITE, Permission.READ_ACP));
  }

  /**
   * Changes nothing.
   *
   * @throws Refused when it has been looked at often enough
   */
  @Override
  public Step write(String nothing, Optional<String> inTheWay) {
    return target
        .progress()
        .lookAgain(name(), "the access log bucket")
        .orElseThrow(
            () ->
                Refused.invalid(
                    "AccessLog.Bucket "
                        + target.name()
                        + ": "
                        + inTheWay.orElse("")
                        + ". Nothing was changed."));
  }
}
