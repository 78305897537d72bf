package org.sessionlogging.central;

import java.util.List;
import org.sessionlogging.domain.settings.Tags;
import org.sessionlogging.fakes.FakeAws;
import org.sessionlogging.fakes.kms.FakeKey;
import org.sessionlogging.fakes.kms.KmsState;
import org.sessionlogging.fakes.s3.FakeBucket;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.Tag;
import software.amazon.awssdk.services.s3.model.EventBridgeConfiguration;
import software.amazon.awssdk.services.s3.model.NotificationConfiguration;

/**
 * The worst that can happen to a log account by hand, so that an update needs all that it can do.
 */
final class Everything {
  private Everything() {}

  static void drifts(FakeAws aws) {
    String name =
        aws.s3().buckets.keySet().stream()
            .filter(it -> !it.equals(AccessLogs.NAME))
            .findFirst()
            .orElseThrow();
    FakeBucket bucket = aws.s3().buckets.get(name);
    drifts(bucket);
    drifts(aws, bucket.region, "alias/session-logging/" + name + "/");
  }

  /** The same where keys are given: of them nothing is ours but an alias, and one replica. */
  static void driftsBesideGivenKeys(FakeAws aws) {
    String name = aws.s3().buckets.firstKey();
    FakeBucket bucket = aws.s3().buckets.get(name);
    drifts(bucket);
    String alias = "alias/session-logging/" + name + "/session";
    FakeKey key = aws.kms().named(bucket.region, alias).orElseThrow();
    aws.kms().unname(bucket.region, alias);
    for (FakeKey replica : aws.kms().replicas(key)) {
      if (replica.tags.containsKey("session-logging:bucket")) {
        replica.policy = key.policy;
        replica.tags.put("Extra", "tag");
        replica.state = KeyState.DISABLED;
      } else {
        aws.kms().unname(replica.region(), alias);
      }
    }
  }

  private static void drifts(FakeBucket bucket) {
    bucket.policy = null;
    bucket.encryption = null;
    bucket.publicAccess = null;
    bucket.ownership = null;
    if (bucket.objectLock == null) {
      bucket.versioning = null;
    } else {
      bucket.objectLock =
          bucket.objectLock.toBuilder()
              .rule(it -> it.defaultRetention(to -> to.mode("GOVERNANCE").days(1)))
              .build();
    }
    bucket.lifecycle = null;
    bucket.logging = null;
    bucket.notifications =
        bucket.notifications == null
            ? NotificationConfiguration.builder()
                .eventBridgeConfiguration(EventBridgeConfiguration.builder().build())
                .build()
            : null;
    bucket.tags.put("Extra", "tag");
  }

  private static void drifts(FakeAws aws, String region, String aliases) {
    KmsState kms = aws.kms();
    FakeKey bucketKey = kms.named(region, aliases + "bucket").orElseThrow();
    FakeKey sessionKey = kms.named(region, aliases + "session").orElseThrow();
    for (FakeKey key : kms.keys) {
      key.tags.keySet().removeIf(Tags::areOfUsers);
      key.tags.put("Extra", "tag");
    }
    bucketKey.rotationDays = null;
    bucketKey.policy = sessionKey.policy;
    aws.kms(region).scheduleKeyDeletion(it -> it.keyId(bucketKey.id()).pendingWindowInDays(7));
    // Its alias lost, found again by its tags.
    kms.unname(region, aliases + "session");
    sessionKey.state = KeyState.ENABLED;
    sessionKey.deletionWindow = null;
    List<FakeKey> replicas = kms.replicas(sessionKey);
    // A replica where none is declared, and none where one is.
    replicate(aws, sessionKey, region, "ap-south-1");
    replicas.stream()
        .skip(Math.max(0, replicas.size() - 1))
        .forEach(
            replica -> {
              kms.keys.remove(replica);
              kms.unname(replica.region(), aliases + "session");
            });
  }

  /** A replica that bears our tags, where none is declared. */
  static void replicate(FakeAws aws, FakeKey key, String region, String replicaRegion) {
    aws.kms(region)
        .replicateKey(
            it ->
                it.keyId(key.id())
                    .replicaRegion(replicaRegion)
                    .policy(key.policy)
                    .tags(
                        key.tags.entrySet().stream()
                            .map(tag -> Tag.builder().tagKey(tag.getKey()).tagValue(tag.getValue()))
                            .map(Tag.Builder::build)
                            .toList()));
  }
}
