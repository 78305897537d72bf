package org.sessionlogging.fakes.s3;

import java.util.Optional;
import org.sessionlogging.fakes.store.AwsError;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetBucketLoggingRequest;
import software.amazon.awssdk.services.s3.model.GetBucketLoggingResponse;
import software.amazon.awssdk.services.s3.model.GetBucketNotificationConfigurationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketNotificationConfigurationResponse;
import software.amazon.awssdk.services.s3.model.GetBucketReplicationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketReplicationResponse;
import software.amazon.awssdk.services.s3.model.LoggingEnabled;
import software.amazon.awssdk.services.s3.model.NotificationConfiguration;
import software.amazon.awssdk.services.s3.model.PutBucketLoggingRequest;
import software.amazon.awssdk.services.s3.model.PutBucketLoggingResponse;
import software.amazon.awssdk.services.s3.model.PutBucketNotificationConfigurationRequest;
import software.amazon.awssdk.services.s3.model.PutBucketNotificationConfigurationResponse;

/** What a bucket gives to others: server access logs, events, and copies. */
interface ReportCalls extends S3Client {

  Reach reach();

  @Override
  default GetBucketLoggingResponse getBucketLogging(GetBucketLoggingRequest request) {
    return reach()
        .look(
            request,
            request.bucket(),
            bucket -> GetBucketLoggingResponse.builder().loggingEnabled(bucket.logging).build());
  }

  /**
   * The target has to be there and let the log delivery write (getmoto/moto, which was compared
   * with S3: InvalidTargetBucketForLogging, CrossLocationLoggingProhibited); an empty status is
   * off.
   */
  @Override
  default PutBucketLoggingResponse putBucketLogging(PutBucketLoggingRequest request) {
    LoggingEnabled logging = request.bucketLoggingStatus().loggingEnabled();
    if (logging != null) {
      refuseWrongTarget(reach().store().present().buckets.get(logging.targetBucket()));
    }
    return reach()
        .write(
            request,
            request.bucket(),
            PutBucketLoggingResponse.builder().build(),
            bucket -> bucket.logging = logging);
  }

  private void refuseWrongTarget(FakeBucket target) {
    if (target == null || !target.owner.equals(reach().account()) || !target.letsLogsIn()) {
      throw AwsError.of(
          400, "InvalidTargetBucketForLogging", "The target bucket for logging does not exist.");
    }
    if (!target.region.equals(reach().region())) {
      throw AwsError.of(403, "CrossLocationLoggingProhibited", "Cross S3 location logging.");
    }
  }

  @Override
  default GetBucketNotificationConfigurationResponse getBucketNotificationConfiguration(
      GetBucketNotificationConfigurationRequest request) {
    return reach()
        .look(
            request,
            request.bucket(),
            bucket -> {
              NotificationConfiguration all =
                  Optional.ofNullable(bucket.notifications)
                      .orElseGet(() -> NotificationConfiguration.builder().build());
              return GetBucketNotificationConfigurationResponse.builder()
                  .topicConfigurations(all.topicConfigurations())
                  .queueConfigurations(all.queueConfigurations())
                  .lambdaFunctionConfigurations(all.lambdaFunctionConfigurations())
                  .eventBridgeConfiguration(all.eventBridgeConfiguration())
                  .build();
            });
  }

  /** Replaces everything (API reference, PutBucketNotificationConfiguration). */
  @Override
  default PutBucketNotificationConfigurationResponse putBucketNotificationConfiguration(
      PutBucketNotificationConfigurationRequest request) {
    return reach()
        .write(
            request,
            request.bucket(),
            PutBucketNotificationConfigurationResponse.builder().build(),
            bucket -> {
              NotificationConfiguration all = request.notificationConfiguration();
              bucket.notifications =
                  all.equals(NotificationConfiguration.builder().build()) ? null : all;
            });
  }

  /** ReplicationConfigurationNotFoundError without one (API reference, GetBucketReplication). */
  @Override
  default GetBucketReplicationResponse getBucketReplication(GetBucketReplicationRequest request) {
    return reach()
        .look(
            request,
            request.bucket(),
            bucket ->
                GetBucketReplicationResponse.builder()
                    .replicationConfiguration(
                        Reach.orAbsent(bucket.replication, "ReplicationConfigurationNotFoundError"))
                    .build());
  }
}
