package org.sessionlogging.fakes.s3;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.s3.model.BlockedEncryptionTypes;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.EncryptionType;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.LoggingEnabled;
import software.amazon.awssdk.services.s3.model.NotificationConfiguration;
import software.amazon.awssdk.services.s3.model.ObjectLockConfiguration;
import software.amazon.awssdk.services.s3.model.ObjectOwnership;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.ReplicationConfiguration;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;
import software.amazon.awssdk.services.s3.model.TransitionDefaultMinimumObjectSize;

/**
 * A bucket; a setting that is not there is null. Settings from birth: S3 user guide, "Default
 * settings for new S3 buckets FAQ" (create-bucket-faq.html) and "Blocking or unblocking SSE-C"
 * (blocking-unblocking-s3-c-encryption-gpb.html).
 */
public final class FakeBucket {
  public final String owner;
  public final String region;
  public SortedMap<String, String> tags = new TreeMap<>();
  public String policy;
  public BucketVersioningStatus versioning;
  public List<LifecycleRule> lifecycle;
  public TransitionDefaultMinimumObjectSize transitionMinimum;
  public ObjectOwnership ownership;
  public PublicAccessBlockConfiguration publicAccess;
  public ServerSideEncryptionRule encryption;
  public ObjectLockConfiguration objectLock;
  public LoggingEnabled logging;
  public NotificationConfiguration notifications;
  public ReplicationConfiguration replication;

  /** Whether its ACL has the grants of the log delivery group. */
  public boolean logDeliveryAcl;

  /** Keys of objects, of all their versions, by version id. */
  public final SortedMap<String, String> versions = new TreeMap<>();

  /** Keys of deleted objects by the version id of their delete marker. */
  public final SortedMap<String, String> deleteMarkers = new TreeMap<>();

  /** What lists say of objects, by key, where anybody cares. */
  public final SortedMap<String, FakeObject> objects = new TreeMap<>();

  /** Keys of unfinished uploads. */
  public final List<String> uploads = new ArrayList<>();

  /** As a picture shows it. */
  @JsonCreator
  FakeBucket(@JsonProperty("owner") String owner, @JsonProperty("region") String region) {
    this.owner = owner;
    this.region = region;
  }

  public FakeBucket(String owner, String region, Map<String, String> tags) {
    this(owner, region);
    this.tags.putAll(tags);
    ownership = ObjectOwnership.BUCKET_OWNER_ENFORCED;
    publicAccess =
        PublicAccessBlockConfiguration.builder()
            .blockPublicAcls(true)
            .blockPublicPolicy(true)
            .ignorePublicAcls(true)
            .restrictPublicBuckets(true)
            .build();
    encryption =
        ServerSideEncryptionRule.builder()
            .applyServerSideEncryptionByDefault(it -> it.sseAlgorithm(ServerSideEncryption.AES256))
            .bucketKeyEnabled(false)
            .blockedEncryptionTypes(
                BlockedEncryptionTypes.builder().encryptionType(EncryptionType.SSE_C).build())
            .build();
  }

  /**
   * Whether access logs can be delivered to it, as far as S3 looks when they are turned on: ACLs
   * count where they are on (S3 user guide, enable-server-access-logging.html).
   */
  boolean letsLogsIn() {
    return (policy != null && policy.contains("logging.s3.amazonaws.com"))
        || (logDeliveryAcl && ownership != ObjectOwnership.BUCKET_OWNER_ENFORCED);
  }

  /** What somebody uploads. */
  public String add(String key) {
    String version = "version-" + (versions.size() + deleteMarkers.size() + 1);
    versions.put(version, key);
    return version;
  }

  /** What somebody has uploaded at some time, in seconds since 1970. */
  public FakeObject add(String key, long modified) {
    String unused = add(key);
    FakeObject object = new FakeObject();
    object.modified = modified;
    objects.put(key, object);
    return object;
  }

  /** Keys of what is there without its version being named: no delete marker is its latest. */
  List<String> current() {
    SortedMap<Integer, String> times = new TreeMap<>();
    versions.keySet().forEach(it -> times.put(number(it), it));
    deleteMarkers.keySet().forEach(it -> times.put(number(it), it));
    Set<String> current = new TreeSet<>();
    times
        .values()
        .forEach(
            it -> {
              if (versions.containsKey(it)) {
                current.add(versions.get(it));
              } else {
                current.remove(deleteMarkers.get(it));
              }
            });
    return List.copyOf(current);
  }

  private static int number(String version) {
    return Integer.parseInt(version.substring(version.lastIndexOf('-') + 1));
  }

  /** What somebody deletes without naming a version. */
  public String mark(String key) {
    String version = "version-" + (versions.size() + deleteMarkers.size() + 1);
    deleteMarkers.put(version, key);
    return version;
  }
}
