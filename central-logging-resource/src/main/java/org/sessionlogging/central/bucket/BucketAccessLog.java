package org.sessionlogging.central.bucket;

import java.util.Optional;
import org.sessionlogging.domain.settings.AccessLog;
import org.sessionlogging.kit.reconcile.Handle;
import org.sessionlogging.kit.reconcile.Step;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketLoggingStatus;
import software.amazon.awssdk.services.s3.model.GetBucketLoggingRequest;
import software.amazon.awssdk.services.s3.model.LoggingEnabled;
import software.amazon.awssdk.services.s3.model.PutBucketLoggingRequest;
import software.amazon.awssdk.services.s3.model.SimplePrefix;
import software.amazon.awssdk.services.s3.model.TargetObjectKeyFormat;

/** Where the bucket's server access logs go; an empty status is nowhere. */
public record BucketAccessLog(LogBucket bucket) implements Handle<BucketLoggingStatus> {

  /** What S3 may say of keys in its default format (API reference, LoggingEnabled). */
  private static final TargetObjectKeyFormat DEFAULT_FORMAT =
      TargetObjectKeyFormat.builder().simplePrefix(SimplePrefix.builder().build()).build();

  /** The declared target, or none. */
  public static BucketLoggingStatus to(Optional<AccessLog> target) {
    return BucketLoggingStatus.builder()
        .loggingEnabled(
            target
                .map(
                    it ->
                        LoggingEnabled.builder()
                            .targetBucket(it.bucket())
                            .targetPrefix(it.prefix().orElse(""))
                            .build())
                .orElse(null))
        .build();
  }

  @Override
  public String name() {
    return "access log";
  }

  @Override
  public Optional<BucketLoggingStatus> read() {
    return bucket
        .find(
            GetBucketLoggingRequest.builder()
                .bucket(bucket.name())
                .expectedBucketOwner(bucket.owner())
                .build(),
            S3Client::getBucketLogging)
        .map(
            it ->
                BucketLoggingStatus.builder()
                    .loggingEnabled(
                        Optional.ofNullable(it.loggingEnabled())
                            .map(BucketAccessLog::inOneSpelling)
                            .orElse(null))
                    .build());
  }

  private static LoggingEnabled inOneSpelling(LoggingEnabled logging) {
    LoggingEnabled.Builder same = logging.toBuilder();
    if (logging.targetPrefix() == null) {
      same.targetPrefix("");
    }
    if (DEFAULT_FORMAT.equals(logging.targetObjectKeyFormat())) {
      same.targetObjectKeyFormat((TargetObjectKeyFormat) null);
    }
    return same.build();
  }

  @Override
  public Step write(BucketLoggingStatus status, Optional<BucketLoggingStatus> live) {
    bucket.call(
        PutBucketLoggingRequest.builder()
            .bucket(bucket.name())
            .expectedBucketOwner(bucket.owner())
            .bucketLoggingStatus(status)
            .build(),
        S3Client::putBucketLogging);
    return Step.DONE;
  }
}
