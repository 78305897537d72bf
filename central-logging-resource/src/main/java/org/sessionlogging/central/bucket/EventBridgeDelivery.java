package org.sessionlogging.central.bucket;

import java.util.Optional;
import org.sessionlogging.kit.reconcile.Handle;
import org.sessionlogging.kit.reconcile.Step;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.EventBridgeConfiguration;
import software.amazon.awssdk.services.s3.model.GetBucketNotificationConfigurationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketNotificationConfigurationResponse;
import software.amazon.awssdk.services.s3.model.NotificationConfiguration;
import software.amazon.awssdk.services.s3.model.PutBucketNotificationConfigurationRequest;

/** Whether EventBridge hears of what happens in the bucket; all other notifications stay. */
public record EventBridgeDelivery(LogBucket bucket) implements Handle<Boolean> {

  @Override
  public String name() {
    return "delivery to EventBridge";
  }

  @Override
  public Optional<Boolean> read() {
    return configuration().map(it -> it.eventBridgeConfiguration() != null);
  }

  private Optional<GetBucketNotificationConfigurationResponse> configuration() {
    return bucket.find(
        GetBucketNotificationConfigurationRequest.builder()
            .bucket(bucket.name())
            .expectedBucketOwner(bucket.owner())
            .build(),
        S3Client::getBucketNotificationConfiguration);
  }

  @Override
  public Step write(Boolean enabled, Optional<Boolean> live) {
    // The call replaces everything, so what is somebody else's goes in again.
    NotificationConfiguration.Builder all = NotificationConfiguration.builder();
    configuration()
        .ifPresent(
            it -> {
              if (it.hasTopicConfigurations()) {
                all.topicConfigurations(it.topicConfigurations());
              }
              if (it.hasQueueConfigurations()) {
                all.queueConfigurations(it.queueConfigurations());
              }
              if (it.hasLambdaFunctionConfigurations()) {
                all.lambdaFunctionConfigurations(it.lambdaFunctionConfigurations());
              }
            });
    if (enabled) {
      all.eventBridgeConfiguration(EventBridgeConfiguration.builder().build());
    }
    bucket.call(
        PutBucketNotificationConfigurationRequest.builder()
            .bucket(bucket.name())
            .expectedBucketOwner(bucket.owner())
            // Theirs need no test message, and may lead to what is gone.
            .skipDestinationValidation(true)
            .notificationConfiguration(all.build())
            .build(),
        S3Client::putBucketNotificationConfiguration);
    return Step.DONE;
  }
}
