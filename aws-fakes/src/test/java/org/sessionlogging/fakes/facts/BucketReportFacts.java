package org.sessionlogging.fakes.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.fakes.facts.AwsUnderTest.HERE;
import static org.sessionlogging.fakes.facts.AwsUnderTest.THERE;
import static org.sessionlogging.fakes.facts.AwsUnderTest.fresh;
import static org.sessionlogging.fakes.facts.AwsUnderTest.refusal;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketLoggingStatus;
import software.amazon.awssdk.services.s3.model.CreateBucketConfiguration;
import software.amazon.awssdk.services.s3.model.Event;
import software.amazon.awssdk.services.s3.model.EventBridgeConfiguration;
import software.amazon.awssdk.services.s3.model.Grant;
import software.amazon.awssdk.services.s3.model.LoggingEnabled;
import software.amazon.awssdk.services.s3.model.NotificationConfiguration;
import software.amazon.awssdk.services.s3.model.ObjectOwnership;
import software.amazon.awssdk.services.s3.model.OwnershipControlsRule;
import software.amazon.awssdk.services.s3.model.Permission;
import software.amazon.awssdk.services.s3.model.QueueConfiguration;
import software.amazon.awssdk.services.s3.model.ReplicationConfiguration;
import software.amazon.awssdk.services.s3.model.ReplicationRule;

/** What a bucket tells of itself: server access logs, and events. */
abstract class BucketReportFacts extends S3Facts {
  private final String target = fresh("facts-access-logs");

  BucketReportFacts(AwsUnderTest aws) {
    super(aws);
  }

  private void makeTarget(S3Client client, String region) {
    assertThat(
            client
                .createBucket(
                    it ->
                        it.bucket(target)
                            .createBucketConfiguration(region.equals(THERE) ? null : in(region)))
                .location())
        .isNotNull();
  }

  private static CreateBucketConfiguration in(String region) {
    return CreateBucketConfiguration.builder().locationConstraint(region).build();
  }

  private void grant(S3Client client) {
    client.putBucketPolicy(
        it ->
            it.bucket(target)
                .policy(
                    "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":"
                        + "\"logging.s3.amazonaws.com\"},\"Action\":\"s3:PutObject\",\"Resource\":\"arn:aws:s3:::"
                        + target
                        + "/*\"}]}"));
  }

  private void log(BucketLoggingStatus status) {
    s3.putBucketLogging(
        it -> it.bucket(bucket).expectedBucketOwner(aws.account()).bucketLoggingStatus(status));
  }

  private BucketLoggingStatus to(String prefix) {
    return BucketLoggingStatus.builder()
        .loggingEnabled(it -> it.targetBucket(target).targetPrefix(prefix))
        .build();
  }

  private LoggingEnabled logging() {
    return s3.getBucketLogging(it -> it.bucket(bucket).expectedBucketOwner(aws.account()))
        .loggingEnabled();
  }

  @Test
  @Source(API + "API_PutBucketLogging.html: an empty status turns it off")
  void accessLogsAreTurnedOnAndOff() {
    create();
    makeTarget(s3, HERE);
    grant(s3);
    assertThat(logging()).isNull();

    for (String prefix : new String[] {"s3/", ""}) {
      log(to(prefix));
      assertThat(logging()).isEqualTo(to(prefix).loggingEnabled());
    }

    log(BucketLoggingStatus.builder().build());
    assertThat(logging()).isNull();
  }

  @Test
  @Source(
      GUIDE
          + "enable-server-access-logging.html, Permissions for log delivery; "
          + API
          + "ErrorResponses.html")
  void targetHasToBeThereAndToLetTheLogDeliveryWrite() {
    create();
    assertThat(refusal(() -> log(to("")))).isEqualTo("InvalidTargetBucketForLogging");
    makeTarget(s3, HERE);
    assertThat(refusal(() -> log(to("")))).isEqualTo("InvalidTargetBucketForLogging");

    OwnershipControlsRule aclsOn =
        OwnershipControlsRule.builder()
            .objectOwnership(ObjectOwnership.BUCKET_OWNER_PREFERRED)
            .build();
    s3.putBucketOwnershipControls(
        it -> it.bucket(target).ownershipControls(controls -> controls.rules(aclsOn)));
    s3.putBucketAcl(it -> it.bucket(target).acl("log-delivery-write"));

    assertThat(s3.getBucketAcl(it -> it.bucket(target).expectedBucketOwner(aws.account())).grants())
        .filteredOn(
            it -> "http://acs.amazonaws.com/groups/s3/LogDelivery".equals(it.grantee().uri()))
        .extracting(Grant::permission)
        .containsExactlyInAnyOrder(Permission.WRITE, Permission.READ_ACP);
    log(to(""));
    assertThat(logging()).isEqualTo(to("").loggingEnabled());
  }

  @Test
  @Source(API + "API_PutBucketLogging.html: in the same Region, owned by the same account")
  void targetIsInTheSameRegion() {
    create();
    S3Client elsewhere = aws.s3(aws.account(), THERE);
    makeTarget(elsewhere, THERE);
    grant(elsewhere);

    assertThat(refusal(() -> log(to("")))).isEqualTo("CrossLocationLoggingProhibited");
  }

  @Test
  @Source(
      API
          + "API_PutBucketNotificationConfiguration.html: replaces; an EventBridgeConfiguration"
          + " enables the delivery to EventBridge")
  void notificationsAreReplacedAsAWhole() {
    create();
    assertThat(notifications()).isEqualTo(NotificationConfiguration.builder().build());
    NotificationConfiguration both =
        NotificationConfiguration.builder()
            .queueConfigurations(
                QueueConfiguration.builder()
                    .id("theirs")
                    .queueArn("arn:aws:sqs:" + HERE + ":" + aws.account() + ":logs")
                    .events(Event.S3_OBJECT_CREATED)
                    .build())
            .eventBridgeConfiguration(EventBridgeConfiguration.builder().build())
            .build();

    for (NotificationConfiguration all :
        new NotificationConfiguration[] {
          both,
          both.toBuilder().eventBridgeConfiguration((EventBridgeConfiguration) null).build(),
          NotificationConfiguration.builder()
              .eventBridgeConfiguration(both.eventBridgeConfiguration())
              .build(),
          NotificationConfiguration.builder().build()
        }) {
      s3.putBucketNotificationConfiguration(
          it ->
              it.bucket(bucket)
                  .expectedBucketOwner(aws.account())
                  .skipDestinationValidation(true)
                  .notificationConfiguration(all));
      assertThat(notifications()).isEqualTo(all);
    }
  }

  private NotificationConfiguration notifications() {
    var all =
        s3.getBucketNotificationConfiguration(
            it -> it.bucket(bucket).expectedBucketOwner(aws.account()));
    NotificationConfiguration.Builder some =
        NotificationConfiguration.builder()
            .eventBridgeConfiguration(all.eventBridgeConfiguration());
    if (all.hasQueueConfigurations()) {
      some.queueConfigurations(all.queueConfigurations());
    }
    return some.build();
  }

  @Test
  @Source(API + "API_GetBucketReplication.html: ReplicationConfigurationNotFoundError")
  void bucketWithoutReplicationSaysThatThereIsNone() {
    create();

    assertThat(refusal(() -> s3.getBucketReplication(it -> it.bucket(bucket))))
        .isEqualTo("ReplicationConfigurationNotFoundError");
  }

  @Test
  @Source(API + "API_GetBucketReplication.html; API_ReplicationRule.html: Destination, Status")
  void replicationSaysWhereCopiesGo() {
    create();
    s3.putBucketVersioning(
        it -> it.bucket(bucket).versioningConfiguration(to -> to.status("Enabled")));
    aws.replicate(
        bucket,
        ReplicationConfiguration.builder()
            .role("arn:aws:iam::" + aws.account() + ":role/copies")
            .rules(
                ReplicationRule.builder()
                    .id("copies")
                    .priority(1)
                    .filter(all -> all.prefix(""))
                    .deleteMarkerReplication(markers -> markers.status("Disabled"))
                    .status("Enabled")
                    .destination(to -> to.bucket("arn:aws:s3:::" + bucket + "-copies"))
                    .build())
            .build());

    assertThat(s3.getBucketReplication(it -> it.bucket(bucket)).replicationConfiguration().rules())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.statusAsString()).isEqualTo("Enabled");
              assertThat(it.destination().bucket()).endsWith(bucket + "-copies");
            });
  }
}
